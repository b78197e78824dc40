//! What a file sees of a file that it includes with `expose`: the whole of it, but only a part where it names dependencies,
//! since those have no outputs yet. Source: Terragrunt 1.1.3 `pkg/config/include.go` (`parseIncludedConfig`).

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::lang::value::Value;
use crate::terragrunt::context::Context;
use crate::terragrunt::document::document;
use crate::terragrunt::session::Session;
use crate::terragrunt::stage::Stage;
use crate::terragrunt::strategy::Strategy;

use super::parts::Parent;

/// The value of an exposed include; `None` where it cannot be had.
pub(super) fn exposed_value(
    session: &Session<'_>,
    context: &Context,
    parent: &Parent,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let include = &parent.include;
    let parsed = session.parse(&include.path).ok()?;
    let names_units = |name: &str| matches!(name, "dependency" | "dependencies");
    if parsed.body.blocks.iter().any(|block| names_units(&block.kind.text)) {
        return parent.partial.as_ref().map(|partial| document(&partial.config, session.mode));
    }
    if include.path.extension().is_some_and(|extension| extension == "json") {
        return None;
    }
    let context = context.included(Arc::clone(&include.label), &include.path, include.span);
    let mut stage = Stage::begin(session, Arc::new(context), &include.path, include.span, diagnostics)?;
    let config = stage.complete(None, diagnostics);
    (include.strategy == Strategy::NoMerge || parent.partial.is_some())
        .then(|| document(&config, session.mode))
}
