//! What a run may use beyond the files of the estate. Data only: who gives it, and how, is the command line's matter.

use std::collections::{BTreeMap, BTreeSet};

use super::outputs::SuppliedOutputs;
use super::supplied_values::SuppliedValues;

/// What the person who runs it adds to an evaluation; the default adds nothing.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Values of features by name, over the defaults of their `feature` blocks: `--feature NAME=VALUE`, `TG_FEATURE`.
    pub features: BTreeMap<String, String>,
    /// Outputs of units, over what their states have: `--outputs FILE|DIR`.
    pub outputs: SuppliedOutputs,
    /// Whether states on this disk are read for outputs: `--local-state`.
    pub local_state: bool,
    /// What builtins give that would ask AWS or need keys: `--supply FILE`, `[values]` of `tglambda.toml`.
    pub values: SuppliedValues,
    /// Experiments of Terragrunt that are on: `--experiment NAME`, `TG_EXPERIMENT`.
    pub experiments: BTreeSet<String>,
    /// Whether `run_cmd` may run its program: `--allow-run-cmd`.
    pub allow_run_cmd: bool,
}

impl Options {
    /// The experiments that change what a configuration means; the others change how Terragrunt runs.
    pub const EXPERIMENTS: [&'static str; 3] = ["deep-merge", "mutable-generate", "version-attribute"];

    /// Whether an experiment is on.
    pub(super) fn has_experiment(&self, name: &str) -> bool {
        self.experiments.contains(name)
    }
}
