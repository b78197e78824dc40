//! The list of tools, each brought when first asked for.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::go::{self, Program, Sources};
use super::install::{self, Failure};
use super::python;

const UV: &str = "uv==0.13.9";
const REGISTRIES: [&str; 2] = ["registry.terraform.io", "registry.opentofu.org"];
/// The providers there are doubles of, in versions that satisfy what modules usually ask for.
const PROVIDERS: [(&str, &[&str]); 7] = [
    ("archive", &["2.7.1"]),
    ("aws", &["4.67.0", "5.100.0", "6.0.0"]),
    ("external", &["2.3.5"]),
    ("local", &["2.5.3"]),
    ("null", &["3.2.4"]),
    ("random", &["3.7.2"]),
    ("time", &["0.13.1"]),
];

/// The tools of this test run. Asking for one that cannot be had fails the test.
#[derive(Debug)]
pub(crate) struct Toolchain {
    folder: PathBuf,
    terragrunt: OnceLock<Result<PathBuf, Failure>>,
    oracle: OnceLock<Result<PathBuf, Failure>>,
    tofu: OnceLock<Result<PathBuf, Failure>>,
    providers: OnceLock<Result<PathBuf, Failure>>,
    hcl_verdicts: OnceLock<Result<PathBuf, Failure>>,
    uv: OnceLock<Result<PathBuf, Failure>>,
    python: OnceLock<Result<PathBuf, Failure>>,
    terraform: OnceLock<Option<PathBuf>>,
}

impl Toolchain {
    /// The one toolchain of this process.
    pub(crate) fn get() -> &'static Self {
        static TOOLCHAIN: OnceLock<Toolchain> = OnceLock::new();
        TOOLCHAIN.get_or_init(|| Self {
            folder: target_folder().join("tools"),
            terragrunt: OnceLock::new(),
            oracle: OnceLock::new(),
            tofu: OnceLock::new(),
            providers: OnceLock::new(),
            hcl_verdicts: OnceLock::new(),
            uv: OnceLock::new(),
            python: OnceLock::new(),
            terraform: OnceLock::new(),
        })
    }

    /// The real Terragrunt.
    pub(crate) fn terragrunt(&self) -> &Path {
        let build = || {
            let module = support_folder().join("tools/terragrunt");
            let package = "github.com/gruntwork-io/terragrunt";
            let version = go::required_version(&module.join("go.mod"), package)?;
            self.build(
                package,
                "terragrunt",
                module,
                Some(format!("{package}/internal/version.Version={version}")),
            )
        };
        wanted(self.terragrunt.get_or_init(build))
    }

    /// The sources of a Go module that the real Terragrunt is built from, Terragrunt's own among them.
    pub(crate) fn sources(&self, module: &str) -> Sources {
        let terragrunt = support_folder().join("tools/terragrunt");
        go::sources(&self.folder, &terragrunt, module).unwrap_or_else(|failure| panic!("{failure}"))
    }

    /// What evaluates expressions with the packages that the real Terragrunt is built from.
    pub(crate) fn oracle(&self) -> &Path {
        let build = || self.build("./oracle", "oracle", support_folder().join("tools/terragrunt"), None);
        wanted(self.oracle.get_or_init(build))
    }

    /// OpenTofu: the Terraform-compatible binary that every machine can have.
    pub(crate) fn tofu(&self) -> &Path {
        let build = || {
            let release = Some("github.com/opentofu/opentofu/version.dev=no".to_owned());
            self.build(
                "github.com/opentofu/opentofu/cmd/tofu",
                "tofu",
                support_folder().join("tools/opentofu"),
                release,
            )
        };
        wanted(self.tofu.get_or_init(build))
    }

    /// Terraform, on a machine that happens to have it: for an additional look, never instead of a test.
    pub(crate) fn terraform(&self) -> Option<&Path> {
        self.terraform.get_or_init(|| on_path("terraform")).as_deref()
    }

    /// The CLI configuration that has Terraform and OpenTofu install the doubles of their providers.
    pub(crate) fn cli_config(&self) -> PathBuf {
        wanted(self.providers.get_or_init(|| self.provide())).join("cli.tfrc")
    }

    /// A program that tells what the Go implementation of HCL makes of texts.
    pub(crate) fn hcl_verdicts(&self) -> &Path {
        let build = || self.build(".", "hcl-verdicts", support_folder().join("hcl-verdicts"), None);
        wanted(self.hcl_verdicts.get_or_init(build))
    }

    /// uv.
    pub(crate) fn uv(&self) -> &Path {
        let install = || Ok(python::package(&self.folder, self.python(), UV)?.join("bin/uv"));
        wanted(self.uv.get_or_init(install))
    }

    /// The real Python interpreter behind `python3`.
    pub(crate) fn python(&self) -> &Path {
        wanted(self.python.get_or_init(python::interpreter))
    }

    /// A cache for uv that outlives the test run, so that a package is fetched once per machine.
    pub(crate) fn uv_cache(&self) -> PathBuf {
        self.folder.join("uv-cache")
    }

    fn build(
        &self,
        package: &str,
        name: &str,
        module: PathBuf,
        linker_variable: Option<String>,
    ) -> Result<PathBuf, Failure> {
        let program = Program { name, module, package, linker_variable, places: Vec::new() };
        Ok(go::build(&self.folder, &program)?.join(name))
    }

    /// The providers as a filesystem mirror of both registries, and beside it a CLI configuration that names it.
    fn provide(&self) -> Result<PathBuf, Failure> {
        let program = Program {
            name: "providers",
            module: support_folder().join("providers"),
            package: ".",
            linker_variable: None,
            places: provider_places(),
        };
        let installation = go::build(&self.folder, &program)?;
        let mirror = installation.join("mirror");
        // Written as JSON, a path is a valid string of the configuration language too.
        let path = serde_json::Value::from(mirror.to_string_lossy());
        let text = format!(
            "disable_checkpoint = true\n\nprovider_installation {{\n  filesystem_mirror {{\n    path = {path}\n  }}\n}}\n",
        );
        install::write(&installation.join("cli.tfrc"), &text)?;
        Ok(installation)
    }
}

/// Where the one program goes: it is the provider that its file name says.
fn provider_places() -> Vec<PathBuf> {
    let platform = go::platform();
    let mut places = Vec::new();
    for registry in REGISTRIES {
        for (name, versions) in PROVIDERS {
            places.extend(versions.iter().map(|version| {
                format!(
                    "mirror/{registry}/hashicorp/{name}/{version}/{platform}/terraform-provider-{name}_v{version}"
                )
                .into()
            }));
        }
    }
    places
}

fn wanted(tool: &Result<PathBuf, Failure>) -> &Path {
    match tool {
        Ok(path) => path,
        Err(failure) => panic!("{failure}"),
    }
}

/// The folder that Cargo builds into, wherever it is told to.
fn target_folder() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("internal: Cargo's folder for tests is in `target`")
}

fn support_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support")
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}
