//! What a module declares: its files merged, those that override included. Read once, shared by all units that use it.
//!
//! Knows no value but constants: what a unit makes of it is in [`evaluation`](super::evaluation).

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::tree::{Attribute, Block, Expr};

use super::variable::Variable;

/// A module.
#[derive(Debug, Default)]
pub struct Module {
    /// Its folder: what its relative paths count from.
    pub folder: PathBuf,
    /// Whether any file makes it up.
    pub is_there: bool,
    /// Its variables.
    pub variables: BTreeMap<Arc<str>, Variable>,
    /// Its locals.
    pub locals: BTreeMap<Arc<str>, Attribute>,
    /// Its resources and data sources.
    pub resources: BTreeMap<ResourceName, Block>,
    /// The modules it calls.
    pub calls: BTreeMap<Arc<str>, ModuleCall>,
    /// Its outputs.
    pub outputs: BTreeMap<Arc<str>, Output>,
    /// Its `provider` blocks.
    pub providers: Vec<Block>,
    /// What is wrong in its files, whoever uses it.
    pub diagnostics: Vec<Diagnostic>,
    pub(super) has_functions: bool,
}

/// What names a resource in its module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceName {
    /// Whether it is a data source.
    pub is_data: bool,
    /// Its type: `aws_lambda_function`.
    pub kind: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
}

impl std::fmt::Display for ResourceName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let prefix = if self.is_data { "data." } else { "" };
        write!(formatter, "{prefix}{}.{}", self.kind, self.name)
    }
}

/// A `module` block.
#[derive(Debug)]
pub struct ModuleCall {
    /// The block.
    pub block: Block,
    /// Where the module comes from.
    pub source: CallSource,
}

/// Where a called module comes from.
#[derive(Debug)]
pub enum CallSource {
    /// A folder that is here.
    Here(Arc<Module>),
    /// A folder that should be here, and is not.
    Missing(PathBuf),
    /// It has to be fetched, and was not: the address, with the place.
    Elsewhere(Arc<str>, Span),
    /// The source is missing or no text.
    Unreadable,
}

/// An `output` block.
#[derive(Debug)]
pub struct Output {
    /// Its value; none where the block lacks it.
    pub value: Option<Expr>,
    /// Whether it is a secret.
    pub is_sensitive: bool,
}

impl Module {
    /// Its resources of a type.
    pub fn resources_of<'m>(&'m self, kind: &'m str) -> impl Iterator<Item = (&'m ResourceName, &'m Block)> {
        self.resources.iter().filter(move |(name, _)| !name.is_data && &*name.kind == kind)
    }

    /// The modules it calls that are here.
    pub fn children(&self) -> impl Iterator<Item = &Arc<Self>> {
        self.calls.values().filter_map(|call| match &call.source {
            CallSource::Here(module) => Some(module),
            _ => None,
        })
    }

    /// The sources of modules that are called and are not here, its children's included.
    pub fn sources_elsewhere(&self) -> Vec<(Arc<str>, Span)> {
        let own = self.calls.values().filter_map(|call| match &call.source {
            CallSource::Elsewhere(source, place) => Some((Arc::clone(source), *place)),
            _ => None,
        });
        own.chain(self.children().flat_map(|child| child.sources_elsewhere())).collect()
    }

    /// Whether it or a module it calls has a Lambda function. Found out once: it is asked for every unit.
    pub fn has_functions(&self) -> bool {
        self.has_functions
    }

    /// How many Lambda functions it declares, those of the modules it calls counted at each call.
    pub fn declared_functions(&self) -> usize {
        let own = self.resources_of("aws_lambda_function").count();
        own + self.children().map(|child| child.declared_functions()).sum::<usize>()
    }

    /// Its problems and those of the modules it calls.
    pub fn problems(&self) -> Box<dyn Iterator<Item = &Diagnostic> + '_> {
        Box::new(self.diagnostics.iter().chain(self.children().flat_map(|child| child.problems())))
    }

    /// Whether it declares a variable of this name.
    pub fn declares_variable(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }
}
