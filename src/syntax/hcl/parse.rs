//! A file's text to its tree, or to what is wrong with it.

use std::cell::Cell;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceFile, Span};
use crate::syntax::tree::{Body, Expr, ExprKind, TemplatePart};

use super::duplicate_key::{Repaired, repair};
use super::form::Form;
use super::lower::{Lower, Place, text_or_template};
use super::problem::syntax_error;
use super::traversal::MOST_STEPS;

/// Editors on Windows write it; Go's parser skips it.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Parses an HCL file. With an error the body is empty; a duplicate key is a warning and both items are kept in order.
pub fn parse_hcl(file: &SourceFile) -> (Body, Vec<Diagnostic>) {
    // Blanks instead of the mark keep every offset as it is in the file.
    let text = match file.text().strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => format!("   {rest}").into(),
        None => std::borrow::Cow::Borrowed(&**file.text()),
    };
    let Repaired { parsed, replaced } = repair(&text);
    let mut diagnostics: Vec<Diagnostic> = replaced.iter().map(|key| key.warning(file.id(), &text)).collect();
    match parsed {
        Ok(body) => {
            let keys = replaced.into_iter().map(|key| key.place).collect();
            let lower = lower_of(file, &text, Place::From(0), keys);
            let body = lower.body(&body);
            if let Some(place) = lower.too_long.get() {
                diagnostics.push(too_long(place));
                return (Body::default(), diagnostics);
            }
            (body, diagnostics)
        }
        Err(error) => {
            diagnostics.push(syntax_error(file.id(), &text, &error));
            (Body::default(), diagnostics)
        }
    }
}

/// Parses a whole file as one template, as `templatefile` does.
///
/// # Errors
/// When it is no valid template.
pub fn parse_template(file: &SourceFile) -> Result<Vec<TemplatePart>, Diagnostic> {
    let text = &**file.text();
    let template =
        hcl_edit::parser::parse_template(text).map_err(|error| syntax_error(file.id(), text, &error))?;
    let lower = lower_of(file, text, Place::From(0), Vec::new());
    let parts = lower.template(&template, Form::Lines { flush: false });
    lower.too_long.get().map_or(Ok(parts), |place| Err(too_long(place)))
}

fn lower_of<'t>(file: &SourceFile, text: &'t str, place: Place, replaced: Vec<Range<usize>>) -> Lower<'t> {
    Lower { file: file.id(), text, place, too_long: Cell::new(None), replaced }
}

fn too_long(place: Span) -> Diagnostic {
    Diagnostic::error(Code::SyntaxError, "the reference has too many steps")
        .at(place, format!("more than {MOST_STEPS}"))
}

/// Parses a text of a JSON file as the template it is there. `span` is the text with its quotes.
///
/// # Errors
/// When it is no valid template.
pub(crate) fn parse_json_text_as_template(
    file: &SourceFile,
    text: &str,
    span: Span,
) -> Result<Expr, Diagnostic> {
    let literal = || Expr { kind: ExprKind::String(text.into()), span };
    if !text.contains("${") && !text.contains("%{") {
        return Ok(literal());
    }
    let inner = span.start as usize + 1..(span.end as usize).saturating_sub(1);
    let place = match file.text().get(inner.clone()) {
        Some(written) if written == text => Place::From(inner.start),
        _ => Place::Within(span),
    };
    let template = hcl_edit::parser::parse_template(text).map_err(|error| {
        Diagnostic::error(Code::SyntaxError, "the text is not a valid template")
            .at(span, error.message().to_owned())
    })?;
    let lower = lower_of(file, text, place, Vec::new());
    let mut parts = lower.template(&template, Form::Lines { flush: false });
    let kind = match parts.pop() {
        Some(TemplatePart::Interpolation(only)) if parts.is_empty() => {
            ExprKind::Interpolation(Box::new(only))
        }
        last => {
            parts.extend(last);
            text_or_template(parts)
        }
    };
    lower.too_long.get().map_or(Ok(Expr { kind, span }), |place| Err(too_long(place)))
}
