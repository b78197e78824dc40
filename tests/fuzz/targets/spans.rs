//! The promise about places: each lies in its file and does not cut a letter.

use tglambda::diagnostic::Diagnostic;
use tglambda::lang::references::walk;
use tglambda::source::{SourceFile, Span};
use tglambda::syntax::tree::{Body, Expr};

/// Panics where a place is not one of the file.
pub(super) fn check_span(file: &SourceFile, span: Span) {
    if !span.is_some() {
        return;
    }
    assert_eq!(span.file, file.id(), "a place in another file");
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(start <= end && end <= file.text().len(), "{start}..{end} is no place in the file");
    assert!(file.text().is_char_boundary(start), "{start} is inside a letter");
    assert!(file.text().is_char_boundary(end), "{end} is inside a letter");
}

/// The same for all that a body has.
pub(super) fn check_body(file: &SourceFile, body: &Body) {
    for attribute in &body.attributes {
        check_span(file, attribute.name.span);
        check_expr(file, &attribute.value);
    }
    for block in &body.blocks {
        check_span(file, block.span);
        check_span(file, block.kind.span);
        block.labels.iter().for_each(|label| check_span(file, label.span));
        check_body(file, &block.body);
    }
}

/// The same for all parts of an expression.
pub(super) fn check_expr(file: &SourceFile, expr: &Expr) {
    walk(expr, &mut |part| check_span(file, part.span));
}

/// The same for what is said about the file.
pub(super) fn check_messages(file: &SourceFile, diagnostics: &[Diagnostic]) {
    for label in diagnostics.iter().flat_map(|it| it.primary.iter().chain(&it.related)) {
        check_span(file, label.span);
    }
}
