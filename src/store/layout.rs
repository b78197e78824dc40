//! Where everything lies in the store. Makes and reads nothing.
//!
//! `artifacts/<sha256>.zip`, `keys/<key>.json`, `locks/<key>`, `building/<key>/`, `functions/<environment>/<unit>/<key>.json`.

use std::path::{Path, PathBuf};

/// The folder's name under the root. Its dot keeps Terragrunt from hashing and copying it.
const FOLDER: &str = ".tglambda";

/// The places of one store.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The root that paths in manifests start from.
    pub(super) root: PathBuf,
    /// The store itself.
    pub(super) folder: PathBuf,
}

impl Layout {
    /// The store under `root`.
    pub(super) fn at(root: &Path) -> Self {
        Self { root: root.to_path_buf(), folder: root.join(FOLDER) }
    }

    /// Where the artifact with this sha256 lies.
    pub(super) fn artifact_path(&self, sha256: &str) -> PathBuf {
        self.folder.join("artifacts").join(format!("{sha256}.zip"))
    }

    /// The record that a key leads to.
    pub(super) fn record_path(&self, key: &str) -> PathBuf {
        self.folder.join("keys").join(format!("{key}.json"))
    }

    /// The folder in which a key is built.
    pub(super) fn building_path(&self, key: &str) -> PathBuf {
        self.folder.join("building").join(key)
    }

    /// A function's manifest.
    pub(super) fn manifest_path(&self, environment: &str, unit: &str, key: &str) -> PathBuf {
        let unit = unit.split('/').map(file_name);
        let parts = std::iter::once(file_name(environment)).chain(unit).filter(|part| !part.is_empty());
        let folder = parts.fold(self.folder.join("functions"), |folder, part| folder.join(part));
        folder.join(format!("{}.json", file_name(key)))
    }
}

/// `name` as the name of a file: what is not plain is written as `%` and two hex digits for each byte.
fn file_name(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for (at, byte) in name.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' || (byte == b'.' && at > 0) {
            safe.push(char::from(byte));
        } else {
            let digits =
                [byte >> 4, byte & 15].map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            safe.push('%');
            safe.extend(digits);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_folder() {
        let path = Layout::at(Path::new("r")).manifest_path("dev", "live/../../x", "../a b");
        assert_eq!(path, Path::new("r/.tglambda/functions/dev/live/%2e./%2e./x/%2e.%2fa%20b.json"));
    }
}
