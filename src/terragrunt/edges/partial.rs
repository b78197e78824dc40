//! One file, evaluated as far as it counts when units are looked for, over the files that it includes. Source: Terragrunt
//! 1.1.3 `pkg/config/config_partial.go` (`PartialParseConfig`).

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::lang::value::{Data, Value};
use crate::terragrunt::context::Context;
use crate::terragrunt::generated::AUTOINCLUDE_FILE;
use crate::terragrunt::merge::{merge, merge_over};
use crate::terragrunt::session::Session;
use crate::terragrunt::strategy::Strategy;

use super::base::Base;
use super::decode::{block_paths, decode};
use super::exclude::evaluate_exclude;
use super::parts::{Depth, Parent, Partial, State};

/// Evaluates the file at `path`; `None` where it is refused.
pub(super) fn evaluate_partial(
    session: &Session<'_>,
    context: &Arc<Context>,
    path: &Path,
    depth: Depth,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Partial> {
    let mut base = Base::evaluate(session, context, path, depth, evaluate_partial, diagnostics)?;
    let body = Arc::clone(&base.parsed);
    let mut config = decode(&body.body, &base.need, &mut base.evaluator(), diagnostics)?;
    config.feature.clone_from(&base.features);
    config.locals = base.locals.as_ref().map(|locals| Value::new(Data::Object(Arc::clone(locals))));
    let parents = base.take_parents();
    config.includes = parents
        .iter()
        .map(|parent| (Arc::clone(&parent.include.label), parent.include.path.clone()))
        .collect();
    // Of a file that includes another in turn Terragrunt asks for the features alone.
    if base.state != State::NestedIncludes || context.included_as.is_none() {
        context.reading.note_source(base.folder(), &config);
    }
    let mut partial = Partial { config, exclude: None, state: base.state };
    partial = under(partial, parents, diagnostics);
    if partial.state != State::Whole {
        return Some(partial);
    }
    let own = evaluate_exclude(&body.body, &mut base.evaluator(), diagnostics).ok()?;
    partial.exclude = match (partial.exclude, own) {
        (Some(inherited), Some(own)) => Some(inherited.merged(own)),
        (inherited, own) => own.or(inherited),
    };
    lay_over(&base, partial, depth, diagnostics)
}

/// The file over those it includes, the last one first.
fn under(mut partial: Partial, parents: Vec<Parent>, diagnostics: &mut Vec<Diagnostic>) -> Partial {
    for Parent { include, partial: parent, .. } in parents.into_iter().rev() {
        let Some(parent) = parent else { break };
        if include.strategy == Strategy::NoMerge {
            continue;
        }
        let before = diagnostics.len();
        partial.config = merge(parent.config, partial.config, include.strategy, diagnostics);
        partial.state.break_unless(diagnostics.len() == before);
        partial.exclude = match (parent.exclude, partial.exclude) {
            (Some(inherited), Some(own)) if include.strategy == Strategy::Deep => Some(inherited.merged(own)),
            (inherited, own) => own.or(inherited),
        };
    }
    partial
}

/// The file that a stack lays over the unit it stands beside.
fn lay_over(
    base: &Base<'_>,
    mut partial: Partial,
    depth: Depth,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Partial> {
    let beside = base.folder().join(AUTOINCLUDE_FILE);
    if base.context.is_autoinclude || !base.session.is_file(&beside) {
        return Some(partial);
    }
    let context = Arc::new(base.context.autoincluded(&beside));
    let over = evaluate_partial(base.session, &context, &beside, depth, diagnostics)
        .filter(|over| over.state == State::Whole)?;
    // A block that is laid over another takes its path with it.
    let mut paths: Vec<Value> = Vec::new();
    for side in [&partial.config, &over.config] {
        let of_blocks: Vec<&Value> = block_paths(&side.dependency).collect();
        let literal = side.dependencies.iter().flatten().filter(|path| !of_blocks.contains(path));
        paths.extend(literal.cloned());
    }
    partial.config = merge_over(partial.config, over.config, diagnostics);
    paths.extend(block_paths(&partial.config.dependency).cloned());
    partial.config.dependencies = Some(paths);
    partial.exclude = over.exclude.or(partial.exclude);
    Some(partial)
}
