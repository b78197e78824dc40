//! `dependency` blocks: what expressions see of another unit. No unit is applied and no state is read here.
//!
//! With typed unknowns an output is unknown and a mock is only a label on it; in `render` mocks count as the value,
//! as Terragrunt's own render has it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::Evaluator;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::reason::{Reason, Reference};
use crate::lang::value::{Data, Entries, Unknown, Value};
use crate::lang::world::{Mode, PathKind, World};
use crate::source::Span;
use crate::syntax::tree::Body;

use super::config::{Dependency, Labelled};
use super::context::Context;
use super::decode::decode_block;
use super::session::{Session, StackUnits};
use super::stack::{STACK_FILE, stack_units};
use super::{paths, schema};

/// Evaluates the `dependency` blocks of a file.
pub(super) fn decode_dependencies(
    body: &Body,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Labelled> {
    body.blocks("dependency")
        .map(|block| decode_block(evaluator, block, schema::DEPENDENCY, diagnostics))
        .collect()
}

/// Reports blocks that name no unit, and in `render` those whose unit is not there.
pub(super) fn check_dependencies(
    session: &Session<'_>,
    context: &Context,
    blocks: &[Labelled],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for block in blocks.iter().filter(|block| !is_disabled(block)) {
        let Some(path) = block.fields.get("config_path") else { continue };
        let label = &block.label;
        match path.as_str() {
            None if path.is_unknown() => {}
            None | Some("") => diagnostics.push(
                Diagnostic::error(Code::InvalidValue, format!("the dependency `{label}` names no unit"))
                    .at(block.span, "`config_path` is empty"),
            ),
            Some(written) => {
                let target = target_of(session.world, context.folder(), written);
                check_mocks(session, context, block, written, diagnostics);
                let is_read = block.field("skip_outputs").and_then(Value::as_bool) != Some(true);
                if session.mode == Mode::Render && is_read && !exists(session.world, &target) {
                    diagnostics.push(
                        Diagnostic::error(
                            Code::FileNotFound,
                            format!("there is no unit `{}`", session.display(&target)),
                        )
                        .at(path.provenance.span, format!("the dependency `{label}` needs its outputs")),
                    );
                }
            }
        }
    }
}

/// Reports mocks of a stack that are not told apart by unit.
fn check_mocks(
    session: &Session<'_>,
    context: &Context,
    block: &Labelled,
    written: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(mocks) = block.field("mock_outputs") else { return };
    if mocks.entries().is_some() || mocks.is_unknown() {
        return;
    }
    if stack_of(session, context, written).is_some() {
        let title = format!("the mocks of the dependency `{}` are a {}", block.label, mocks.kind());
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, title)
                .at(mocks.provenance.nearest(), "it names a stack, whose outputs are told apart by unit")
                .hint("write `mock_outputs = { <unit> = { <output> = … } }`"),
        );
    }
}

/// The configuration that a `config_path` names.
pub(super) fn target_of(world: &dyn World, base: &Path, written: &str) -> PathBuf {
    let path = paths::join(base, written);
    if world.kind(&path) == Some(PathKind::Folder) { paths::config_in(world, &path) } else { path }
}

/// A unit, or a folder with a stack.
fn exists(world: &dyn World, target: &Path) -> bool {
    let stack = target.parent().unwrap_or(target).join(STACK_FILE);
    world.kind(target).is_some() || world.kind(&stack).is_some()
}

/// Whether the block says that it does not count.
pub(super) fn is_disabled(block: &Labelled) -> bool {
    block.field("enabled").and_then(Value::as_bool) == Some(false)
}

/// A block with what expressions see of its unit.
pub(super) fn resolve(session: &Session<'_>, context: &Context, block: Labelled) -> Dependency {
    let written = block.field("config_path").and_then(|value| value.as_str());
    let folder = written.map(|path| paths::join(context.folder(), path));
    let unit: Arc<str> = match &folder {
        Some(folder) if !block.field("config_path").is_some_and(|value| value.sensitive) => {
            session.display(folder).into()
        }
        _ => Arc::clone(&block.label),
    };
    let of_stack = written.filter(|_| session.mode == Mode::Plan && !is_disabled(&block));
    let outputs = match of_stack.and_then(|written| stack_of(session, context, written)) {
        Some(units) => Some(outputs_of_stack(session, &units, &block)),
        None => outputs_of(session.mode, &unit, &block),
    };
    Dependency { block, folder, outputs }
}

/// The units of the stack that a `config_path` names; `None` where it names none, or one that says nothing of them.
fn stack_of(session: &Session<'_>, context: &Context, written: &str) -> Option<Arc<StackUnits>> {
    let path = paths::join(context.folder(), written);
    let file = match path.file_name().and_then(|name| name.to_str()) {
        Some("terragrunt.hcl" | "terragrunt.hcl.json") => return None,
        Some(STACK_FILE) => path,
        _ => path.join(STACK_FILE),
    };
    if !session.is_file(&file) {
        return None;
    }
    stack_units(session, context, &file).filter(|units| !units.is_empty())
}

/// Outputs by unit, each unknown by itself: a unit that the stack does not have is a mistake.
fn outputs_of_stack(session: &Session<'_>, units: &StackUnits, block: &Labelled) -> Value {
    let mocks = block.field("mock_outputs");
    let outputs = units.iter().map(|(name, folder)| {
        let unit: Arc<str> = session.display(folder).into();
        let mock = mocks.and_then(|mocks| mocks.entry(name)).cloned();
        (Arc::clone(name), unknown_outputs(&unit, mock, block.span))
    });
    Value::object(outputs.collect()).with_provenance(Provenance::written(block.span))
}

fn outputs_of(mode: Mode, unit: &Arc<str>, block: &Labelled) -> Option<Value> {
    let mock = block.field("mock_outputs");
    let skips = mode == Mode::Render && block.field("skip_outputs").and_then(Value::as_bool) == Some(true);
    if (is_disabled(block) || skips) && mock.is_none() {
        return None;
    }
    Some(unknown_outputs(unit, mock.cloned(), block.span))
}

fn unknown_outputs(unit: &Arc<str>, mock: Option<Value>, place: Span) -> Value {
    let reference = Reference { unit: Arc::clone(unit), output: "".into() };
    let unknown = Unknown {
        reason: Reason::Output(reference.clone()),
        kind: Type::Any,
        reference: Some(reference),
        mock,
    };
    Value::new(Data::Unknown(Arc::new(unknown))).with_provenance(Provenance::written(place))
}

/// The variable `dependency`: one object per block.
pub(super) fn dependency_variable(dependencies: &[Dependency]) -> Value {
    let entries = dependencies.iter().map(|dependency| {
        let outputs = dependency.outputs.clone().map(|outputs| (Arc::from("outputs"), outputs));
        (Arc::clone(&dependency.block.label), Value::object(outputs.into_iter().collect::<Entries>()))
    });
    Value::object(entries.collect())
}
