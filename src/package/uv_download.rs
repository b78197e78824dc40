//! Fetches the pinned uv into the tool's own cache, with pip and whatever index pip is set up for.
//!
//! Under a lock, and complete before it has its name. No network address is written here.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::host::env::EnvVars;
use crate::host::fs::{self, FsResult};
use crate::host::interrupt::Interrupt;
use crate::host::lock::FileLock;
use crate::host::process::{Command, Finished, programs};

use super::install_failure::lines;
use super::problem::{BuildError, unstartable, unwritable};
use super::uv_release::{VERSION, requirement};
use super::variables::is_for_pip;

/// The pinned uv, fetched when this user never needed it before.
///
/// # Errors
/// When there is no Python with pip, the index cannot be reached, or the cache cannot be written.
pub(super) fn fetch(env: &EnvVars, interrupt: &Interrupt) -> Result<PathBuf, BuildError> {
    let cache = cache_folder(env)?;
    let uv = cache.join(VERSION).join("uv");
    if fs::is_file(&uv) {
        return Ok(uv);
    }
    let write = |result: FsResult<()>| result.map_err(|error| BuildError::from(unwritable(&error)));
    write(fs::create_dir_all(&cache))?;
    let lock = FileLock::acquire_unless(&cache.join(format!("{VERSION}.lock")), interrupt);
    let Some(_lock) = lock.map_err(|error| unwritable(&error))? else { return Err(BuildError::Interrupted) };
    if fs::is_file(&uv) {
        return Ok(uv);
    }
    let folder = fs::temporary_dir_in(&cache).map_err(|error| unwritable(&error))?;
    install(folder.path(), env, interrupt)?;
    let complete = folder.path().join("complete");
    write(fs::create_dir_all(&complete))?;
    write(fs::rename(&folder.path().join("bin/uv"), &complete.join("uv")))?;
    write(fs::make_executable(&complete.join("uv")))?;
    write(fs::rename(&complete, &cache.join(VERSION)))?;
    Ok(uv)
}

/// `$XDG_CACHE_HOME/tglambda/uv`, else `~/.cache/tglambda/uv`.
fn cache_folder(env: &EnvVars) -> Result<PathBuf, Diagnostic> {
    let set = |name| env.get(name).map(Path::new).filter(|path| path.is_absolute()).map(Path::to_path_buf);
    set("XDG_CACHE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .map(|cache| cache.join("tglambda").join("uv"))
        .ok_or_else(|| {
            unavailable("uv is not installed, and there is no cache folder to fetch it into")
                .hint("set `HOME` or `XDG_CACHE_HOME`, or install uv and put it on `PATH`")
        })
}

fn install(folder: &Path, env: &EnvVars, interrupt: &Interrupt) -> Result<(), BuildError> {
    let python = python_with_pip(env, interrupt)?;
    let list = folder.join("requirements.txt");
    fs::write_atomically(&list, requirement().as_bytes()).map_err(|error| unwritable(&error))?;
    let command = pip(&python, env)
        .args([
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary",
            ":all:",
        ])
        .args([
            "--require-hashes",
            "--no-compile",
            "--no-warn-script-location",
            "--ignore-installed",
            "--target",
        ])
        .args([folder.as_os_str(), "--requirement".as_ref(), list.as_os_str()]);
    let finished = command.run_unless(interrupt).map_err(|error| unstartable(&error))?;
    let Some(Finished { status, stdout: _, stderr }) = finished else { return Err(BuildError::Interrupted) };
    if status.success() {
        return Ok(());
    }
    let problem = unavailable(format!("uv {VERSION} cannot be fetched from the Python package index"));
    let problem = lines(&stderr).into_iter().fold(problem, Diagnostic::note);
    let hint = "connect this machine to the index that pip is set up for, or install uv and put it on `PATH`";
    Err(problem.hint(hint).hint("`TGLAMBDA_UV` may name a uv that is elsewhere").into())
}

fn python_with_pip(env: &EnvVars, interrupt: &Interrupt) -> Result<PathBuf, BuildError> {
    let mut any = false;
    for python in ["python3", "python"].into_iter().flat_map(|name| programs(name, env)) {
        any = true;
        match pip(&python, env).args(["--version"]).run_unless(interrupt) {
            Ok(None) => return Err(BuildError::Interrupted),
            Ok(Some(finished)) if finished.status.success() => return Ok(python),
            Ok(Some(_)) | Err(_) => {}
        }
    }
    let title = if any { "no Python on `PATH` has pip" } else { "there is no Python on `PATH`" };
    Err(unavailable(format!("uv is not installed and cannot be fetched: {title}"))
        .hint("install uv, or a Python 3 with pip, and put it on `PATH`")
        .hint("`TGLAMBDA_UV` may name a uv that is elsewhere")
        .into())
}

fn pip(python: &Path, env: &EnvVars) -> Command {
    let command = Command::new(python).args(["-m", "pip"]);
    env.iter()
        .filter(|(name, _)| is_for_pip(name))
        .fold(command, |command, (name, value)| command.env(name, value))
}

fn unavailable(title: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::InstallerUnavailable, title)
}
