//! Blocks to evaluated attributes, by the tables of `schema`: wrong names, missing ones and wrong types are reported.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::convert::{ConvertError, convert};
use crate::lang::eval::Evaluator;
use crate::lang::kind::Type;
use crate::lang::shape::Shape;
use crate::lang::value::{Data, Entries, Value};
use crate::lang::world::Mode;
use crate::syntax::tree::{self, Block, Body};

use super::config::Labelled;
use super::schema::{self, Attribute, BlockKind};

/// Evaluates a block's attributes; the label is the first one written, or empty.
pub(super) fn decode_block(
    evaluator: &mut Evaluator<'_>,
    block: &Block,
    schema: &[Attribute],
    diagnostics: &mut Vec<Diagnostic>,
) -> Labelled {
    let fields = decode_body(evaluator, block, schema, diagnostics);
    reject_blocks(&block.body, &[], &block_named(&block.kind.text), diagnostics);
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
    let owner = block_named(&block.kind.text);
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
    if known.required && value.is_null() && matches!(known.shape, Shape::String | Shape::Bool | Shape::Number)
    {
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, format!("`{}` is null", known.name))
                .at(attribute.value.span, "it needs a value"),
        );
        return Value::failed();
    }
    let kind: Type = known.shape.into();
    let converted = convert(&value, &kind).and_then(|value| whole(known, value));
    let converted = converted.map(|value| settled(evaluator.mode(), known.shape, value));
    converted.unwrap_or_else(|error| {
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, format!("`{}` has the wrong type", known.name))
                .at(attribute.value.span, error.to_string()),
        );
        Value::failed()
    })
}

/// Numbers of the schema are counts and seconds: they have no fraction.
fn whole(known: &Attribute, value: Value) -> Result<Value, ConvertError> {
    match value.as_number() {
        Some(number) if known.shape == Shape::Number && number.as_i64().is_none() => {
            Err(ConvertError { route: String::new(), message: "a whole number is required".to_owned() })
        }
        _ => Ok(value),
    }
}

/// What `render` makes of a value that it cannot resolve: nothing of its type.
fn settled(mode: Mode, shape: Shape, value: Value) -> Value {
    if mode != Mode::Render || shape == Shape::Any || value.is_wholly_known() {
        return value;
    }
    let data = match shape {
        Shape::String => Data::String("".into()),
        Shape::Bool => Data::Bool(false),
        Shape::Number => Value::number(0).data,
        Shape::Any | Shape::List(_) | Shape::Set(_) | Shape::Map(_) => Data::Null(Type::Any),
    };
    value.with_data(data)
}

/// Reports blocks that do not belong here, that are one too many or whose labels are wrong.
pub(super) fn reject_blocks(
    body: &Body,
    known: &[BlockKind],
    owner: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (index, block) in body.blocks.iter().enumerate() {
        let name = &block.kind.text;
        let Some(kind) = known.iter().find(|kind| *kind.name == **name) else {
            diagnostics.push(unsupported("block", &block.kind, owner, known.iter().map(|kind| kind.name)));
            continue;
        };
        let first = body.blocks[..index].iter().find(|other| other.kind.text == *name);
        if let Some(first) = first.filter(|_| !kind.several) {
            diagnostics.push(
                Diagnostic::error(
                    Code::UnsupportedArgument,
                    format!("{owner} has at most one `{name}` block"),
                )
                .at(block.kind.span, "the second one")
                .related(first.kind.span, "the first one"),
            );
        }
        let wanted = usize::from(kind.labelled);
        if let Some(label) = block.labels.get(wanted) {
            diagnostics.push(
                Diagnostic::error(Code::UnsupportedArgument, format!("`{name}` takes no such label"))
                    .at(label.span, if kind.labelled { "one label is enough" } else { "it takes none" }),
            );
        } else if block.labels.len() < wanted && &**name != "include" {
            diagnostics.push(
                Diagnostic::error(Code::MissingArgument, format!("`{name}` needs a label"))
                    .at(block.kind.span, format!("write `{name} \"name\"`")),
            );
        }
    }
}

/// A block of this kind, as messages name it.
pub(super) fn block_named(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} `{kind}` block")
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
    if let Some(form) = other_form(what, &name.text) {
        return diagnostic.hint(form);
    }
    match suggest::nearest(&name.text, names) {
        Some(nearest) => diagnostic.hint(format!("did you mean `{nearest}`?")),
        None => diagnostic,
    }
}

/// How to write what is written as a block and is an attribute, or the other way round.
fn other_form(what: &str, name: &str) -> Option<String> {
    if what == "attribute" {
        let blocks = [schema::FILE_BLOCKS, schema::TERRAFORM_BLOCKS, schema::ERRORS_BLOCKS].concat();
        let block = blocks.iter().find(|block| block.name == name)?;
        let label = if block.labelled { " \"name\"" } else { "" };
        return Some(format!("write it as a block: `{name}{label} {{ … }}`"));
    }
    let is_attribute = schema::FILE_SPECIAL.contains(&name) || schema::FILE.iter().any(|it| it.name == name);
    is_attribute.then(|| format!("write it as an attribute: `{name} = …`"))
}
