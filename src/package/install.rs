//! Installs a function's requirements for its target into a folder, with uv and an environment that is said.
//!
//! uv's configuration files are not read, since they may change what is chosen; where packages come from is said by the
//! requirements, by uv's variables, or by pip's `PIP_INDEX_URL` and `PIP_EXTRA_INDEX_URL`. Wheels only: no code of a
//! requirement runs here.

use std::ffi::OsString;
use std::path::Path;

use crate::host::env::EnvVars;
use crate::host::fs;
use crate::host::interrupt::Interrupt;
use crate::host::process::Command;
use crate::host::tree::read_tree;

use super::gather::Requirements;
use super::install_failure::{Failure, explain};
use super::problem::{BuildError, unreadable, unstartable};
use super::prune::{self, Dependencies};
use super::request::BuildRequest;
use super::runtime::Target;
use super::toolbox::Tools;
use super::variables::{is_credential, is_for_uv};

/// What an install needs to know.
pub(super) struct Install<'i> {
    pub(super) request: &'i BuildRequest,
    pub(super) target: Target,
    pub(super) requirements: &'i Requirements,
    pub(super) tools: &'i Tools,
    pub(super) env: &'i EnvVars,
    pub(super) interrupt: &'i Interrupt,
}

impl Install<'_> {
    /// Installs into `folder`, which is empty, and reads back what belongs into a package.
    ///
    /// # Errors
    /// When a requirement cannot be had for the target, two of them collide, or the user asked to stop.
    pub(super) fn run(&self, folder: &Path) -> Result<Dependencies, BuildError> {
        let target = folder.join("installed");
        let mut command = self
            .uv(["pip", "install"])
            .args([OsString::from("--target"), target.clone().into_os_string()])
            .args([
                "--python-version",
                self.target.runtime.release,
                "--python-platform",
                self.target.platform(),
            ])
            .args(["--only-binary", ":all:", "--no-installer-metadata", "--no-compile-bytecode"])
            .args(["--link-mode", "hardlink", "--requirements", &self.requirements.file]);
        if self.requirements.has_hashes {
            command = command.args(["--require-hashes"]);
        }
        let finished = command.run_unless(self.interrupt).map_err(|error| unstartable(&error))?;
        let Some(finished) = finished else { return Err(BuildError::Interrupted) };
        if !finished.status.success() {
            let failure = Failure {
                request: self.request,
                target: self.target,
                requirements: self.requirements,
                secrets: self.secrets(),
            };
            return Err(explain(&failure, &finished.stderr, |pin| self.published(pin, folder)).into());
        }
        let files = read_tree(&target, prune::is_wanted).map_err(|error| unreadable(&error))?;
        Ok(prune::prune(files)?)
    }

    /// What the index has of `pin`, for a message: the lock file that names its wheels, or uv's words why there is none.
    fn published(&self, pin: &str, folder: &Path) -> String {
        // The name of a private package is not asked of an index that the requirements do not name.
        if self.requirements.names_index {
            return String::new();
        }
        let (list, lock) = (folder.join("pin.txt"), folder.join("pylock.pin.toml"));
        let wrote = fs::write_atomically(&list, pin.as_bytes());
        let command = self
            .uv(["pip", "compile", "--universal", "--no-deps", "--format", "pylock.toml"])
            .args(["--python-version", self.target.runtime.release])
            .args([list.into_os_string(), "--output-file".into(), lock.clone().into_os_string()]);
        match (wrote, command.run_unless(self.interrupt)) {
            (Ok(()), Ok(Some(finished))) => fs::read_to_string(&lock).unwrap_or(finished.stderr),
            _ => String::new(),
        }
    }

    fn uv<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let command = Command::new(&self.tools.uv)
            .folder(&self.request.folder)
            .args(arguments)
            .args(["--no-config", "--no-progress", "--color", "never", "--no-python-downloads", "--python"])
            .args([self.tools.python.clone()])
            // The flag has had two names; uv passes over a variable it does not know.
            .env("UV_SYSTEM_CERTS", "1")
            .env("UV_NATIVE_TLS", "1");
        self.environment().into_iter().fold(command, |command, (name, value)| command.env(name, value))
    }

    fn environment(&self) -> Vec<(&str, &str)> {
        let with_keyring = self.env.get("UV_KEYRING_PROVIDER").is_some();
        let is_passed = |name: &str| {
            is_for_uv(name)
                || self.requirements.variables.contains(name)
                // A keyring for an index at AWS signs in with these.
                || (with_keyring && name.starts_with("AWS_"))
        };
        let mut passed: Vec<(&str, &str)> = self.env.iter().filter(|(name, _)| is_passed(name)).collect();
        let says_index = |names: [&str; 2]| names.iter().any(|name| self.env.get(name).is_some());
        if let Some(url) = self.env.get("PIP_INDEX_URL")
            && !says_index(["UV_DEFAULT_INDEX", "UV_INDEX_URL"])
        {
            passed.push(("UV_DEFAULT_INDEX", url));
        }
        if let Some(urls) = self.env.get("PIP_EXTRA_INDEX_URL")
            && !says_index(["UV_INDEX", "UV_EXTRA_INDEX_URL"])
        {
            passed.push(("UV_INDEX", urls));
        }
        passed
    }

    /// Values that no message may show.
    fn secrets(&self) -> Vec<String> {
        let is_secret = |name: &str| is_credential(name) || self.requirements.variables.contains(name);
        self.env.iter().filter(|(name, _)| is_secret(name)).map(|(_, value)| value.to_owned()).collect()
    }
}
