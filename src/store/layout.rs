//! Where everything lies in the store.
//!
//! `artifacts/<sha256>.zip`, `keys/<key>.json`, `locks/<key>`, `building/<key>/<random>/`, `functions/<environment>/<unit>/<key>.json`.

use std::path::{Path, PathBuf};

use crate::host::fs::{self, FsResult};

use super::artifact::ArtifactRecord;

/// The folder's name under the root. Its dot keeps Terragrunt from hashing and copying it.
pub(super) const FOLDER: &str = ".tglambda";

/// The paths of the store under one root.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    root: PathBuf,
    folder: PathBuf,
}

impl Layout {
    pub(super) fn at(root: &Path) -> Self {
        Self { root: root.to_path_buf(), folder: root.join(FOLDER) }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A path as manifests have it: from the root, with `/` between the parts.
    pub(super) fn relative(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    pub(super) fn artifact(&self, sha256: &str) -> PathBuf {
        self.folder.join("artifacts").join(format!("{sha256}.zip"))
    }

    pub(super) fn record(&self, key: &str) -> PathBuf {
        self.folder.join("keys").join(format!("{key}.json"))
    }

    pub(super) fn write_record(&self, key: &str, record: &ArtifactRecord) -> FsResult<()> {
        let text = serde_json::to_vec(record).expect("internal: a record has string keys only");
        fs::write_atomically(&self.record(key), &text)
    }

    pub(super) fn lock(&self, key: &str) -> PathBuf {
        self.folder.join("locks").join(key)
    }

    pub(super) fn building(&self, key: &str) -> PathBuf {
        self.folder.join("building").join(key)
    }

    pub(super) fn manifest(&self, environment: &str, unit: &str, key: &str) -> PathBuf {
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
