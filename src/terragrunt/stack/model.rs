//! A stack after evaluation. Data only.

use crate::lang::value::Value;

use super::component::Component;

/// What a `terragrunt.stack.hcl` says, included files merged in.
#[derive(Debug, Default)]
pub struct Stack {
    /// Its locals; `None` where it has none.
    pub locals: Option<Value>,
    /// The units it generates, in the order written.
    pub units: Vec<Component>,
    /// The stacks it generates, in the order written.
    pub stacks: Vec<Component>,
}

impl Stack {
    /// Everything it generates: the units, then the stacks.
    pub fn components(&self) -> impl Iterator<Item = &Component> {
        self.units.iter().chain(&self.stacks)
    }
}
