//! `dependency` blocks: which unit each names, and the variable `dependency`. What is known of its outputs is found in
//! `dependency_outputs`.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::Evaluator;
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::value::{Entries, Value};
use crate::lang::world::{Mode, World};
use crate::syntax::tree::Body;

use super::config::{Dependency, Labelled};
use super::context::Context;
use super::decode::decode_block;
use super::dependency_outputs::{EvaluateOther, Finder, allows_mocks, is_disabled, is_fetched, target_of};
use super::session::Session;
use super::stack::{STACK_FOLDER, stack_file, stack_of};
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

/// Reports the blocks of a file that name no unit.
pub(super) fn check_paths(blocks: &[Labelled], diagnostics: &mut Vec<Diagnostic>) {
    // One without a label is reported as that.
    for block in blocks.iter().filter(|block| !is_disabled(block) && !block.label.is_empty()) {
        let Some(path) = block.fields.get("config_path").filter(|path| !path.is_unknown()) else { continue };
        if path.as_str().is_none_or(str::is_empty) {
            diagnostics.push(
                Diagnostic::error(
                    Code::InvalidValue,
                    format!("the dependency `{}` names no unit", block.label),
                )
                .at(block.span, "`config_path` is empty"),
            );
        }
    }
}

/// Reports blocks whose unit is not there, those of included files as well: `render` fails then, as does any run.
pub(super) fn check_units(
    session: &Session<'_>,
    context: &Context,
    blocks: &[Labelled],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for block in blocks.iter().filter(|block| !is_disabled(block)) {
        let Some((path, written)) = block.field("config_path").and_then(|path| Some((path, path.as_str()?)))
        else {
            continue;
        };
        check_mocks(session, context, block, written, diagnostics);
        let named = paths::join(context.folder(), written);
        let target = target_of(session.world, context.folder(), written);
        if written.is_empty()
            || !is_fetched(block)
            || exists(session.world, &named, &target)
            || may_be_generated(session.mode, &target)
        {
            continue;
        }
        let title = format!("there is no unit `{}`", session.display_named(&target, path));
        let problem = match session.mode {
            Mode::Render => Diagnostic::error(Code::FileNotFound, title),
            Mode::Plan => Diagnostic::warning(Code::FileNotFound, title),
        };
        diagnostics.push(
            problem
                .at(path.provenance.span, format!("the dependency `{}` needs its outputs", block.label))
                .hint("correct `config_path`; it counts from the unit's folder"),
        );
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

/// A unit, or a folder with a stack.
fn exists(world: &dyn World, named: &Path, target: &Path) -> bool {
    world.kind(target).is_some() || stack_file(named).is_some_and(|stack| world.kind(&stack).is_some())
}

/// Whether a stack whose sources are elsewhere may put the unit there; `render` takes the disk as it is.
fn may_be_generated(mode: Mode, target: &Path) -> bool {
    mode == Mode::Plan && target.components().any(|part| part.as_os_str() == STACK_FOLDER)
}

/// A block with what expressions see of its unit.
pub(super) fn resolve(
    session: &Session<'_>,
    context: &Context,
    block: Labelled,
    evaluate: &EvaluateOther<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Dependency {
    let written = block.field("config_path").and_then(|value| value.as_str());
    let folder = written.map(|path| paths::join(context.folder(), path));
    let unit: Arc<str> = match &folder {
        Some(folder) if !block.field("config_path").is_some_and(|value| value.sensitive) => {
            session.display(folder).into()
        }
        _ => Arc::clone(&block.label),
    };
    let outputs = if session.is_discovery {
        Some(before_any_run(context, &block))
    } else {
        let finder = Finder { session, context, evaluate };
        let of_stack = written.and_then(|written| finder.outputs_of_stack(written, &block, diagnostics));
        of_stack.or_else(|| finder.outputs_of(&unit, folder.as_deref(), &block, diagnostics))
    };
    Dependency { block, folder, outputs }
}

/// While units are looked for, outputs are the mocks where those are allowed; all others are unknown.
fn before_any_run(context: &Context, block: &Labelled) -> Value {
    let takes_mocks = is_disabled(block) || allows_mocks(context, block);
    let mock = block.field("mock_outputs").filter(|_| takes_mocks);
    mock.cloned().unwrap_or_else(|| Value::unknown(Reason::Failed, Type::Any))
}

/// The variable `dependency`: one object per block. `inputs` gives what older versions have as
/// `dependency.<label>.inputs`; to `render` it is always null.
pub(super) fn dependency_variable(
    mode: Mode,
    dependencies: &[Dependency],
    inputs: &dyn Fn(&Dependency) -> Option<Value>,
) -> Value {
    let entries = dependencies.iter().map(|dependency| {
        let outputs = dependency.outputs.clone().map(|outputs| (Arc::from("outputs"), outputs));
        let inputs = match mode {
            Mode::Render => Some(Value::null()),
            Mode::Plan => inputs(dependency),
        };
        let inputs = inputs.map(|inputs| (Arc::from("inputs"), inputs));
        let object = outputs.into_iter().chain(inputs).collect::<Entries>();
        (Arc::clone(&dependency.block.label), Value::object(object))
    });
    Value::object(entries.collect())
}
