//! One installation, once: keyed by what it is made from, locked against other processes, complete or absent.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

/// Why a tool is not there: a whole message, kept so that every test that needs the tool says the same.
pub(super) type Failure = String;

/// The folder `<tools>/<name>/<key>`, filled by `fill` unless an earlier run has done so.
pub(super) fn once(
    tools: &Path,
    name: &str,
    key: &str,
    fill: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<PathBuf, Failure> {
    let installation = tools.join(name).join(key);
    if installation.is_dir() {
        return Ok(installation);
    }
    let explain = |error: std::io::Error| format!("cannot install {name} into {}: {error}", tools.display());
    fs::create_dir_all(tools.join(name)).map_err(explain)?;
    let lock = File::create(tools.join(name).join("lock")).map_err(explain)?;
    lock.lock().map_err(explain)?;
    if installation.is_dir() {
        return Ok(installation);
    }
    announce(&format!("bringing {name} into target/tools; this happens once"));
    let staging = tempfile::Builder::new().prefix("new-").tempdir_in(tools.join(name)).map_err(explain)?;
    fill(staging.path())?;
    fs::rename(staging.keep(), &installation).map_err(explain)?;
    Ok(installation)
}

/// A key over files and all that is below folders, named from `folder` on, and whatever else decides the result.
pub(super) fn key(folder: &Path, parts: &[PathBuf], more: &[&str]) -> Result<String, Failure> {
    let mut hash = Sha256::new();
    let mut files = Vec::new();
    for part in parts {
        files.extend(files_of(part).map_err(|error| format!("cannot read {}: {error}", part.display()))?);
    }
    for file in files {
        let content = fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
        hash.update(format!("{name}\0{}\0", content.len()));
        hash.update(content);
    }
    for part in more {
        hash.update(format!("\0{part}"));
    }
    let start = hash.finalize().iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte));
    Ok(format!("{start:016x}"))
}

/// Writes a file of an installation whose content depends on where `target` is now. Other processes see the old
/// content or the new, never a part.
pub(super) fn write(file: &Path, text: &str) -> Result<(), Failure> {
    if fs::read_to_string(file).is_ok_and(|found| found == text) {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(file);
    tempfile::NamedTempFile::new_in(folder)
        .and_then(|mut new| {
            new.write_all(text.as_bytes())?;
            new.persist(file).map_err(|error| error.error)
        })
        .map(drop)
        .map_err(|error| format!("cannot write {}: {error}", file.display()))
}

/// Runs an installing command to its end; a failure carries all that it wrote.
pub(super) fn run(command: &mut Command) -> Result<String, Failure> {
    let told = told(command);
    let output = command.output().map_err(|error| format!("cannot start {told}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!(
        "{told} failed ({}):\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    ))
}

/// A command as a message names it: without its environment, where index addresses may carry passwords.
fn told(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Tells whoever waits. The test runner holds back what tests print, but not what is written to stderr itself;
/// a closed stderr is no reason to fail.
fn announce(message: &str) {
    drop(writeln!(std::io::stderr(), "test toolchain: {message}"));
}

fn files_of(part: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !part.is_dir() {
        return Ok(vec![part.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(part)? {
        files.extend(files_of(&entry?.path())?);
    }
    files.sort();
    Ok(files)
}
