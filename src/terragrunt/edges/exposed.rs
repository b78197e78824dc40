//! What a file sees of a file that it includes with `expose`: the whole of it, but only a part where it names dependencies,
//! since those have no outputs yet. Source: Terragrunt 1.1.3 `pkg/config/include.go` (`parseIncludedConfig`).

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::lang::value::Value;
use crate::syntax::tree::Body;
use crate::terragrunt::context::Context;
use crate::terragrunt::document::document;
use crate::terragrunt::include::Include;
use crate::terragrunt::session::Session;
use crate::terragrunt::stage::Stage;
use crate::terragrunt::strategy::Strategy;

use super::need::Need;
use super::parts::{Depth, Parent};

/// How much of an included file has to be evaluated where another sees it.
pub(super) fn exposed_depth(session: &Session<'_>, include: &Include) -> Depth {
    let is_partial = session.parse(&include.path).is_ok_and(|parsed| names_units(&parsed.body));
    if is_partial { Depth::Everything } else { Depth::Edges }
}

/// Whether nothing in an included file takes note of files that its own evaluation as a part would not.
pub(super) fn reads_no_more(session: &Session<'_>, include: &Include) -> bool {
    session.parse(&include.path).is_ok_and(|parsed| {
        let need = session.needs.get_or_make(&include.path, || Arc::new(Need::of(&parsed.body)));
        !need.reads_outside_locals || names_units(&parsed.body)
    })
}

/// The value of an exposed include; `None` where it cannot be had.
pub(super) fn exposed_value(
    session: &Session<'_>,
    context: &Context,
    parent: &Parent,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let include = &parent.include;
    let parsed = session.parse(&include.path).ok()?;
    if names_units(&parsed.body) {
        return parent.partial.as_ref().map(|partial| document(&partial.config, session.mode));
    }
    if include.path.extension().is_some_and(|extension| extension == "json") {
        return None;
    }
    let context = context.included(Arc::clone(&include.label), &include.path, include.span);
    let mut stage = Stage::begin(session, Arc::new(context), &include.path, include.span, diagnostics)?;
    let config = stage.complete(None, diagnostics);
    let is_fine = parent.partial.is_some() || !parent.is_reached;
    (include.strategy == Strategy::NoMerge || is_fine).then(|| document(&config, session.mode))
}

fn names_units(body: &Body) -> bool {
    body.blocks.iter().any(|block| matches!(&*block.kind.text, "dependency" | "dependencies"))
}
