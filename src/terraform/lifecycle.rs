//! `lifecycle { ignore_changes = … }`: which changes of a resource Terraform leaves alone.

use crate::source::Span;
use crate::syntax::tree::{Block, Expr, ExprKind};

/// The changes of a resource that Terraform ignores.
#[derive(Clone, Debug, Default)]
pub struct IgnoreChanges {
    /// Where all of them are.
    pub all: Option<Span>,
    /// Single ones.
    pub parts: Vec<Ignored>,
}

/// A change that is ignored.
#[derive(Clone, Debug)]
pub struct Ignored {
    /// The attribute: `filename`, `environment.variables`; a block's own name for all of it.
    pub path: String,
    /// Whether only a part of its value is: one key of a map.
    pub is_partial: bool,
    /// Where it is written.
    pub span: Span,
}

impl IgnoreChanges {
    /// Where changes of the attribute at `path` are ignored as a whole.
    pub fn covers(&self, path: &str) -> Option<Span> {
        let covering = self.parts.iter().find(|part| !part.is_partial && is_at_or_above(&part.path, path));
        self.all.or_else(|| covering.map(|part| part.span))
    }

    /// Where changes of a part of the attribute at `path` are ignored.
    pub fn covers_part(&self, path: &str) -> Option<Span> {
        self.parts
            .iter()
            .find(|part| part.is_partial && is_at_or_above(&part.path, path))
            .map(|part| part.span)
    }
}

fn is_at_or_above(above: &str, path: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What a resource's `lifecycle` blocks ignore.
pub(super) fn ignore_changes(block: &Block) -> IgnoreChanges {
    let mut ignored = IgnoreChanges::default();
    let lists =
        block.body.blocks("lifecycle").filter_map(|lifecycle| lifecycle.body.attribute("ignore_changes"));
    for list in lists.map(|attribute| &attribute.value) {
        match &list.kind {
            ExprKind::Variable(name) | ExprKind::String(name) if &**name == "all" => {
                ignored.all = Some(list.span);
            }
            ExprKind::Tuple(elements) => {
                for element in elements {
                    match part_of(element) {
                        Some(part) if part.path == "all" || part.path == "*" => ignored.all = Some(part.span),
                        part => ignored.parts.extend(part),
                    }
                }
            }
            _ => {}
        }
    }
    ignored
}

fn part_of(element: &Expr) -> Option<Ignored> {
    let mut steps = Vec::new();
    let mut is_partial = false;
    let mut expr = element;
    loop {
        match &expr.kind {
            ExprKind::Variable(name) | ExprKind::String(name) => {
                steps.extend(name.split('.').rev().map(str::to_owned));
                break;
            }
            ExprKind::Attribute(source, name) => {
                steps.push(name.text.to_string());
                expr = source;
            }
            // `[0]` names the one block there is, any other key a part of a value.
            ExprKind::Index(source, key) => {
                is_partial |= !matches!(&key.kind, ExprKind::Number(index) if &**index == "0");
                expr = source;
            }
            _ => return None,
        }
    }
    steps.reverse();
    // A block has one level of attributes: what is below one is a part of its value.
    is_partial |= steps.len() > 2;
    steps.truncate(2);
    Some(Ignored { path: steps.join("."), is_partial, span: element.span })
}
