//! From a file to its tree: the only calls of the parser, with what it needs done before and after.

use std::borrow::Cow;

use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::parser;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::tree::{Body, Expr, ExprKind};

use super::carriage_returns;
use super::duplicates;
use super::explain::{Grammar, Refusal, explain};
use super::heredocs;
use super::lower::{Lower, Place};
use super::outline::{Item, blank_out, items};
use super::retries;

/// How often the parser may run over one text. Equal names are all renamed at once; more runs are for names that are
/// spelled differently and yet equal.
const MAX_RUNS: usize = 16;

/// Reads a file of attributes and blocks. With an error among the diagnostics, the body is empty.
pub fn parse_hcl(file: &SourceFile) -> (Body, Vec<Diagnostic>) {
    let source = Source::whole(file);
    let (body, diagnostics) = read(&source, Grammar::Body, parser::parse_body, Lower::body);
    (body.unwrap_or_default(), diagnostics)
}

/// The same, but of the attributes and blocks of the file itself only those are read that `wanted` gives a `true` in their
/// order; what is wrong inside the others is not found. A file whose parts cannot be told apart is read as a whole.
pub fn parse_hcl_items(
    file: &SourceFile,
    wanted: impl FnOnce(&[Item<'_>]) -> Vec<bool>,
) -> (Body, Vec<Diagnostic>) {
    let whole = Source::whole(file);
    let Some(items) = items(whole.text) else { return parse_hcl(file) };
    let wanted = wanted(&items);
    let text = blank_out(whole.text, &items, &wanted);
    let source = Source { text: &text, ..whole };
    let (body, diagnostics) = read(&source, Grammar::Body, parser::parse_body, Lower::body);
    (body.unwrap_or_default(), diagnostics)
}

/// Reads a file that is one expression, over as many lines as it likes. With an error among the diagnostics, there is none.
pub fn parse_expression(file: &SourceFile) -> (Option<Expr>, Vec<Diagnostic>) {
    expression(&Source::whole(file))
}

/// Reads a text of another language's file as an expression, or where it is none and has `${` or `%{` in it, as a
/// template. `span` is the text with its quotes: places are exact where it is written without escapes.
pub fn parse_embedded(file: &SourceFile, text: &str, span: Span) -> (Option<Expr>, Vec<Diagnostic>) {
    let written = file.text().get(span.range()).and_then(|written| written.find(text));
    let place = written.map_or(Place::Within(span), |start| Place::From(span.start as usize + start));
    let source = Source { file: file.id(), place, text };
    let parsed = expression(&source);
    let is_template = text.contains("${") || text.contains("%{");
    if is_template && has_errors(&parsed.1) { template(&source) } else { parsed }
}

fn expression(plain: &Source<'_>) -> (Option<Expr>, Vec<Diagnostic>) {
    // Only between parentheses does the parser take line breaks anywhere.
    let text = format!("({}\n)", plain.text);
    let place = match plain.place {
        Place::From(start) => Place::From(start.wrapping_sub(1)),
        within @ Place::Within(_) => within,
    };
    let source = Source { file: plain.file, place, text: &text };
    let parsed =
        parse_with_duplicates(&source, Grammar::Expression, parser::parse_expr).and_then(|expr| match expr {
            Expression::Parenthesis(inner) if inner.span() == Some(0..text.len()) => Ok(inner),
            _ => Err(Refusal::at_start()),
        });
    match parsed {
        Ok(inner) => finish(source.lower(), |lower| lower.expr(inner.inner())),
        Err(mut refusal) => {
            refusal.offset = refusal.offset.saturating_sub(1).min(plain.text.len());
            (None, vec![explain(plain.text, Grammar::Expression, &refusal, &plain.lower())])
        }
    }
}

/// Reads a file that is a template as a whole, without quotes around it. A file with nothing but `${…}` becomes an
/// interpolation, which keeps the value's type. With an error among the diagnostics, there is no expression.
pub fn parse_template(file: &SourceFile) -> (Option<Expr>, Vec<Diagnostic>) {
    template(&Source::whole(file))
}

/// Reads a text of a JSON file as the template that it is there. `span` is the text with its quotes: the places in the
/// template are exact where it is written without escapes.
pub(in crate::syntax) fn parse_json_template(
    file: &SourceFile,
    text: &str,
    span: Span,
) -> (Option<Expr>, Vec<Diagnostic>) {
    if !text.contains("${") && !text.contains("%{") {
        return (Some(Expr { kind: ExprKind::String(text.into()), span }), Vec::new());
    }
    let inner = span.start as usize + 1..(span.end as usize).saturating_sub(1);
    let exact = file.text().get(inner.clone()) == Some(text);
    let place = if exact { Place::From(inner.start) } else { Place::Within(span) };
    let (expr, diagnostics) = template(&Source { file: file.id(), place, text });
    (expr.map(|expr| Expr { span, ..expr }), diagnostics)
}

fn template(source: &Source<'_>) -> (Option<Expr>, Vec<Diagnostic>) {
    read(source, Grammar::Template, parser::parse_template, |lower, template| {
        let kind = lower.bare_template(template);
        Expr { kind, span: lower.span(0..source.text.len()) }
    })
}

/// A text to parse, and where it stands.
struct Source<'t> {
    file: FileId,
    place: Place,
    text: &'t str,
}

impl<'t> Source<'t> {
    /// All of the file but for a byte order mark.
    fn whole(file: &'t SourceFile) -> Self {
        let text = file.text().strip_prefix('\u{feff}').unwrap_or(file.text());
        Self { file: file.id(), place: Place::From(file.text().len() - text.len()), text }
    }

    fn lower(&self) -> Lower<'t> {
        Lower::new(self.file, self.place, self.text)
    }
}

