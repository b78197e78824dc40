//! The arguments of every command that evaluates: what the person who runs it adds to the files of the estate.

use std::collections::BTreeMap;

use clap::Args;

use crate::host::env::EnvVars;
use crate::terragrunt::Options;

use super::outcome::{CommandError, exit_code};

/// What is added to the files of the estate.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Evaluation")]
pub(super) struct EvaluationArgs {
    /// Set a feature, over the default of its `feature` block; repeat it for several. `TG_FEATURE` does the same
    #[arg(long = "feature", value_name = "NAME=VALUE", value_delimiter = ',')]
    features: Vec<String>,
    /// Let `run_cmd` run its program, as Terragrunt does. Without it nothing is run, and its value is unknown
    #[arg(long)]
    allow_run_cmd: bool,
}

/// The variable that sets features as the flag does; Terragrunt's own name.
const FEATURES_VARIABLE: &str = "TG_FEATURE";

impl EvaluationArgs {
    /// What they mean.
    ///
    /// # Errors
    /// When one of them is malformed.
    pub(super) fn options(&self, env: &EnvVars) -> Result<Options, CommandError> {
        Ok(Options { features: self.features(env)?, allow_run_cmd: self.allow_run_cmd })
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
