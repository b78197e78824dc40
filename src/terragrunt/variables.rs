//! The variables of a file's expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::eval::Scope;
use crate::lang::value::Value;

use super::constants::constant;

/// Root names with their values, filled in as evaluation proceeds, and the constants of a generated file.
#[derive(Clone, Default)]
pub(super) struct Variables {
    roots: BTreeMap<&'static str, Value>,
    constants: Arc<[Value]>,
}

impl Variables {
    /// None yet, in a file with these constants.
    pub(super) fn of_file(constants: &Arc<[Value]>) -> Self {
        Self { roots: BTreeMap::new(), constants: Arc::clone(constants) }
    }

    /// The same variables in another file.
    pub(super) fn in_file(&self, constants: &Arc<[Value]>) -> Self {
        Self { roots: self.roots.clone(), constants: Arc::clone(constants) }
    }

    /// Sets a variable.
    pub(super) fn set(&mut self, name: &'static str, value: Value) {
        self.roots.insert(name, value);
    }

    /// The same with one more variable.
    pub(super) fn with(&self, name: &'static str, value: Value) -> Self {
        let mut variables = self.clone();
        variables.set(name, value);
        variables
    }
}

impl Scope for Variables {
    fn variable(&self, name: &str) -> Option<Value> {
        self.roots.get(name).or_else(|| constant(&self.constants, name)).cloned()
    }

    fn names(&self) -> Vec<&str> {
        self.roots.keys().copied().collect()
    }
}
