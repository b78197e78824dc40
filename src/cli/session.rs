//! What the arguments mean: the root, its settings, the outside and the way out, resolved once for a command.

use std::path::{Path, PathBuf};

use crate::config::{DEPLOY_CONFIG_FILE, KnownFields, Settings, SettingsError, find_root};
use crate::diagnostic::{Code, Diagnostic, deduplicated};
use crate::estate::{DiskWorld, OverlayWorld};
use crate::host::env::{self, EnvVars};
use crate::host::fs;
use crate::host::interrupt::Interrupt;
use crate::lang::shape::Shape;
use crate::lang::world::{ReadError, World as _};
use crate::report::diagnostics_json::{DiagnosticsJson, diagnostics_json};
use crate::spec::{DeployConfig, FIELDS, FieldDefinition};
use crate::terraform::Binary;
use crate::terragrunt::clean;

use super::arguments::GlobalArgs;
use super::outcome::{CommandError, exit_code};
use super::output::Output;

/// One run of a command.
pub(super) struct Session {
    pub(super) env: EnvVars,
    pub(super) current_dir: PathBuf,
    pub(super) interrupt: Interrupt,
    pub(super) output: Output,
    pub(super) world: OverlayWorld,
    root: Option<PathBuf>,
}

impl Session {
    /// Resolves the shared arguments.
    ///
    /// # Errors
    /// When the working folder is gone or `--root` is no folder.
    pub(super) fn new(arguments: &GlobalArgs, env: EnvVars) -> Result<Self, CommandError> {
        let output = Output::new(arguments, &env);
        let current_dir = env::current_dir().map_err(|error| {
            CommandError::new(exit_code::INVALID_INPUT, format!("the working folder cannot be used: {error}"))
        })?;
        let root = arguments.root.as_ref().map(|root| clean(&current_dir.join(root)));
        if let Some(root) = root.as_ref().filter(|root| !fs::is_dir(root)) {
            return Err(CommandError::new(
                exit_code::USAGE,
                format!("`--root {}` is no folder", root.display()),
            ));
        }
        let interrupt = Interrupt::watch();
        let world = OverlayWorld::new(DiskWorld::new(env.clone(), current_dir.clone(), interrupt.clone()));
        Ok(Self { env, current_dir, interrupt, output, world, root })
    }

    /// Ends the command when the person who runs it asked for that while something was evaluated.
    ///
    /// # Errors
    /// When they did.
    pub(super) fn stop_if_interrupted(&self) -> Result<(), CommandError> {
        if self.interrupt.is_set() {
            return Err(CommandError::new(exit_code::INTERRUPTED, "interrupted"));
        }
        Ok(())
    }

    /// The root of the estate that `folder` belongs to.
    ///
    /// # Errors
    /// When none is found.
    pub(super) fn root_of(&self, folder: &Path) -> Result<PathBuf, CommandError> {
        if let Some(root) = &self.root {
            return Ok(root.clone());
        }
        find_root(folder).map(|(root, _)| root).ok_or_else(|| {
            CommandError::new(
                exit_code::INVALID_INPUT,
                format!("no estate is found in or above `{}`", folder.display()),
            )
            .hint("run it inside the repository, name the root with `--root`, or put a `tglambda.toml` there")
        })
    }

    /// The settings of the estate at `root`.
    ///
    /// # Errors
    /// When `tglambda.toml` cannot be used.
    pub(super) fn settings(&self, root: &Path) -> Result<Settings, CommandError> {
        let paths_of = |wanted: fn(&FieldDefinition) -> bool| -> Vec<&str> {
            FIELDS.iter().filter(|field| wanted(field)).map(|field| field.path).collect()
        };
        let (all, maps) = (paths_of(|_| true), paths_of(|field| matches!(field.shape, Shape::Map(_))));
        let known = KnownFields { all: &all, maps: &maps };
        Settings::read(&self.world, root, &known).map_err(|error| {
            if let SettingsError::Wrong { problems, .. } = &error {
                self.report(problems, root);
            }
            error.into()
        })
    }

    /// The program that Terragrunt would run: the one that its own variable names, else OpenTofu where it is there.
    pub(super) fn terraform_binary(&self) -> Binary {
        let named = ["TG_TF_PATH", "TERRAGRUNT_TFPATH"].iter().find_map(|name| self.env.get(name));
        let is_tofu = match named {
            Some(program) => {
                Path::new(&program).file_name().is_some_and(|name| name.to_string_lossy().contains("tofu"))
            }
            None => self.env.get("PATH").is_some_and(|folders| {
                std::env::split_paths(&folders).any(|folder| fs::exists(&folder.join("tofu")))
            }),
        };
        if is_tofu { Binary::OpenTofu } else { Binary::Terraform }
    }

    /// The deploy config of the estate at `root`, when there is one.
    ///
    /// # Errors
    /// When it is there and cannot be used.
    pub(super) fn deploy_config(&self, root: &Path) -> Result<Option<DeployConfig>, Diagnostic> {
        match self.world.read(&root.join(DEPLOY_CONFIG_FILE)) {
            Ok(file) => DeployConfig::parse(&file).map(Some),
            Err(ReadError::NotFound) => Ok(None),
            // Its exclusions must not vanish with it.
            Err(error) => {
                let title = format!("`{DEPLOY_CONFIG_FILE}` cannot be read");
                Err(Diagnostic::error(Code::InvalidConfig, title).note(error.to_string()))
            }
        }
    }

    /// Problems as a part of a JSON document.
    pub(super) fn diagnostics_json(&self, diagnostics: &[Diagnostic], root: &Path) -> DiagnosticsJson {
        diagnostics_json(&deduplicated(diagnostics), self.world.sources(), root)
    }

    /// Writes problems.
    pub(super) fn report(&self, diagnostics: &[Diagnostic], root: &Path) {
        self.output.diagnostics(&deduplicated(diagnostics), self.world.sources(), root);
    }
}
