//! What becomes of a unit's inputs on their way into the module: what the module does not declare, what its types drop,
//! what something else takes the place of.

use crate::terraform::{DroppedPart, Overridden, Undeclared};

/// What becomes of the inputs of a unit that do not reach its functions as they are written.
#[derive(Clone, Debug, Default)]
pub struct InputFates {
    /// Parts that the types of variables do not have.
    pub dropped: Vec<DroppedPart>,
    /// Values that others take the place of.
    pub overridden: Vec<Overridden>,
    /// Values that no variable takes.
    pub undeclared: Vec<Undeclared>,
}

impl InputFates {
    /// What is dropped of what concerns the function of a key: not what is dropped of another entry of the same map.
    pub fn dropped_for(&self, key: &str) -> impl Iterator<Item = &DroppedPart> {
        let own = format!("[\"{key}\"]");
        self.dropped.iter().filter(move |part| part.route.starts_with(&own) || !part.route.starts_with("[\""))
    }
}
