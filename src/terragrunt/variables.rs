//! The variables of a file's expressions.

use std::collections::BTreeMap;

use crate::lang::eval::Scope;
use crate::lang::value::Value;

/// Root names with their values, filled in as evaluation proceeds.
#[derive(Clone, Default)]
pub(super) struct Variables(BTreeMap<&'static str, Value>);

impl Variables {
    /// Sets a variable.
    pub(super) fn set(&mut self, name: &'static str, value: Value) {
        self.0.insert(name, value);
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
        self.0.get(name).cloned()
    }

    fn names(&self) -> Vec<&str> {
        self.0.keys().copied().collect()
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
