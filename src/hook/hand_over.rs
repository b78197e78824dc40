//! The contract with a module: zips in `.tglambda/` of Terraform's working folder, and a variables file that names
//! them. Names carry the content, so a saved plan names exact bytes; older zips stay for older plans.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::host::fs::{self, FsResult};

/// The variables file. It sorts after the ones Terragrunt writes, so its values count.
pub const HAND_OVER_FILE: &str = "zz-tglambda.auto.tfvars.json";
/// Where the zips are put.
const FOLDER: &str = ".tglambda";
/// The contract's version; Terraform and OpenTofu both skip this key.
const CONTRACT: &str = "tglambda hand-over 1";

/// A package to hand over.
#[derive(Clone, Debug)]
pub struct Package {
    /// The function's key in the unit.
    pub key: String,
    /// The zip.
    pub zip: PathBuf,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its SHA-256, in base64, as Lambda and Terraform write it.
    pub base64_sha256: String,
}

#[derive(Serialize)]
struct HandOver<'p> {
    #[serde(rename = "//")]
    contract: &'static str,
    lambda_packages: BTreeMap<&'p str, Entry<'p>>,
}

#[derive(Serialize)]
struct Entry<'p> {
    filename: String,
    source_code_hash: &'p str,
}

/// Puts the packages into `folder` and writes the variables file; one that already says the same is left alone.
///
/// # Errors
/// When the folder cannot be written. The variables file then still names what is there.
pub fn write_hand_over(folder: &Path, packages: &[Package]) -> FsResult<()> {
    fs::create_dir_all(&folder.join(FOLDER))?;
    let mut entries = BTreeMap::new();
    for package in packages {
        let filename = format!("{FOLDER}/{}", file_name(package));
        let target = folder.join(&filename);
        if !fs::is_file(&target) {
            fs::link_or_copy(&package.zip, &target)?;
        }
        entries.insert(&*package.key, Entry { filename, source_code_hash: &package.base64_sha256 });
    }
    let hand_over = HandOver { contract: CONTRACT, lambda_packages: entries };
    let mut json =
        serde_json::to_string_pretty(&hand_over).expect("internal: texts and maps of texts serialise");
    json.push('\n');
    fs::write_if_changed(&folder.join(HAND_OVER_FILE), json.as_bytes())?;
    Ok(())
}

/// Empties a hand-over of an earlier run, when there is one: what it names is described no more.
///
/// # Errors
/// When the folder cannot be written.
pub fn clear_hand_over(folder: &Path) -> FsResult<()> {
    if fs::is_file(&folder.join(HAND_OVER_FILE)) { write_hand_over(folder, &[]) } else { Ok(()) }
}

/// `<function>-<first 16 of sha256>.zip`; characters that no file name should have become `_`.
fn file_name(package: &Package) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let key: String = package.key.chars().map(safe).collect();
    format!("{key}-{}.zip", package.sha256.get(..16).unwrap_or(&package.sha256))
}
