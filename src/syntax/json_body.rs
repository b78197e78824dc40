//! HCL written as JSON: which keys are blocks only a schema tells. Source: hashicorp/hcl 2.24 `json/spec.md`.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceFile, Span};

use super::hcl::parse_json_template;
use super::json::{JsonKey, JsonKind, JsonNode, parse_json};
use super::tree::{Attribute, Block, Body, Expr, ExprKind, Ident, ObjectItem, ObjectKey};

/// A key that is a block.
#[derive(Clone, Copy, Debug)]
pub struct JsonBlock {
    /// The block's type.
    pub name: &'static str,
    /// How many labels it has.
    pub labels: usize,
    /// An attribute by which a block without its label is known.
    pub bare: Option<&'static str>,
    /// The blocks inside.
    pub blocks: &'static [Self],
    /// Whether it takes attributes of any name. Its body is then one object, and no list of them.
    pub is_open: bool,
}

/// The body that a JSON file stands for. With an error it is empty or lacks what is wrong.
pub fn parse_json_body(file: &SourceFile, schema: &[JsonBlock]) -> (Body, Vec<Diagnostic>) {
    let mut lower = LowerJson { file, diagnostics: Vec::new() };
    let body = match parse_json(file) {
        Ok(node) => {
            if matches!(node.kind, JsonKind::Null) {
                lower.unexpected(node.span, "an object is required");
            }
            lower.body(&node, schema)
        }
        Err(error) => {
            lower.diagnostics.push(error);
            Body::default()
        }
    };
    (body, lower.diagnostics)
}

struct LowerJson<'f> {
    file: &'f SourceFile,
    diagnostics: Vec<Diagnostic>,
}

impl LowerJson<'_> {
    /// A list of objects counts as one body, and null as an empty one.
    fn body(&mut self, node: &JsonNode, schema: &[JsonBlock]) -> Body {
        let mut body = Body::default();
        let mut seen = HashSet::new();
        for (key, value) in self.entries(node).into_iter().filter(|(key, _)| &*key.text != "//") {
            self.item(&mut body, key, value, schema, &mut seen);
        }
        body
    }

    /// What an object, or a list of objects, holds.
    fn entries<'n>(&mut self, node: &'n JsonNode) -> Vec<(&'n JsonKey, &'n JsonNode)> {
        let nodes = match &node.kind {
            JsonKind::Array(nodes) => nodes.iter().collect(),
            JsonKind::Null => Vec::new(),
            _ => vec![node],
        };
        let mut entries = Vec::new();
        for node in nodes {
            match &node.kind {
                JsonKind::Object(items) => entries.extend(items.iter().map(|(key, value)| (key, value))),
                _ => self.unexpected(node.span, "an object is required"),
            }
        }
        entries
    }

    fn item<'n>(
        &mut self,
        body: &mut Body,
        key: &'n JsonKey,
        value: &JsonNode,
        schema: &[JsonBlock],
        seen: &mut HashSet<&'n str>,
    ) {
        if let Some(block) = schema.iter().find(|block| *block.name == *key.text) {
            let labels =
                if block.bare.is_some_and(|attribute| has_text(value, attribute)) { 0 } else { block.labels };
            return self.block(body, key, value, block, labels, &mut Vec::new());
        }
        if !seen.insert(&*key.text) {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    format!("the attribute `{}` is written twice", key.text),
                )
                .at(key.span, "the second time"),
            );
            return;
        }
        let value = self.expr(value);
        body.attributes.push(Attribute { name: ident(key), value });
    }

    /// Blocks below a key: an object for each label that is still to come, then a body or a list of bodies.
    fn block(
        &mut self,
        body: &mut Body,
        kind: &JsonKey,
        value: &JsonNode,
        block: &JsonBlock,
        labels: usize,
        known: &mut Vec<Ident>,
    ) {
        if known.len() < labels {
            let entries = self.entries(value);
            if entries.is_empty() {
                self.unexpected(value.span, &format!("a `{}` block needs a label here", block.name));
            }
            for (label, value) in entries {
                known.push(ident(label));
                self.block(body, kind, value, block, labels, known);
                known.pop();
            }
            return;
        }
        let bodies = match &value.kind {
            JsonKind::Null => return,
            JsonKind::Object(_) => std::slice::from_ref(value),
            JsonKind::Array(nodes) => nodes,
            _ => return self.unexpected(value.span, &format!("a `{}` block is an object", block.name)),
        };
        for node in bodies {
            if block.is_open && !matches!(node.kind, JsonKind::Object(_)) {
                self.unexpected(node.span, "an object is required");
            }
            let inner = self.body(node, block.blocks);
            let span = kind.span.to(node.span);
            body.blocks.push(Block { kind: ident(kind), labels: known.clone(), body: inner, span });
        }
    }

    fn expr(&mut self, node: &JsonNode) -> Expr {
        let kind = match &node.kind {
            JsonKind::Null => ExprKind::Null,
            JsonKind::Bool(value) => ExprKind::Bool(*value),
            JsonKind::Number(text) => ExprKind::Number(Arc::clone(text)),
            JsonKind::String(text) => return self.text(text, node.span),
            JsonKind::Array(nodes) => ExprKind::Tuple(nodes.iter().map(|node| self.expr(node)).collect()),
            JsonKind::Object(items) => {
                let items = items.iter().map(|(key, value)| {
                    let key = match self.text(&key.text, key.span) {
                        Expr { kind: ExprKind::String(text), span } => ObjectKey::Name(Ident { text, span }),
                        expr => ObjectKey::Expr(expr),
                    };
                    ObjectItem { key, value: self.expr(value) }
                });
                ExprKind::Object(items.collect())
            }
        };
        Expr { kind, span: node.span }
    }

    fn text(&mut self, text: &str, span: Span) -> Expr {
        let (expr, diagnostics) = parse_json_template(self.file, text, span);
        self.diagnostics.extend(diagnostics);
        expr.unwrap_or(Expr { kind: ExprKind::Null, span })
    }

    fn unexpected(&mut self, span: Span, wanted: &str) {
        self.diagnostics.push(
            Diagnostic::error(Code::SyntaxError, "the JSON is no configuration").at(span, wanted.to_owned()),
        );
    }
}

fn ident(key: &JsonKey) -> Ident {
    Ident { text: Arc::clone(&key.text), span: key.span }
}

/// Whether it is an object, or a list of one, with this text.
fn has_text(node: &JsonNode, attribute: &str) -> bool {
    match &node.kind {
        JsonKind::Array(nodes) => matches!(&**nodes, [only] if has_text(only, attribute)),
        JsonKind::Object(items) => items
            .iter()
            .any(|(key, value)| *key.text == *attribute && matches!(value.kind, JsonKind::String(_))),
        _ => false,
    }
}
