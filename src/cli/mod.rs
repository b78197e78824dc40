//! What the user typed. The only place that knows the argument parser; everything below gets resolved settings.

mod app;
mod arguments;
mod build;
mod env_vars;
mod evaluation;
mod explain;
mod find;
mod functions;
mod hook;
mod inspect;
mod outcome;
mod output;
mod packages;
mod render;
mod session;

pub use app::run;
pub use outcome::exit_code;
