//! What is common to reading the parts of `tglambda.toml` that keep their places: tables, texts, keys that do not exist.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::world::{PathKind, World};
use crate::source::Span;
use crate::syntax::json::{JsonKey, JsonKind, JsonNode};

/// The members of a table.
pub(super) fn members<'n>(
    node: &'n JsonNode,
    name: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<&'n [(JsonKey, JsonNode)]> {
    if let JsonKind::Object(members) = &node.kind {
        return Some(members);
    }
    problems.push(
        Diagnostic::error(Code::InvalidConfig, format!("`{name}` is not a table"))
            .at(node.span, format!("this is {}", described(node))),
    );
    None
}

/// A text with its place.
pub(super) fn text(node: &JsonNode, name: &str, problems: &mut Vec<Diagnostic>) -> Option<(Arc<str>, Span)> {
    if let JsonKind::String(text) = &node.kind {
        return Some((Arc::clone(text), node.span));
    }
    let problem = Diagnostic::error(Code::InvalidConfig, format!("`{name}` is not a text"))
        .at(node.span, format!("this is {}", described(node)));
    let is_number = matches!(node.kind, JsonKind::Number(_));
    problems.push(if is_number { problem.hint("put it into quotes") } else { problem });
    None
}

/// The texts of a list.
pub(super) fn texts(
    node: &JsonNode,
    name: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<(Arc<str>, Span)>> {
    let JsonKind::Array(elements) = &node.kind else {
        problems.push(
            Diagnostic::error(Code::InvalidConfig, format!("`{name}` is not a list of texts"))
                .at(node.span, format!("this is {}", described(node)))
                .hint("write it in brackets, as in `[\"a\", \"b\"]`"),
        );
        return None;
    };
    elements.iter().map(|element| text(element, name, problems)).collect()
}

/// A key that does not exist in `table`.
pub(super) fn unknown_key(table: &str, key: &JsonKey, known: &[&str]) -> Diagnostic {
    let problem = Diagnostic::error(Code::InvalidConfig, format!("`{table}` has no `{}`", key.text))
        .at(key.span, "no such key");
    match suggest::nearest(&key.text, known.iter().copied()) {
        Some(nearest) => problem.hint(format!("did you mean `{nearest}`?")),
        None => problem.hint(format!("there are `{}`", known.join("`, `"))),
    }
}

/// What a node is, for messages.
pub(super) fn described(node: &JsonNode) -> &'static str {
    match &node.kind {
        JsonKind::Null => "null",
        JsonKind::Bool(_) => "a truth value",
        JsonKind::Number(_) => "a number",
        JsonKind::String(_) => "a text",
        JsonKind::Array(_) => "a list",
        JsonKind::Object(_) => "a table",
    }
}

/// Whether a folder is at a path.
pub(super) fn is_folder(world: &dyn World, path: &Path) -> bool {
    world.kind(path) == Some(PathKind::Folder)
}
