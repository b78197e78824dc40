//! The outputs in the local states of units, each state read once per run. Only where the person who runs it allows it.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::lang::value::Value;
use crate::lang::world::World;
use crate::terragrunt::config::Config;
use crate::terragrunt::memo::Memo;
use crate::terragrunt::paths;

use super::known::KnownOutputs;
use super::state_file::read_state;
use super::state_path::{StatePath, state_path};

/// What a unit's local state tells.
#[derive(Clone, Debug)]
pub(in crate::terragrunt) enum LocalState {
    /// Nothing: there is none, or it has no outputs.
    Empty,
    /// Nothing: the state is kept elsewhere, or cannot be read. Terragrunt fails to read it from here.
    OutOfReach,
    /// Nothing: the unit says that it is never run, not even for its outputs. Terragrunt fails altogether.
    NeverRun,
    /// All outputs of the unit.
    Known(KnownOutputs),
}

/// What a state told, and what is wrong with it.
type Told = Arc<(LocalState, Vec<Diagnostic>)>;

/// The states that were read.
#[derive(Default)]
pub(in crate::terragrunt) struct LocalStates(Memo<Told>);

impl LocalStates {
    /// What the state of the unit with the configuration at `file` tells. `evaluate` gives its configuration, `display`
    /// a path as messages show it.
    pub(in crate::terragrunt) fn of(
        &self,
        world: &dyn World,
        file: &Path,
        evaluate: &dyn Fn(&Path) -> Config,
        display: &dyn Fn(&Path) -> String,
    ) -> Told {
        self.0.get_or_make(file, || Arc::new(read(world, file, &evaluate(file), display)))
    }
}

fn read(
    world: &dyn World,
    file: &Path,
    config: &Config,
    display: &dyn Fn(&Path) -> String,
) -> (LocalState, Vec<Diagnostic>) {
    let folder = file.parent().unwrap_or(file);
    if config.remote_state.is_none() && is_never_run(config) {
        return (LocalState::NeverRun, Vec::new());
    }
    let StatePath::Files(files) = state_path(world, folder, config) else {
        return (LocalState::OutOfReach, Vec::new());
    };
    let unit: Arc<str> = display(folder).into();
    for path in files {
        match read_state(world, &path, &display(&paths::clean(&path)), &unit) {
            Ok(None) => {}
            Ok(Some(known)) if known.entries.is_empty() => return (LocalState::Empty, Vec::new()),
            Ok(Some(known)) => return (LocalState::Known(known), Vec::new()),
            Err(problems) => return (LocalState::OutOfReach, problems),
        }
    }
    (LocalState::Empty, Vec::new())
}

/// Whether the unit excludes itself from `output`.
fn is_never_run(config: &Config) -> bool {
    let Some(exclude) = config.singles.get("exclude") else { return false };
    let flag = |name: &str| exclude.field(name).and_then(Value::as_bool);
    let lists = |names: &[&str]| {
        let actions = exclude.field("actions").and_then(Value::elements);
        actions.is_some_and(|actions| {
            actions.iter().filter_map(Value::as_str).any(|action| names.contains(&&*action.to_lowercase()))
        })
    };
    flag("if") == Some(true)
        && match flag("no_run") {
            Some(false) => false,
            Some(true) => lists(&["all", "output"]),
            None => lists(&["output"]),
        }
}
