//! The outputs in the local states of units, each state read once per run. Only where the person who runs it allows it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::lang::world::World;
use crate::terragrunt::config::Config;
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
    /// All outputs of the unit.
    Known(KnownOutputs),
}

/// What a state told, and what is wrong with it.
type Told = Arc<(LocalState, Vec<Diagnostic>)>;

/// The states that were read.
#[derive(Default)]
pub(in crate::terragrunt) struct LocalStates(Mutex<HashMap<PathBuf, Told>>);

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
        if let Some(told) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(file) {
            return Arc::clone(told);
        }
        // Not held while evaluating. Two threads may do the same work; both get one answer.
        let told = Arc::new(read(world, file, &evaluate(file), display));
        let mut memo = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(memo.entry(file.to_path_buf()).or_insert(told))
    }
}

fn read(
    world: &dyn World,
    file: &Path,
    config: &Config,
    display: &dyn Fn(&Path) -> String,
) -> (LocalState, Vec<Diagnostic>) {
    let folder = file.parent().unwrap_or(file);
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
