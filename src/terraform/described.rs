//! A module that the user describes by the function it makes: the same as one with a resource of those settings.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::lang::references::roots_of;
use crate::lang::value::Value;
use crate::source::Span;
use crate::syntax::tree::{Attribute, Block, Body, Expr, ExprKind, Ident};

use super::mapping::FunctionMapping;
use super::module::{Module, ResourceName};
use super::type_constraint::TypeConstraint;
use super::variable::{Reading, Variable};

/// The module that makes the described function. It takes every variable that an expression names.
pub(super) fn described(function: &FunctionMapping, place: Span) -> Module {
    let name = |text: &str| Ident { text: text.into(), span: place };
    let block = |kind: &str, body: Body| Block { kind: name(kind), labels: Vec::new(), body, span: place };
    let mut body = Body::default();
    let mut blocks: BTreeMap<&str, Body> = BTreeMap::new();
    if let Some(for_each) = &function.for_each {
        body.attributes.push(Attribute { name: name("for_each"), value: for_each.clone() });
    }
    for (path, value) in &function.attributes {
        match path.split_once('.') {
            Some((kind, attribute)) => {
                let attribute = Attribute { name: name(attribute), value: value.clone() };
                blocks.entry(kind).or_default().attributes.push(attribute);
            }
            None => body.attributes.push(Attribute { name: name(path), value: value.clone() }),
        }
    }
    body.blocks = blocks.into_iter().map(|(kind, body)| block(kind, body)).collect();
    if !function.ignore_changes.is_empty() {
        let paths = function.ignore_changes.iter();
        let paths = paths.map(|(path, span)| Expr { kind: ExprKind::String(Arc::clone(path)), span: *span });
        let value = Expr { kind: ExprKind::Tuple(paths.collect()), span: place };
        let attributes = vec![Attribute { name: name("ignore_changes"), value }];
        body.blocks.push(block("lifecycle", Body { attributes, blocks: Vec::new() }));
    }
    let labels = vec![name("aws_lambda_function"), name("described")];
    let resource = Block { kind: name("resource"), labels, body, span: place };
    let key = ResourceName { is_data: false, kind: "aws_lambda_function".into(), name: "described".into() };
    Module {
        folder: PathBuf::from("."),
        is_there: true,
        variables: variables(function, place),
        resources: BTreeMap::from([(key, resource)]),
        has_functions: true,
        ..Module::default()
    }
}

fn variables(function: &FunctionMapping, place: Span) -> BTreeMap<Arc<str>, Variable> {
    let expressions = function.attributes.iter().map(|(_, expr)| expr).chain(&function.for_each);
    let references = expressions.flat_map(roots_of).filter(|reference| reference.root == "var");
    let names = references.filter_map(|reference| Some(Arc::clone(&reference.attribute?.text)));
    names
        .map(|name| {
            let variable = Variable {
                name: Arc::clone(&name),
                constraint: TypeConstraint::any(),
                reading: Reading::Value,
                default: Some(Value::null()),
                is_nullable: true,
                is_sensitive: false,
                span: place,
            };
            (name, variable)
        })
        .collect()
}
