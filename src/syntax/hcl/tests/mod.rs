//! Text in, tree or message out.

mod bodies;
mod expressions;
mod limits;
mod places;
mod properties;
mod refusals;
mod support;
mod templates;
