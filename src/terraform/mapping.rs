//! What the user says of modules that are not here: a folder that is read in the module's place, or the function that the
//! module makes. Data; `tglambda.toml` says it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::tree::Expr;

/// What is said of one module.
#[derive(Clone, Debug)]
pub struct ModuleMapping {
    /// The module's source address, without what chooses a version.
    pub source: Arc<str>,
    /// Where it is written.
    pub span: Span,
    /// What stands for it.
    pub kind: MappedModule,
}

/// What stands for a module.
#[derive(Clone, Debug)]
pub enum MappedModule {
    /// A folder, whole, that is read in its place.
    Folder(PathBuf),
    /// The function that it makes.
    Function(Box<FunctionMapping>),
}

/// The function that a module makes. Its expressions may refer to `var` and `each`.
#[derive(Clone, Debug, Default)]
pub struct FunctionMapping {
    /// What there is one function for each of; a single one without it.
    pub for_each: Option<Expr>,
    /// Settings by their paths (`handler`, `vpc_config.subnet_ids`), in the order written.
    pub attributes: Vec<(Arc<str>, Expr)>,
    /// Paths of settings that somebody else changes; `all` for every one.
    pub ignore_changes: Vec<(Arc<str>, Span)>,
}
