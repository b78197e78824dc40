//! A package that was built, and the record of it that a key leads to.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A Python package in a zip.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Package {
    /// Its name, as it writes it itself.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A zip in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it lies, absolute when the root is.
    pub path: PathBuf,
    /// Its sha256 in hex.
    pub sha256: String,
    /// Its sha256 in base64, as Terraform's `source_code_hash` and Lambda's `CodeSha256` have it.
    pub base64_sha256: String,
    /// Its size in bytes.
    pub zipped: u64,
    /// The size of its files in bytes.
    pub unzipped: u64,
    /// The Python packages in it, by name.
    pub packages: Vec<Package>,
}

/// What a key leads to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ArtifactRecord {
    pub(super) format: u32,
    pub(super) sha256: String,
    pub(super) zipped: u64,
    pub(super) unzipped: u64,
    pub(super) packages: Vec<Package>,
    /// When the zip was written, as far as known: a zip with another time is read before it is believed.
    #[serde(default)]
    pub(super) modified: Option<u64>,
}

impl ArtifactRecord {
    /// The form of these records. A record of another form is not used.
    pub(super) const FORMAT: u32 = 1;

    /// The artifact that the record tells of, at `path`.
    pub(super) fn artifact(self, path: PathBuf) -> Artifact {
        let Self { format: _, sha256, zipped, unzipped, packages, modified: _ } = self;
        Artifact { path, base64_sha256: base64_of_hex(&sha256), sha256, zipped, unzipped, packages }
    }
}

pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hex.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0')));
    }
    hex
}

fn base64_of_hex(hex: &str) -> String {
    let byte = |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    STANDARD.encode((0..hex.len()).step_by(2).filter_map(byte).collect::<Vec<u8>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_the_digest_are_of_the_same_bytes() {
        let hex = sha256_hex(b"");
        assert_eq!(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(base64_of_hex(&hex), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
