//! `dependency` blocks: what expressions see of another unit. No unit is applied and no state is read here.
//!
//! With typed unknowns an output is unknown and a mock is only a label on it; in `render` mocks count as the value,
//! as Terragrunt's own render has it.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::Evaluator;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::reason::{Reason, Reference};
use crate::lang::value::{Data, Entries, Unknown, Value};
use crate::lang::world::Mode;
use crate::syntax::tree::{Block, Body};

use super::config::{Dependency, Labelled};
use super::context::Context;
use super::decode::decode_block;
use super::session::Session;
use super::{paths, schema};

/// Evaluates the `dependency` blocks of a file.
pub(super) fn evaluate_dependencies(
    session: &Session<'_>,
    context: &Context,
    body: &Body,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Dependency> {
    body.blocks("dependency")
        .map(|block| {
            let fields = decode_block(evaluator, block, schema::DEPENDENCY, diagnostics);
            resolve(session, context, block, fields, diagnostics)
        })
        .collect()
}

fn resolve(
    session: &Session<'_>,
    context: &Context,
    block: &Block,
    fields: Labelled,
    diagnostics: &mut Vec<Diagnostic>,
) -> Dependency {
    let written = fields.field("config_path").and_then(|value| value.as_str());
    if written == Some("") {
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, format!("the dependency `{}` names no unit", fields.label))
                .at(block.kind.span, "`config_path` is empty"),
        );
    }
    let folder = written.map(|path| paths::join(context.folder(), path));
    let unit: Arc<str> = match &folder {
        Some(folder) => session.display(folder).into(),
        None => Arc::clone(&fields.label),
    };
    let outputs = outputs_of(session.mode, &unit, &fields);
    Dependency { block: fields, folder, outputs }
}

fn outputs_of(mode: Mode, unit: &Arc<str>, fields: &Labelled) -> Option<Value> {
    let mock = fields.field("mock_outputs");
    let is_disabled = fields.field("enabled").and_then(Value::as_bool) == Some(false);
    if mode == Mode::Render && mock.is_some() {
        return mock.cloned();
    }
    if is_disabled && mock.is_none() {
        return None;
    }
    let reference = Reference { unit: Arc::clone(unit), output: "".into() };
    let unknown = Unknown {
        reason: Reason::Output(reference.clone()),
        kind: Type::Any,
        reference: Some(reference),
        mock: mock.cloned(),
    };
    let outputs = Value::new(Data::Unknown(Arc::new(unknown)));
    Some(outputs.with_provenance(Provenance::written(fields.span)))
}

/// The variable `dependency`: one object per block.
pub(super) fn dependency_variable(dependencies: &[Dependency]) -> Value {
    let entries = dependencies.iter().map(|dependency| {
        let outputs = dependency.outputs.clone().map(|outputs| (Arc::from("outputs"), outputs));
        (Arc::clone(&dependency.block.label), Value::object(outputs.into_iter().collect::<Entries>()))
    });
    Value::object(entries.collect())
}
