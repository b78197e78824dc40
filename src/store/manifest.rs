//! What a function's last build gave, as JSON for people and other programs. Paths in it start at the root.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::artifact::Package;

/// The manifest of one function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionManifest {
    /// The form of this file: [`FORMAT`](Self::FORMAT).
    pub format: u32,
    /// The deployed name.
    pub function: String,
    /// The environment.
    pub environment: String,
    /// The unit's path.
    pub unit: String,
    /// The function's key in its unit.
    pub key: String,
    /// The zip, from the root.
    pub path: String,
    /// Its sha256 in hex.
    pub sha256: String,
    /// Its sha256 in base64: Terraform's `source_code_hash`, Lambda's `CodeSha256`.
    pub base64_sha256: String,
    /// Its sizes in bytes.
    pub sizes: Sizes,
    /// The runtime it was built for.
    pub runtime: String,
    /// The processor it was built for.
    pub architecture: String,
    /// The handler that is in it.
    pub handler: String,
    /// The Python packages in it.
    pub packages: Vec<Package>,
    /// What it was built from.
    pub build: BuildRecord,
}

impl FunctionManifest {
    /// The form that this version writes.
    pub const FORMAT: u32 = 1;
}

/// Sizes in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// Of the zip.
    pub zipped: u64,
    /// Of its files.
    pub unzipped: u64,
}

/// The build key with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildRecord {
    /// The digest in hex.
    pub key: String,
    /// The parts by name.
    pub components: BTreeMap<String, String>,
}
