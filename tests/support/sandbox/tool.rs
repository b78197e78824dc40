//! A program to run in a sandbox.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::output::Output;
use super::redact::Redactions;
use crate::support::{Toolchain, package_clients};

/// Who commits, and when: the same in every sandbox, so that commits have the same ids.
const IDENTITY: [(&str, &str); 8] = [
    ("GIT_AUTHOR_NAME", "Fixture"),
    ("GIT_AUTHOR_EMAIL", "fixture@example.com"),
    ("GIT_AUTHOR_DATE", "2024-01-02T03:04:05Z"),
    ("GIT_COMMITTER_NAME", "Fixture"),
    ("GIT_COMMITTER_EMAIL", "fixture@example.com"),
    ("GIT_COMMITTER_DATE", "2024-01-02T03:04:05Z"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
];

/// A program with its arguments, its folder and its whole environment. It starts in the checkout.
#[derive(Debug)]
#[must_use]
pub(crate) struct Tool {
    command: Command,
    path: Vec<PathBuf>,
    stdin: Vec<u8>,
    redactions: Redactions,
}

impl Tool {
    pub(super) fn new(program: &Path, root: &Path, home: &Path, tmp: &Path, redactions: Redactions) -> Self {
        let mut command = Command::new(program);
        command
            .current_dir(root)
            .env_clear()
            .env("HOME", home)
            .env("TMPDIR", tmp)
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "dumb")
            .env("TZ", "UTC")
            .envs(IDENTITY);
        Self { command, path: default_path(), stdin: Vec::new(), redactions }
    }

    /// Adds arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Runs it in another folder, relative to where it would run.
    pub(crate) fn dir(mut self, folder: impl AsRef<Path>) -> Self {
        let from = self.command.get_current_dir().expect("internal: a tool has a folder").join(folder);
        self.command.current_dir(from);
        self
    }

    /// Sets a variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Puts a folder before all others on PATH.
    pub(crate) fn on_path(mut self, folder: impl Into<PathBuf>) -> Self {
        self.path.insert(0, folder.into());
        self
    }

    /// Gives it something to read on stdin, which is empty otherwise.
    pub(crate) fn stdin(mut self, content: impl Into<Vec<u8>>) -> Self {
        self.stdin = content.into();
        self
    }

    /// Runs it under another umask, as in `077`.
    pub(crate) fn umask(mut self, mask: &str) -> Self {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", "umask \"$1\"; shift; exec \"$@\"", "sh", mask]).arg(self.command.get_program());
        shell.args(self.command.get_args()).env_clear();
        shell.current_dir(self.command.get_current_dir().expect("internal: a tool has a folder"));
        for (name, value) in self.command.get_envs() {
            shell.envs(value.map(|value| (name, value)));
        }
        self.command = shell;
        self
    }

    /// Lets it install Python packages: the pinned uv on PATH with a cache that all tests share, and the variables
    /// with which package clients reach their index.
    pub(crate) fn installing_packages(mut self) -> Self {
        let toolchain = Toolchain::get();
        self.command.envs(package_clients::for_python()).env("UV_CACHE_DIR", toolchain.uv_cache());
        let uv = toolchain.uv().parent().expect("internal: uv is in a folder");
        self.on_path(uv)
    }

    /// Has Terraform and OpenTofu install the double of the AWS provider.
    pub(crate) fn with_provider(mut self) -> Self {
        self.command
            .env("CHECKPOINT_DISABLE", "1")
            .env("TF_IN_AUTOMATION", "1")
            .env("TF_CLI_CONFIG_FILE", Toolchain::get().cli_config());
        self.redactions = self.redactions.without_colors();
        self
    }

    /// The command as the standard library's, for a test that sends signals or reads while it runs. Its output is
    /// not collected.
    pub(crate) fn into_command(mut self) -> Command {
        let path =
            std::env::join_paths(&self.path).expect("internal: PATH without separators in its folders");
        self.command.env("PATH", path);
        self.command
    }

    /// Runs it to its end, whatever that is.
    pub(crate) fn run(self) -> Output {
        let Self { stdin, redactions, .. } = &self;
        let (stdin, redactions) = (stdin.clone(), redactions.clone());
        let mut command = self.into_command();
        // Not its environment: index addresses may carry passwords.
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        let told = words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("cannot start {told}: {error}"));
        let mut input = child.stdin.take().expect("internal: stdin is piped");
        // A program that ends without reading closes the pipe: that is its own affair.
        let writer = std::thread::spawn(move || drop(input.write_all(&stdin)));
        let output = child.wait_with_output().unwrap_or_else(|error| panic!("{told}: {error}"));
        writer.join().expect("internal: the writer does not panic");
        Output::new(told, &output, redactions)
    }
}

/// The product, the real `python3` and `git`, and the system's basic programs: in this order.
fn default_path() -> Vec<PathBuf> {
    let product = Path::new(env!("CARGO_BIN_EXE_tglambda"));
    let programs = [Some(product), Some(Toolchain::get().python())];
    let mut path: Vec<PathBuf> =
        programs.into_iter().flatten().filter_map(Path::parent).map(Path::to_path_buf).collect();
    path.extend(["/usr/bin", "/bin"].map(PathBuf::from));
    path
}
