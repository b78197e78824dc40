//! The programs a build needs, found once for all functions of a run and only when one of them must be built.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::diagnostic::{Code, Diagnostic};
use crate::host::env::EnvVars;
use crate::host::fs;
use crate::host::interrupt::Interrupt;
use crate::host::process::{Command, programs};

use super::problem::BuildError;
use super::uv_download;
use super::uv_release::{MINIMUM, parse_version};

/// Names the uv to use.
const UV_VARIABLE: &str = "TGLAMBDA_UV";

/// uv, and the Python that it asks about markers which the target does not decide.
#[derive(Clone, Debug)]
pub(super) struct Tools {
    pub(super) uv: PathBuf,
    pub(super) python: PathBuf,
}

/// Finds [`Tools`] on first use.
#[derive(Debug, Default)]
pub(super) struct Toolbox {
    found: OnceLock<Result<Tools, BuildError>>,
}

impl Toolbox {
    /// The programs.
    ///
    /// # Errors
    /// When one of them is missing and cannot be fetched; every caller gets the same answer.
    pub(super) fn tools(&self, env: &EnvVars, interrupt: &Interrupt) -> Result<Tools, BuildError> {
        self.found.get_or_init(|| find(env, interrupt)).clone()
    }
}

fn find(env: &EnvVars, interrupt: &Interrupt) -> Result<Tools, BuildError> {
    let python = find_python(env)?;
    let uv = match env.get(UV_VARIABLE).filter(|path| !path.is_empty()) {
        Some(path) => named_uv(Path::new(path), env)?,
        None => match programs("uv", env).find(|uv| version(uv, env) >= Some(MINIMUM)) {
            Some(uv) => uv,
            None => uv_download::fetch(env, interrupt)?,
        },
    };
    Ok(Tools { uv, python })
}

fn named_uv(path: &Path, env: &EnvVars) -> Result<PathBuf, Diagnostic> {
    let (major, minor, patch) = MINIMUM;
    let reason = match version(path, env) {
        Some(version) if version >= MINIMUM => return Ok(path.to_path_buf()),
        Some((major, minor, patch)) => format!("it is version {major}.{minor}.{patch}"),
        None => "it does not answer `--version` as uv does".to_owned(),
    };
    let title = format!("`{}`, which `{UV_VARIABLE}` names, cannot be used: {reason}", path.display());
    Err(Diagnostic::error(Code::InstallerUnavailable, title)
        .hint(format!("name a uv of version {major}.{minor}.{patch} or newer, or unset `{UV_VARIABLE}`")))
}

fn version(uv: &Path, env: &EnvVars) -> Option<(u32, u32, u32)> {
    let home = ["HOME", "PATH"].into_iter().filter_map(|name| Some((name, env.get(name)?)));
    let command =
        home.fold(Command::new(uv).args(["--version"]), |command, (name, value)| command.env(name, value));
    let finished = command.run().ok().filter(|finished| finished.status.success())?;
    parse_version(&String::from_utf8_lossy(&finished.stdout))
}

/// Any Python will do. One that is a program is taken before one that is a script: the shims of version managers are
/// scripts, and cost half a second each time.
fn find_python(env: &EnvVars) -> Result<PathBuf, Diagnostic> {
    let all: Vec<PathBuf> = ["python3", "python"].into_iter().flat_map(|name| programs(name, env)).collect();
    let is_script = |path: &&PathBuf| fs::read_start(path, 2).is_ok_and(|start| start == b"#!");
    if let Some(program) = all.iter().find(|path| !is_script(path)) {
        return Ok(program.clone());
    }
    all.into_iter().next().ok_or_else(|| {
        Diagnostic::error(Code::InstallerUnavailable, "there is no Python on `PATH`")
            .note("uv asks a Python about this machine before it installs; its version does not matter")
            .hint("install Python 3 and put it on `PATH`")
    })
}
