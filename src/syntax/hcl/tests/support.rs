//! Files in memory, and what is read from them.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Sources, Span};
use crate::syntax::show::{show, show_body};
use crate::syntax::{parse_expression, parse_hcl, parse_template};

pub(super) fn file(text: &str) -> Arc<SourceFile> {
    Sources::default().add(Path::new("file.hcl"), text)
}

/// The expression, or the title of the first message.
pub(super) fn expression(text: &str) -> String {
    let (expr, diagnostics) = parse_expression(&file(text));
    expr.map_or_else(|| format!("error: {}", diagnostics[0].title), |expr| show(&expr))
}

/// The template, or the title of the first message.
pub(super) fn template(text: &str) -> String {
    let (expr, diagnostics) = parse_template(&file(text));
    expr.map_or_else(|| format!("error: {}", diagnostics[0].title), |expr| show(&expr))
}

/// The body, or the title of the first message. Fails on warnings.
pub(super) fn body(text: &str) -> String {
    let (body, diagnostics) = parse_hcl(&file(text));
    diagnostics.first().map_or_else(|| show_body(&body), |first| format!("error: {}", first.title))
}

/// The only message for a body that is refused.
pub(super) fn refusal(text: &str) -> Diagnostic {
    let (body, mut diagnostics) = parse_hcl(&file(text));
    assert!(
        body.attributes.is_empty() && body.blocks.is_empty(),
        "the body of a refused text is empty: {text}"
    );
    assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics:?}");
    diagnostics.remove(0)
}

/// What stands at a place.
pub(super) fn at(text: &str, span: Span) -> &str {
    &text[span.range()]
}
