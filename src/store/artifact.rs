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
    /// Its size in bytes.
    pub zipped: u64,
    /// The size of its files in bytes.
    pub unzipped: u64,
    /// The Python packages in it, by name.
    pub packages: Vec<Package>,
}

impl Artifact {
    /// Its sha256 in base64, as Terraform's `source_code_hash` and Lambda's `CodeSha256` have it.
    pub fn sha256_base64(&self) -> String {
        let pairs = self.sha256.as_bytes().chunks(2);
        let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or_default() as u8;
        let bytes: Vec<u8> =
            pairs.map(|pair| pair.iter().fold(0, |value, byte| value << 4 | digit(*byte))).collect();
        STANDARD.encode(bytes)
    }
}

/// What a key leads to.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ArtifactRecord {
    pub(super) format: u32,
    pub(super) sha256: String,
    pub(super) zipped: u64,
    pub(super) unzipped: u64,
    pub(super) packages: Vec<Package>,
}

impl ArtifactRecord {
    /// The form of these records. A record of another form is not used.
    pub(super) const FORMAT: u32 = 1;
}

pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_the_digest_are_of_the_same_bytes() {
        let artifact = Artifact {
            path: PathBuf::new(),
            sha256: sha256_hex(b""),
            zipped: 0,
            unzipped: 0,
            packages: Vec::new(),
        };
        assert_eq!(artifact.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(artifact.sha256_base64(), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
