//! The arguments of every command that evaluates: what the person who runs it adds to the files of the estate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::config::SETTINGS_FILE;
use crate::diagnostic::has_errors;
use crate::host::env::EnvVars;
use crate::lang::world::{PathKind, World as _};
use crate::terragrunt::{Options, SuppliedOutputs, SuppliedValues, clean};

use super::outcome::{CommandError, exit_code};
use super::session::Session;

/// What is added to the files of the estate.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Evaluation")]
pub(super) struct EvaluationArgs {
    /// Set a feature, over the default of its `feature` block; repeat it for several. `TG_FEATURE` does the same
    #[arg(long = "feature", value_name = "NAME=VALUE", value_delimiter = ',')]
    features: Vec<String>,
    /// Take outputs of units from this JSON file, or from a folder with one file for each unit
    ///
    /// A file is `{"<unit's folder>": {"<output>": value}}`; in a folder `<unit's folder>.json` or
    /// `<unit's folder>/outputs.json` holds what `terraform output -json` prints there. Folders are relative to the root.
    #[arg(long, value_name = "FILE|DIR")]
    outputs: Option<PathBuf>,
    /// Take outputs of units from their states, where these are files on this disk. `--outputs` goes over them
    #[arg(long)]
    local_state: bool,
    /// Take what AWS or decryption would give from this JSON or TOML file: see `docs/supplied-values.md`
    ///
    /// A file is `{"get_aws_account_id": "…", "sops_decrypt_file": {"<file>": "<text>"}}`. It counts over `[values]` of
    /// `tglambda.toml`, which has the same form.
    #[arg(long, value_name = "FILE")]
    supply: Option<PathBuf>,
    /// Turn an experiment of Terragrunt on, such as `deep-merge`; repeat it for several. `TG_EXPERIMENT` does the same
    #[arg(long = "experiment", value_name = "NAME", value_delimiter = ',')]
    experiments: Vec<String>,
    /// Let `run_cmd` run its program, as Terragrunt does. Without it nothing is run, and its value is unknown
    #[arg(long)]
    allow_run_cmd: bool,
}

/// The part of the settings that supplies values.
const VALUES_SECTION: &str = "values";
/// The variable that sets features as the flag does; Terragrunt's own name.
const FEATURES_VARIABLE: &str = "TG_FEATURE";
/// The variable that turns experiments on; Terragrunt's own name.
const EXPERIMENTS_VARIABLE: &str = "TG_EXPERIMENT";

impl EvaluationArgs {
    /// What they mean.
    ///
    /// # Errors
    /// When one of them is malformed.
    pub(super) fn options(&self, session: &Session, root: &Path) -> Result<Options, CommandError> {
        Ok(Options {
            features: self.features(&session.env)?,
            outputs: self.supplied(session, root)?,
            local_state: self.local_state,
            values: self.values(session, root)?,
            experiments: self.experiments(session),
            allow_run_cmd: self.allow_run_cmd,
        })
    }

    fn supplied(&self, session: &Session, root: &Path) -> Result<SuppliedOutputs, CommandError> {
        let Some(given) = &self.outputs else { return Ok(SuppliedOutputs::default()) };
        let path = clean(&session.current_dir.join(given));
        let (outputs, problems) = SuppliedOutputs::read(&session.world, root, &path);
        session.report(&problems, root);
        if has_errors(&problems) {
            let message = format!("the outputs of `--outputs {}` cannot be used", given.display());
            return Err(CommandError::new(exit_code::INVALID_INPUT, message));
        }
        Ok(outputs)
    }

    fn values(&self, session: &Session, root: &Path) -> Result<SuppliedValues, CommandError> {
        let mut values = SuppliedValues::default();
        let mut problems = Vec::new();
        let settings = root.join(SETTINGS_FILE);
        if session.world.kind(&settings) == Some(PathKind::File) {
            problems.extend(values.add(&session.world, root, &settings, Some(VALUES_SECTION)));
        }
        if let Some(given) = &self.supply {
            problems.extend(values.add(&session.world, root, &clean(&session.current_dir.join(given)), None));
        }
        session.report(&problems, root);
        if has_errors(&problems) {
            return Err(CommandError::new(exit_code::INVALID_INPUT, "the supplied values cannot be used"));
        }
        Ok(values)
    }

    /// A name that changes nothing is told where the flag has it: it may be mistyped. The variable is Terragrunt's too,
    /// and what it turns on there may have nothing to do with configurations.
    fn experiments(&self, session: &Session) -> BTreeSet<String> {
        for name in self.experiments.iter().filter(|name| !Options::EXPERIMENTS.contains(&name.as_str())) {
            let names = Options::EXPERIMENTS.map(|name| format!("`{name}`")).join(", ");
            session.output.message(&format!(
                "warning: the experiment `{name}` changes nothing here\nhelp: those that do are {names}"
            ));
        }
        let from_environment =
            session.env.get(EXPERIMENTS_VARIABLE).unwrap_or_default().split(',').map(str::to_owned);
        let written: Vec<String> =
            if self.experiments.is_empty() { from_environment.collect() } else { self.experiments.clone() };
        written.into_iter().filter(|name| !name.is_empty()).collect()
    }

    fn features(&self, env: &EnvVars) -> Result<BTreeMap<String, String>, CommandError> {
        let from_environment = env.get(FEATURES_VARIABLE).unwrap_or_default().split(',');
        // As in Terragrunt the flag is taken in place of the variable.
        let written: Vec<&str> = if self.features.is_empty() {
            from_environment.filter(|pair| !pair.is_empty()).collect()
        } else {
            self.features.iter().map(String::as_str).collect()
        };
        written.into_iter().map(pair).collect()
    }
}

fn pair(written: &str) -> Result<(String, String), CommandError> {
    let (name, value) = written.split_once('=').ok_or_else(|| {
        CommandError::new(exit_code::USAGE, format!("`{written}` sets no feature"))
            .hint("write it as NAME=VALUE, such as `--feature run_hook=true`")
    })?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}
