//! Copies of folders.

use std::fs;
use std::io;
use std::path::Path;

/// What tools leave in a checkout that somebody works in: a fixture is what git has of it.
const LEFT_BY_TOOLS: [&str; 6] =
    [".tglambda", ".terragrunt-cache", ".terraform", "__pycache__", ".pytest_cache", ".venv"];

/// Lays the files below one folder over another: names, contents, executable bits and symbolic links; files that
/// are already there are replaced, what tools left is not copied. Times are new, as after a checkout.
pub(super) fn copy_over(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if LEFT_BY_TOOLS.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_over(&entry.path(), &target)?;
            continue;
        }
        if target.symlink_metadata().is_ok() {
            fs::remove_file(&target)?;
        }
        if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