fn read<'f, P, T>(
    source: &Source<'f>,
    grammar: Grammar,
    parse: fn(&str) -> Result<P, parser::Error>,
    lower: impl FnOnce(&mut Lower<'f>, &P) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let parsed = match parse_with_duplicates(source, grammar, parse) {
        Ok(parsed) => parsed,
        Err(refusal) => return (None, vec![explain(source.text, grammar, &refusal, &source.lower())]),
    };
    finish(source.lower(), |state| lower(state, &parsed))
}

fn finish<'f, T>(
    mut state: Lower<'f>,
    lower: impl FnOnce(&mut Lower<'f>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let lowered = lower(&mut state);
    let diagnostics = state.into_diagnostics();
    ((!has_errors(&diagnostics)).then_some(lowered), diagnostics)
}

fn parse_with_duplicates<P>(
    source: &Source<'_>,
    grammar: Grammar,
    parse: fn(&str) -> Result<P, parser::Error>,
) -> Result<P, Refusal> {
    if let Some(offset) = retries::too_many(source.text) {
        return Err(Refusal::for_depth(offset));
    }
    if let Some(offset) = duplicates::too_many_items(source.text) {
        return Err(Refusal::for_size(offset));
    }
    let plain = carriage_returns::blank_out(source.text, grammar).map_err(Refusal::for_carriage_return)?;
    let mut text = match heredocs::separate(&plain, |text| grammar.scan(text)) {
        None => plain,
        Some(separated) => {
            if let Some((fault, _)) =
                separated.unread.filter(|(_, empty)| retries::are_too_many(*empty, source.text))
            {
                return Err(Refusal::at_fault(fault));
            }
            Cow::Owned(separated.text)
        }
    };
    for _ in 0..MAX_RUNS {
        let refusal = match parse(&text) {
            Ok(parsed) => return Ok(parsed),
            Err(error) => Refusal::new(&text, &error),
        };
        match refusal.is_for_equal_names().then(|| duplicates::rename(&text, refusal.offset)).flatten() {
            Some(renamed) => text = Cow::Owned(renamed),
            None => return Err(refusal),
        }
    }
    parse(&text).map_err(|error| Refusal::new(&text, &error))
}
