//! Terragrunt's own fixtures, copied to a folder of the build's, and the real Terragrunt in it. Knows nothing of the
//! product.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::Toolchain;

/// The module with the fixtures.
const MODULE: &str = "github.com/gruntwork-io/terragrunt";
/// A port that nothing listens on: what a fixture would fetch is not to be had, on any machine.
const NO_NETWORK: &str = "http://127.0.0.1:9";
/// A provider that would be fetched is not to be had either, and is refused at once.
const CLI_CONFIG: &str = "disable_checkpoint = true\n\nprovider_installation {\n  filesystem_mirror {\n    path = \"/nowhere\"\n  }\n}\n";
/// Folders that hold no units.
const LEFT_OUT: [&str; 3] = [".git", ".terraform", ".terragrunt-cache"];

/// A copy of the fixtures, committed to a git repository of its own. One process at a time has a copy: it is laid anew
/// when taken, in the same place each time, because the answers of Terragrunt name it.
#[derive(Debug)]
pub(crate) struct Corpus {
    folder: PathBuf,
    sum: String,
    _lock: File,
}

/// What the real Terragrunt answered.
#[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
pub(crate) struct Answer {
    /// Whether it succeeded.
    pub(crate) success: bool,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it told.
    pub(crate) stderr: String,
}

impl Corpus {
    /// The copy called `name`: tests that run at the same time have one each.
    pub(crate) fn lay(name: &str) -> Self {
        let sources = Toolchain::get().sources(MODULE);
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).canonicalize().expect("the build's folder");
        let folder = target.join("conformance").join(name);
        fs::create_dir_all(&folder).expect("a folder for the copy");
        let lock = File::create(folder.join("lock")).expect("a lock beside the copy");
        lock.lock().expect("the lock of the copy");
        let corpus = Self { folder, sum: sources.sum, _lock: lock };
        for part in ["root", "home", "tmp"] {
            let part = corpus.folder.join(part);
            if part.exists() {
                fs::remove_dir_all(&part).expect("an older copy goes");
            }
            fs::create_dir(&part).expect("a folder of the copy");
        }
        copy(&sources.folder.join("test/fixtures"), &corpus.root()).expect("a copy of the fixtures");
        fs::write(corpus.cli_config(), CLI_CONFIG).expect("a configuration of OpenTofu");
        corpus.commit();
        corpus
    }

    /// The folder that holds what `test/fixtures` holds.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.join("root")
    }

    /// A place beside the copy.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The checksum of the module that the fixtures are from.
    pub(crate) fn sum(&self) -> &str {
        &self.sum
    }

    /// The folders of all units, from the root (itself `.`), sorted: those with a `terragrunt.hcl` or a `terragrunt.hcl.json`.
    pub(crate) fn units(&self) -> Vec<String> {
        let files = self.files(|name| name == "terragrunt.hcl" || name == "terragrunt.hcl.json");
        let folders =
            files.iter().map(|file| file.rsplit_once('/').map_or(".", |(folder, _)| folder).to_owned());
        folders.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    /// The files whose name `wanted` wants, from the root, sorted.
    pub(crate) fn files(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let root = self.root();
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder of the copy") {
                let entry = entry.expect("an entry of the copy");
                let name = entry.file_name().into_string().expect("names of fixtures are text");
                let path = entry.path();
                if entry.file_type().expect("the kind of an entry").is_dir() {
                    folders.extend((!LEFT_OUT.contains(&name.as_str())).then_some(path));
                } else if wanted(&name) {
                    let path = path.strip_prefix(&root).expect("internal: found below the root");
                    found.push(path.to_str().expect("names of fixtures are text").to_owned());
                }
            }
        }
        found.sort();
        found
    }

    /// The whole environment of the real one, and of the product beside it: no credentials, no network, an empty home.
    pub(crate) fn environment(&self) -> BTreeMap<String, String> {
        let text = |path: &Path| path.to_str().expect("the build's folder is text").to_owned();
        let tofu = Toolchain::get().tofu().parent().expect("internal: OpenTofu is in a folder");
        let variables = [
            ("PATH", format!("{}:/usr/bin:/bin", text(tofu))),
            ("HOME", text(&self.folder.join("home"))),
            ("TMPDIR", text(&self.folder.join("tmp"))),
            ("TF_CLI_CONFIG_FILE", text(&self.cli_config())),
            ("LC_ALL", "C.UTF-8".to_owned()),
            ("TERM", "dumb".to_owned()),
            ("TZ", "UTC".to_owned()),
            ("TG_NON_INTERACTIVE", "true".to_owned()),
            ("TG_NO_AUTO_PROVIDER_CACHE_DIR", "true".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
            ("HTTP_PROXY", NO_NETWORK.to_owned()),
            ("HTTPS_PROXY", NO_NETWORK.to_owned()),
            ("ALL_PROXY", NO_NETWORK.to_owned()),
            ("GIT_CONFIG_GLOBAL", "/dev/null".to_owned()),
            ("GIT_CONFIG_NOSYSTEM", "1".to_owned()),
            ("GIT_TERMINAL_PROMPT", "0".to_owned()),
            ("GIT_SSH_COMMAND", "false".to_owned()),
        ];
        variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// Runs the real Terragrunt in a folder of the copy.
    pub(crate) fn terragrunt(&self, folder: &Path, arguments: &[&str]) -> Answer {
        self.run(Toolchain::get().terragrunt(), folder, arguments)
    }

    /// Makes a folder of the copy a git repository of its own.
    pub(crate) fn make_repository(&self, folder: &Path) {
        let answer = self.run(Path::new("git"), folder, &["init", "--quiet", "--initial-branch=main"]);
        assert!(answer.success, "git init: {}", answer.stderr);
    }

    fn run(&self, program: &Path, folder: &Path, arguments: &[&str]) -> Answer {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(folder).env_clear().envs(self.environment()).stdin(Stdio::null());
        let output = command.output().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        Answer {
            success: output.status.success(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn cli_config(&self) -> PathBuf {
        self.folder.join("cli.tfrc")
    }

    fn commit(&self) {
        let identity = ["-c", "user.name=Fixture", "-c", "user.email=fixture@example.com"];
        let commit = ["commit", "--quiet", "--no-gpg-sign", "--message=fixtures"];
        for arguments in [
            &["init", "--quiet", "--initial-branch=main"][..],
            &["add", "--all", "--force"],
            &[&identity[..], &commit[..]].concat(),
        ] {
            let answer = self.run(Path::new("git"), &self.root(), arguments);
            assert!(answer.success, "git {arguments:?}: {}", answer.stderr);
        }
    }
}

/// Copies the files below a folder. Go's cache is not writable; the copy is.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::write(&target, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}
