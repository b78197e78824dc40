//! What tells an instance of a block from the others. Data only.

use std::sync::Arc;

use crate::lang::value::Value;

/// Which instance of a module, counted in the order in which they are come to.
pub(super) type InstanceId = usize;

/// What an instance of a block sees besides its module.
#[derive(Clone, Debug, Default)]
pub(super) struct Each {
    /// `count.index`.
    pub(super) index: Option<Value>,
    /// `each.key` and `each.value`.
    pub(super) pair: Option<(Value, Value)>,
    /// What `dynamic` blocks around it bind, innermost last.
    pub(super) iterators: Vec<(Arc<str>, Value)>,
}
