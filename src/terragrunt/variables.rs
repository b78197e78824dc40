//! The variables of a file's expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::eval::Scope;
use crate::lang::value::Value;

use super::constants::constant;

/// Root names with their values, filled in as evaluation proceeds, and the constants of a generated file.
#[derive(Default)]
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
    pub(super) fn with(&self, name: &'static str, value: Value) -> OneMore<'_> {
        OneMore { name, value, others: self }
    }
}

/// Variables with one more, which hides another of its name.
pub(super) struct OneMore<'v> {
    name: &'static str,
    value: Value,
    others: &'v Variables,
}

impl Scope for OneMore<'_> {
    fn variable(&self, name: &str) -> Option<Value> {
        if name == self.name { Some(self.value.clone()) } else { self.others.variable(name) }
    }

    fn names(&self) -> Vec<&str> {
        let others = self.others.names().into_iter().filter(|name| *name != self.name);
        others.chain([self.name]).collect()
    }
}

impl Scope for Variables {
    fn variable(&self, name: &str) -> Option<Value> {
        self.roots.get(name).or_else(|| constant(&self.constants, name)).cloned()
    }

    fn names(&self) -> Vec<&str> {
        self.roots.keys().copied().collect()
    }

    fn advice(&self, missing: &str) -> Option<&str> {
        Some(match missing {
            "include" => "an `include` is seen where it says `expose = true`",
            "dependency" => "declare it: `dependency \"name\" { config_path = \"…\" }`",
            "feature" => "declare it: `feature \"name\" { default = … }`",
            "values" => "`values` come from a `terragrunt.values.hcl` beside this file, which is not there",
            "var" => "only a module has `var`: use a local, or `get_env`",
            "path" => "only a module has `path`: use `get_terragrunt_dir()`",
            "data" | "module" | "each" | "count" | "self" | "terraform" => {
                "this belongs to a module: a unit passes it `inputs`"
            }
            _ => return None,
        })
    }
}
