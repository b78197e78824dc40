//! Templates: quoted strings, heredocs and whole files.
//!
//! The order of what happens to the text is part of the language: it comes in pieces that end with their line, `~` trims
//! the piece next to it and no more, then a flush heredoc loses its indentation, and only then do pieces become one text.

use std::borrow::Cow;
use std::ops::Range;
use std::vec::IntoIter;

use hcl_edit::template as parsed;
use hcl_edit::template::{Directive, Element, Strip};

use crate::source::Span;
use crate::syntax::tree::{Expr, ExprKind, Ident, TemplateFor, TemplateIf, TemplatePart};

use super::literal::{normalise, unescape_markers, unquote};
use super::lower::{Lower, range_of};
use super::messages;

/// How the text between the expressions is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Quoted,
    Heredoc { flush: bool },
    Bare,
}

/// A template taken apart, in the order written: nothing is nested yet.
enum Piece<'s> {
    Text(Cow<'s, str>, Span),
    Interpolation(Expr),
    If(Expr),
    For { key: Option<Ident>, value: Ident, collection: Expr },
    Else,
    End,
}

/// The pieces so far, and whether the last one trims the text after it.
struct Pieces<'s> {
    list: Vec<Piece<'s>>,
    style: Style,
    trim_next: bool,
}

impl<'s> Lower<'s> {
    pub(super) fn string_template(&mut self, template: &parsed::StringTemplate) -> ExprKind {
        self.template(template.iter(), Style::Quoted)
    }

    pub(super) fn bare_template(&mut self, template: &parsed::Template) -> ExprKind {
        self.template(template.iter(), Style::Bare)
    }

    pub(super) fn heredoc(&mut self, heredoc: &parsed::HeredocTemplate, range: Range<usize>) -> ExprKind {
        // The end marker stands alone on a line that is ended.
        let after = self.rest(range.end).trim_start_matches([' ', '\t']);
        if !after.starts_with('\n') && !after.starts_with("\r\n") {
            let marker = heredoc.delimiter.as_str();
            let place = self.span(range.end - marker.len()..range.end);
            self.report(messages::heredoc_end(marker, after.is_empty(), place));
        }
        let flush = self.text(range).starts_with("<<-");
        self.template(heredoc.template.iter(), Style::Heredoc { flush })
    }

    fn template<'t>(&mut self, elements: impl Iterator<Item = &'t Element>, style: Style) -> ExprKind {
        let mut pieces = Pieces { list: Vec::new(), style, trim_next: false };
        self.collect(elements, &mut pieces);
        let mut pieces = pieces.list;
        if style == (Style::Heredoc { flush: true }) {
            remove_indentation(&mut pieces);
        }
        let pieces = meld(pieces);
        match (&pieces[..], style) {
            ([], _) => ExprKind::String(normalise("")),
            ([Piece::Text(text, _)], _) => ExprKind::String(normalise(text)),
            ([Piece::Interpolation(_)], Style::Quoted | Style::Bare) => match pieces.into_iter().next() {
                Some(Piece::Interpolation(expr)) => ExprKind::Interpolation(Box::new(expr)),
                _ => unreachable!("internal: the pattern above names the only piece"),
            },
            _ => ExprKind::Template(nest(&mut pieces.into_iter()).0),
        }
    }

    fn collect<'t>(&mut self, elements: impl Iterator<Item = &'t Element>, pieces: &mut Pieces<'s>) {
        for element in elements {
            match element {
                Element::Literal(literal) => self.literal(range_of(literal), pieces),
                Element::Interpolation(interpolation) => {
                    let expr = self.expr(&interpolation.expr);
                    pieces.push(Piece::Interpolation(expr), interpolation.strip);
                }
                Element::Directive(directive) => self.directive(directive, pieces),
            }
        }
    }

    fn directive(&mut self, directive: &Directive, pieces: &mut Pieces<'s>) {
        match directive {
            Directive::If(directive) => {
                let opening = &directive.if_expr;
                self.refuse_glued("if", &opening.cond_expr);
                pieces.push(Piece::If(self.expr(&opening.cond_expr)), opening.strip);
                self.nested(&opening.template, pieces);
                if let Some(middle) = &directive.else_expr {
                    pieces.push(Piece::Else, middle.strip);
                    self.nested(&middle.template, pieces);
                }
                pieces.push(Piece::End, directive.endif_expr.strip);
            }
            Directive::For(directive) => {
                let opening = &directive.for_expr;
                self.refuse_glued("for", opening.key_var.as_ref().unwrap_or(&opening.value_var));
                self.refuse_glued("in", &opening.collection_expr);
                let piece = Piece::For {
                    key: opening.key_var.as_ref().map(|name| self.name(name)),
                    value: self.name(&opening.value_var),
                    collection: self.expr(&opening.collection_expr),
                };
                pieces.push(piece, opening.strip);
                self.nested(&opening.template, pieces);
                pieces.push(Piece::End, directive.endfor_expr.strip);
            }
        }
    }

    fn nested(&mut self, template: &parsed::Template, pieces: &mut Pieces<'s>) {
        let range = range_of(template);
        let done = self.deeper(1, range, |lower| lower.collect(template.iter(), pieces));
        done.unwrap_or_default();
    }

    fn literal(&mut self, range: Range<usize>, pieces: &mut Pieces<'s>) {
        let raw = self.text(range.clone());
        if pieces.style == Style::Quoted {
            match unquote(raw) {
                Ok(text) => pieces.push_text(text, self.span(range)),
                Err(fault) => self.report_fault(&fault, range.start),
            }
            return;
        }
        let mut start = range.start;
        for line in raw.split_inclusive('\n') {
            let end = start + line.len();
            pieces.push_text(unescape_markers(line), self.span(start..end));
            start = end;
        }
    }
}

