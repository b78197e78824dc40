//! Blocks of files to what a module declares. Source: Terraform `internal/configs/module.go`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{Attribute, Block, Body, Expr};

use super::module::{Output, ResourceName};
use super::override_file::override_block;

/// The blocks of a module by what they name, before anything of them is understood.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) variables: BTreeMap<Arc<str>, Block>,
    pub(super) locals: BTreeMap<Arc<str>, Attribute>,
    pub(super) resources: BTreeMap<ResourceName, Block>,
    pub(super) calls: BTreeMap<Arc<str>, Block>,
    pub(super) outputs: BTreeMap<Arc<str>, Output>,
    pub(super) providers: Vec<Block>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Blocks {
    /// Adds the blocks of a file.
    pub(super) fn add(&mut self, body: &Body, is_override: bool) {
        for block in &body.blocks {
            match (&*block.kind.text, &*block.labels) {
                ("locals", []) => self.add_locals(block, is_override),
                ("variable", [name]) => {
                    let problem = add(&mut self.variables, Arc::clone(&name.text), block, is_override);
                    self.diagnostics.extend(problem);
                }
                ("module", [name]) => {
                    let problem = add(&mut self.calls, Arc::clone(&name.text), block, is_override);
                    self.diagnostics.extend(problem);
                }
                ("resource" | "data", [kind, name]) => {
                    let is_data = &*block.kind.text == "data";
                    let key =
                        ResourceName { is_data, kind: Arc::clone(&kind.text), name: Arc::clone(&name.text) };
                    let problem = add(&mut self.resources, key, block, is_override);
                    self.diagnostics.extend(problem);
                }
                ("output", [name]) => self.add_output(&name.text, block, is_override),
                ("provider", [_]) => self.providers.push(block.clone()),
                _ => {}
            }
        }
    }

    fn add_locals(&mut self, block: &Block, is_override: bool) {
        for attribute in &block.body.attributes {
            let name = Arc::clone(&attribute.name.text);
            if let Some(other) = self.locals.get(&name).filter(|_| !is_override) {
                self.diagnostics.push(declared_twice("local", &name, attribute.name.span, other.name.span));
            } else {
                self.locals.insert(name, attribute.clone());
            }
        }
    }

    fn add_output(&mut self, name: &Arc<str>, block: &Block, is_override: bool) {
        let value: Option<&Expr> = block.body.attribute("value").map(|attribute| &attribute.value);
        let is_sensitive = is_true(block, "sensitive");
        match self.outputs.get_mut(name).filter(|_| is_override) {
            Some(output) => {
                if let Some(value) = value {
                    output.value = Some(value.clone());
                }
                output.is_sensitive |= is_sensitive;
            }
            None => {
                self.outputs.insert(Arc::clone(name), Output { value: value.cloned(), is_sensitive });
            }
        }
    }
}

/// Whether an attribute of a block is the constant `true`.
pub(super) fn is_true(block: &Block, name: &str) -> bool {
    use crate::syntax::tree::ExprKind;
    block.body.attribute(name).is_some_and(|attribute| matches!(attribute.value.kind, ExprKind::Bool(true)))
}

/// Where a block names what it declares.
pub(super) fn head(block: &Block) -> Span {
    block.labels.last().map_or(block.kind.span, |label| block.kind.span.to(label.span))
}

fn add<K: Ord + std::fmt::Display>(
    blocks: &mut BTreeMap<K, Block>,
    key: K,
    block: &Block,
    is_override: bool,
) -> Option<Diagnostic> {
    let Some(other) = blocks.get_mut(&key) else {
        // Terraform refuses to override what is not there; the value is what it says all the same.
        blocks.insert(key, block.clone());
        return None;
    };
    if is_override {
        override_block(other, block);
        return None;
    }
    Some(declared_twice(&block.kind.text, &key.to_string(), head(block), head(other)))
}

fn declared_twice(what: &str, name: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::error(Code::DuplicateKey, format!("the module declares the {what} `{name}` twice"))
        .at(second, "the second time")
        .related(first, "the first time")
        .hint("rename or remove one of the two: Terraform refuses the module")
}
