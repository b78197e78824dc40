//! The folder itself.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::redact::Redactions;
use super::tool::Tool;
use super::tree;
use crate::support::Toolchain;

/// A folder of one test, gone when dropped: `root` holds the checkout, `home` and `tmp` what programs leave there.
#[derive(Debug)]
pub(crate) struct Sandbox {
    folder: TempDir,
    /// The same without symbolic links, as programs report it.
    real: PathBuf,
}

impl Sandbox {
    /// An empty one.
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("tglambda-").tempdir().expect("a temporary folder");
        let real = folder.path().canonicalize().expect("the temporary folder");
        for part in ["root", "home", "tmp"] {
            fs::create_dir(real.join(part)).expect("a folder in the sandbox");
        }
        Self { folder, real }
    }

    /// One whose checkout starts as a copy of `fixtures/<name>`, committed.
    pub(crate) fn of_fixture(name: &str) -> Self {
        let sandbox = Self::new();
        sandbox.lay_fixture(name);
        sandbox.commit();
        sandbox
    }

    /// The checkout.
    pub(crate) fn root(&self) -> PathBuf {
        self.real.join("root")
    }

    /// The home folder of every program that runs here.
    pub(crate) fn home(&self) -> PathBuf {
        self.real.join("home")
    }

    /// A path relative to the checkout.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root().join(relative)
    }

    /// A path beside the checkout, for what must live outside of it.
    pub(crate) fn outside(&self, name: &str) -> PathBuf {
        self.real.join(name)
    }

    /// Lays a copy of `fixtures/<name>` over the checkout.
    pub(crate) fn lay_fixture(&self, name: &str) {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
        self.lay(&fixture, "");
    }

    /// Lays a copy of any folder over a folder of the checkout.
    pub(crate) fn lay(&self, from: &Path, to: impl AsRef<Path>) {
        tree::copy_over(from, &self.path(to))
            .unwrap_or_else(|error| panic!("copy {}: {error}", from.display()));
    }

    /// Writes a file of the checkout, with the folders it needs.
    pub(crate) fn write(&self, relative: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().expect("a file in the checkout")).expect("folders for a file");
        fs::write(&path, content).unwrap_or_else(|error| panic!("write {}: {error}", path.display()));
    }

    /// Reads a text file of the checkout.
    pub(crate) fn read(&self, relative: impl AsRef<Path>) -> String {
        let path = self.path(relative);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("read {}: {error}", path.display()))
    }

    /// Replaces a piece of text that a file of the checkout has exactly once.
    pub(crate) fn replace(&self, relative: impl AsRef<Path>, old: &str, new: &str) {
        let text = self.read(&relative);
        assert_eq!(text.matches(old).count(), 1, "{old:?} in {}:\n{text}", relative.as_ref().display());
        self.write(relative, text.replace(old, new));
    }

    /// Commits the checkout as it is, always under the same name and date.
    pub(crate) fn commit(&self) {
        if !self.path(".git").exists() {
            self.git(["init", "--quiet", "--initial-branch=main"]).success();
        }
        self.git(["add", "--all"]).success();
        self.git(["commit", "--quiet", "--allow-empty", "--message=fixture"]).success();
    }

    /// The product.
    pub(crate) fn tglambda(&self) -> Tool {
        self.tool(env!("CARGO_BIN_EXE_tglambda"))
    }

    /// The real Terragrunt, driving OpenTofu with the double of the AWS provider. Hooks find the product on PATH.
    pub(crate) fn terragrunt(&self) -> Tool {
        let toolchain = Toolchain::get();
        self.tool(toolchain.terragrunt())
            .env("TG_NON_INTERACTIVE", "true")
            .env("TG_NO_COLOR", "true")
            .env("TG_TF_PATH", toolchain.tofu())
            // OpenTofu 1.10 crashes at times when several first runs fill one plugin cache at once.
            .env("TG_NO_AUTO_PROVIDER_CACHE_DIR", "true")
            .with_provider()
    }

    /// OpenTofu with the double of the AWS provider.
    pub(crate) fn tofu(&self) -> Tool {
        self.tool(Toolchain::get().tofu()).with_provider()
    }

    /// Any other program.
    pub(crate) fn tool(&self, program: impl AsRef<Path>) -> Tool {
        Tool::new(program.as_ref(), &self.root(), &self.home(), &self.real.join("tmp"), self.redactions())
    }

    fn git<const N: usize>(&self, arguments: [&str; N]) -> super::Output {
        self.tool("git").args(arguments).run()
    }

    fn redactions(&self) -> Redactions {
        Redactions::default()
            .path(&self.root(), "[ROOT]")
            .path(&self.home(), "[HOME]")
            .path(&self.real, "[SANDBOX]")
            .path(self.folder.path(), "[SANDBOX]")
            .path(Path::new(env!("CARGO_MANIFEST_DIR")), "[SOURCE]")
    }
}
