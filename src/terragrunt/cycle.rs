//! Units that depend on each other in a circle. Only `render` looks for them, as the original does before it reads
//! outputs. Source: Terragrunt 1.1.3 `pkg/config/dependency.go` (`checkForDependencyBlockCycles`).

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::Value;
use crate::lang::world::{Mode, PathKind};
use crate::source::Span;

use super::config::Labelled;
use super::context::Context;
use super::dependency_outputs::{is_disabled, target_of};
use super::session::Session;

/// The `dependency` blocks of the unit at a path; reports what is wrong with them.
pub(super) type BlocksOf<'b> = dyn Fn(&Path, &mut Vec<Diagnostic>) -> Vec<Labelled> + 'b;

/// A unit on the way, with those it depends on that are still to be followed.
struct Step {
    unit: PathBuf,
    open: Vec<(PathBuf, Span)>,
}

/// Reports the first circle that `blocks` of the unit in `context` lead into.
pub(super) fn check(
    session: &Session<'_>,
    context: &Context,
    blocks: &[Labelled],
    blocks_of: &BlocksOf<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if session.mode != Mode::Render || blocks.is_empty() {
        return;
    }
    let unit = context.config_path.clone();
    let open = targets(session, &unit, blocks);
    let mut way = vec![Step { unit, open }];
    let mut done: HashSet<PathBuf> = HashSet::new();
    while let Some(step) = way.last_mut() {
        let Some((target, place)) = step.open.pop() else {
            done.extend(way.pop().map(|step| step.unit));
            continue;
        };
        if way.iter().any(|step| step.unit == target) {
            let names: Vec<String> = way
                .iter()
                .map(|step| &step.unit)
                .chain([&target])
                .map(|unit| format!("`{}`", session.display(unit)))
                .collect();
            diagnostics.push(
                Diagnostic::error(Code::IncludeCycle, "units depend on each other in a circle")
                    .at(place, "this dependency closes the circle")
                    .note(format!("the way is {}", names.join(" → ")))
                    .hint("take one of the dependencies out of the circle"),
            );
            return;
        }
        if done.contains(&target) {
            continue;
        }
        let before = diagnostics.len();
        let next = blocks_of(&target, diagnostics);
        if diagnostics[before..].iter().any(Diagnostic::is_error) {
            return;
        }
        let open = targets(session, &target, &next);
        way.push(Step { unit: target, open });
    }
}

/// The units that blocks of `unit` name and that exist, the first last.
fn targets(session: &Session<'_>, unit: &Path, blocks: &[Labelled]) -> Vec<(PathBuf, Span)> {
    let folder = unit.parent().unwrap_or(unit);
    let named = blocks.iter().rev().filter(|block| !is_disabled(block)).filter_map(|block| {
        let path = block.field("config_path")?;
        let written = Value::as_str(path).filter(|written| !written.is_empty())?;
        Some((target_of(session.world, folder, written), path.provenance.span))
    });
    named.filter(|(target, _)| session.world.kind(target) == Some(PathKind::File)).collect()
}