impl<'s> Pieces<'s> {
    fn push(&mut self, piece: Piece<'s>, strip: Strip) {
        if let (true, Some(Piece::Text(text, _))) = (strip.strip_start(), self.list.last_mut()) {
            let length = text.trim_end().len();
            cut(text, 0..length);
        }
        self.trim_next = strip.strip_end();
        self.list.push(piece);
    }

    fn push_text(&mut self, mut text: Cow<'s, str>, span: Span) {
        if std::mem::take(&mut self.trim_next) {
            let start = text.len() - text.trim_start().len();
            let end = text.len();
            cut(&mut text, start..end);
        }
        self.list.push(Piece::Text(text, span));
    }
}

/// Keeps only `range` of the text.
fn cut(text: &mut Cow<'_, str>, range: Range<usize>) {
    match text {
        Cow::Borrowed(borrowed) => *borrowed = &borrowed[range],
        Cow::Owned(owned) => {
            owned.truncate(range.end);
            owned.drain(..range.start);
        }
    }
}

/// Takes the indentation that all lines share from the front of each. Lines of blanks alone have no say and stay.
fn remove_indentation(pieces: &mut [Piece<'_>]) {
    let mut smallest = usize::MAX;
    let mut indented = Vec::new();
    let mut at_line_start = true;
    for (index, piece) in pieces.iter().enumerate() {
        let ends_line = matches!(piece, Piece::Text(text, _) if text.ends_with('\n'));
        if at_line_start {
            match piece {
                Piece::Text(text, _) if ends_line && text.trim_start().is_empty() => {}
                Piece::Text(text, _) => {
                    let blanks = &text[..text.len() - text.trim_start().len()];
                    smallest = smallest.min(blanks.chars().count());
                    indented.push(index);
                }
                _ => smallest = 0,
            }
        }
        at_line_start = ends_line;
    }
    for index in indented {
        if let Piece::Text(text, span) = &mut pieces[index] {
            let (start, end) = (text.chars().take(smallest).map(char::len_utf8).sum(), text.len());
            cut(text, start..end);
            span.start += u32::try_from(start).unwrap_or(0);
        }
    }
}

/// Makes one piece of text pieces that follow each other.
fn meld(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut melded: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (melded.last_mut(), piece) {
            (Some(Piece::Text(before, whole)), Piece::Text(text, span)) => {
                before.to_mut().push_str(&text);
                *whole = whole.to(span);
            }
            (_, piece) => melded.push(piece),
        }
    }
    melded
}

/// What ended a sequence of parts.
#[derive(PartialEq, Eq)]
enum Ended {
    Else,
    End,
}

/// The parts up to the `else` or the end that belongs to them.
fn nest(pieces: &mut IntoIter<Piece<'_>>) -> (Vec<TemplatePart>, Ended) {
    let mut parts = Vec::new();
    while let Some(piece) = pieces.next() {
        parts.push(match piece {
            // Text that was trimmed to nothing still kept a lone interpolation from passing its type on; now it goes.
            Piece::Text(text, _) if text.is_empty() => continue,
            Piece::Text(text, span) => TemplatePart::Literal(normalise(&text), span),
            Piece::Interpolation(expr) => TemplatePart::Interpolation(expr),
            Piece::If(condition) => {
                let (then, ended) = nest(pieces);
                let otherwise = if ended == Ended::Else { nest(pieces).0 } else { Vec::new() };
                TemplatePart::If(Box::new(TemplateIf { condition, then, otherwise }))
            }
            Piece::For { key, value, collection } => {
                let body = nest(pieces).0;
                TemplatePart::For(Box::new(TemplateFor { key, value, collection, body }))
            }
            Piece::Else => return (parts, Ended::Else),
            Piece::End => return (parts, Ended::End),
        });
    }
    (parts, Ended::End)
}
