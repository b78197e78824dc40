//! Blocks to evaluated attributes, by the tables of `schema`: wrong names, missing ones and wrong types are reported.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::convert::convert;
use crate::lang::eval::Evaluator;
use crate::lang::kind::Type;
use crate::lang::value::{Entries, Value};
use crate::syntax::tree::{self, Block, Body};

use super::config::Labelled;
use super::schema::Attribute;

/// Evaluates a block's attributes; the label is the first one written, or empty.
pub(super) fn decode_block(
    evaluator: &mut Evaluator<'_>,
    block: &Block,
    schema: &[Attribute],
    diagnostics: &mut Vec<Diagnostic>,
) -> Labelled {
    let fields = decode_body(evaluator, block, schema, diagnostics);
    reject_blocks(&block.body, &[], &format!("a `{}` block", block.kind.text), diagnostics);
    Labelled { label: label_of(block), fields, span: block.span }
}

/// A block's first label, or the empty text.
pub(super) fn label_of(block: &Block) -> Arc<str> {
    block.labels.first().map_or_else(|| "".into(), |label| Arc::clone(&label.text))
}

/// Evaluates the attributes in a block that may hold blocks too.
pub(super) fn decode_body(
    evaluator: &mut Evaluator<'_>,
    block: &Block,
    schema: &[Attribute],
    diagnostics: &mut Vec<Diagnostic>,
) -> Entries {
    let owner = format!("a `{}` block", block.kind.text);
    let mut fields = Entries::new();
    for attribute in &block.body.attributes {
        let Some(known) = schema.iter().find(|known| *known.name == *attribute.name.text) else {
            let names = schema.iter().map(|known| known.name);
            diagnostics.push(unsupported("attribute", &attribute.name, &owner, names));
            continue;
        };
        let value = decode_attribute(evaluator, attribute, known, diagnostics);
        fields.insert(Arc::clone(&attribute.name.text), value);
    }
    for missing in schema.iter().filter(|known| known.required && !fields.contains_key(known.name)) {
        diagnostics.push(
            Diagnostic::error(Code::MissingArgument, format!("{owner} needs `{}`", missing.name))
                .at(block.kind.span, "not set in this block"),
        );
    }
    fields
}

/// Evaluates one attribute to its type.
pub(super) fn decode_attribute(
    evaluator: &mut Evaluator<'_>,
    attribute: &tree::Attribute,
    known: &Attribute,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    let value = evaluator.evaluate(&attribute.value);
    diagnostics.extend(evaluator.take_diagnostics());
    let kind: Type = known.shape.into();
    convert(&value, &kind).unwrap_or_else(|error| {
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, format!("`{}` has the wrong type", known.name))
                .at(attribute.value.span, error.to_string()),
        );
        Value::failed()
    })
}

/// Reports blocks that do not belong here.
pub(super) fn reject_blocks(body: &Body, known: &[&str], owner: &str, diagnostics: &mut Vec<Diagnostic>) {
    for block in body.blocks.iter().filter(|block| !known.contains(&&*block.kind.text)) {
        diagnostics.push(unsupported("block", &block.kind, owner, known.iter().copied()));
    }
}

/// "no such attribute" with the nearest name that exists.
pub(super) fn unsupported<'n>(
    what: &str,
    name: &tree::Ident,
    owner: &str,
    names: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(Code::UnsupportedArgument, format!("{owner} takes no {what} `{}`", name.text))
            .at(name.span, "not known to Terragrunt");
    match suggest::nearest(&name.text, names) {
        Some(nearest) => diagnostic.hint(format!("did you mean `{nearest}`?")),
        None => diagnostic,
    }
}
