//! What a specification takes from an input: as much of `hcldec` as the suite uses.

use std::sync::Arc;

use tglambda::lang::convert::convert;
use tglambda::lang::kind::Type;
use tglambda::lang::value::{Entries, Value};
use tglambda::source::Span;
use tglambda::syntax::tree::{Block, Body, Expr, ExprKind};

use super::type_expr::type_of;
use crate::evaluation::{Variables, value_of};

/// The problems of an input, by their places.
pub(super) type Problems = Vec<(Span, String)>;

/// The specification in a file, and the variables it gives to the input.
pub(super) fn specification(file: &Body) -> (&Block, Variables) {
    let is_variables = |block: &&Block| &*block.kind.text == "variables";
    let variables = file.blocks.iter().filter(is_variables).flat_map(|block| &block.body.attributes);
    let none = Variables(Entries::new());
    let variables = variables.map(|attribute| {
        (
            Arc::clone(&attribute.name.text),
            value_of(&attribute.value, &none).expect("a variable of the suite"),
        )
    });
    let root = file.blocks.iter().find(|block| !is_variables(block)).expect("a specification has a block");
    (root, Variables(variables.collect()))
}

/// The value of an input by a specification.
pub(super) fn decode(spec: &Block, input: &Body, variables: &Variables) -> Result<Value, Problems> {
    let (mut attributes, mut blocks) = (Vec::new(), Vec::new());
    implied(spec, None, &mut attributes, &mut blocks);
    let wrong_attributes = input.attributes.iter().filter(|found| !attributes.contains(&&*found.name.text));
    let wrong_blocks = input.blocks.iter().filter(|found| !blocks.contains(&&*found.kind.text));
    let unexpected: Problems = wrong_attributes
        .map(|found| found.name.span)
        .chain(wrong_blocks.map(|found| found.kind.span))
        .map(|span| (span, "not expected here".to_owned()))
        .collect();
    let value = part(spec, None, input, variables);
    if unexpected.is_empty() { value } else { Err(unexpected) }
}

/// The attributes and blocks that a specification takes from a body.
fn implied<'s>(
    spec: &'s Block,
    name: Option<&'s str>,
    attributes: &mut Vec<&'s str>,
    blocks: &mut Vec<&'s str>,
) {
    match &*spec.kind.text {
        "object" => {
            for inner in &spec.body.blocks {
                implied(inner, label(inner), attributes, blocks);
            }
        }
        "attr" => attributes.push(text(spec, "name").or(name).expect("an attribute has a name")),
        "block" | "block_list" | "block_map" => {
            blocks.push(text(spec, "block_type").or(name).expect("a block has a type"));
        }
        "literal" => {}
        other => panic!("the suite has a specification `{other}`"),
    }
}

fn part(spec: &Block, name: Option<&str>, input: &Body, variables: &Variables) -> Result<Value, Problems> {
    let block_type = || text(spec, "block_type").or(name).expect("a block has a type");
    match &*spec.kind.text {
        "object" => {
            let parts = spec.body.blocks.iter().map(|inner| {
                let name = label(inner).expect("a part of an object has a name");
                (Arc::from(name), part(inner, Some(name), input, variables))
            });
            together(parts).map(Value::object)
        }
        "attr" => {
            let wanted = type_of(attribute(spec, "type").expect("an attribute has a type"));
            let name = text(spec, "name").or(name).expect("an attribute has a name");
            attribute_value(input, name, &wanted, variables)
        }
        "block" => match input.blocks(block_type()).next() {
            Some(block) => decode(nested(spec), &block.body, variables),
            None => Ok(Value::null()),
        },
        "block_list" => {
            let elements =
                input.blocks(block_type()).map(|block| decode(nested(spec), &block.body, variables));
            elements.collect::<Result<Vec<_>, _>>().map(Value::tuple)
        }
        "block_map" => {
            let blocks = input.blocks(block_type());
            let entries = blocks.map(|block| {
                let label = label(block).expect("a block of a map has a label");
                (Arc::from(label), decode(nested(spec), &block.body, variables))
            });
            let object = together(entries).map(Value::object)?;
            Ok(convert(&object, &Type::map(Type::Any)).expect("the blocks of a map have one type"))
        }
        "literal" => {
            Ok(value_of(attribute(spec, "value").expect("a literal has a value"), variables)
                .expect("a literal"))
        }
        other => panic!("the suite has a specification `{other}`"),
    }
}

fn attribute_value(
    input: &Body,
    name: &str,
    wanted: &Type,
    variables: &Variables,
) -> Result<Value, Problems> {
    let Some(found) = input.attribute(name) else { return Ok(Value::null()) };
    let problem = |what: String| vec![(found.value.span, what)];
    let value = value_of(&found.value, variables).map_err(problem)?;
    convert(&value, wanted).map_err(|error| problem(error.to_string()))
}

fn together(parts: impl Iterator<Item = (Arc<str>, Result<Value, Problems>)>) -> Result<Entries, Problems> {
    let (mut entries, mut problems) = (Entries::new(), Problems::new());
    for (name, part) in parts {
        match part {
            Ok(value) => drop(entries.insert(name, value)),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

fn nested(spec: &Block) -> &Block {
    spec.body.blocks.first().expect("a block's specification has one for its body")
}

fn label(block: &Block) -> Option<&str> {
    block.labels.first().map(|label| &*label.text)
}

fn attribute<'s>(spec: &'s Block, name: &str) -> Option<&'s Expr> {
    spec.body.attribute(name).map(|attribute| &attribute.value)
}

fn text<'s>(spec: &'s Block, name: &str) -> Option<&'s str> {
    match &attribute(spec, name)?.kind {
        ExprKind::String(text) => Some(text),
        _ => None,
    }
}
