//! What unknowns must hold to: filling one in never contradicts what was known before.

mod expressions;
mod filling;
mod leaves;
