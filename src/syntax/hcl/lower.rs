//! The way from the parser's tree to ours: the state that all parts share. What each construct becomes stands in the
//! file of that construct.

use std::ops::Range;
use std::sync::Arc;

use hcl_edit::Decorated;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::tree::Ident;

use super::literal::{Fault, normalise};
use super::messages;

/// How deep a tree may become. Everything that walks trees recurses, so this bounds the stack that they need. Paths of
/// attributes and indexes count too: the parser's own limits do not see them.
const MAX_DEPTH: usize = 384;

/// Where a parsed thing stands. All have a place: nothing here is made by hand.
pub(super) fn range_of(parsed: &impl hcl_edit::Span) -> Range<usize> {
    parsed.span().unwrap_or(0..0)
}

/// Whether a character can stand in a name after its first.
pub(super) fn is_in_name(character: char) -> bool {
    character == '_' || character == '-' || character.is_alphanumeric()
}

/// Where the bytes of a text stand.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// From this byte of the file on; one before its first byte, where a bracket was put in front.
    From(usize),
    /// Somewhere in here: what is written there is not the text itself, byte by byte.
    Within(Span),
}

/// Turns the parser's tree of one text into ours.
pub(super) struct Lower<'s> {
    file: FileId,
    place: Place,
    text: &'s str,
    depth: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Lower<'s> {
    /// `text` is what was written. Where the parser read an altered copy of the same length, names and texts still come
    /// from here.
    pub(super) fn new(file: FileId, place: Place, text: &'s str) -> Self {
        Self { file, place, text, depth: 0, diagnostics: Vec::new() }
    }

    /// What was found on the way, in the order of the text.
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|found| found.primary.as_ref().map(|label| label.span.start));
        self.diagnostics
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn report_fault(&mut self, fault: &Fault, start: usize) {
        let range = start + fault.range.start..start + fault.range.end;
        let raw = &self.text[range.clone()];
        self.report(messages::string_fault(&fault.kind, raw, self.span(range)));
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self.place {
            Place::From(base) => {
                Span::new(self.file, base.wrapping_add(range.start)..base.wrapping_add(range.end))
            }
            Place::Within(span) => span,
        }
    }

    pub(super) fn text(&self, range: Range<usize>) -> &'s str {
        &self.text[range]
    }

    /// What follows byte `at`.
    pub(super) fn rest(&self, at: usize) -> &'s str {
        &self.text[at..]
    }

    pub(super) fn name(&self, parsed: &Decorated<hcl_edit::Ident>) -> Ident {
        self.name_at(range_of(parsed))
    }

    pub(super) fn name_at(&self, range: Range<usize>) -> Ident {
        Ident { text: self.name_text(range.clone()), span: self.span(range) }
    }

    pub(super) fn name_text(&self, range: Range<usize>) -> Arc<str> {
        normalise(self.text(range))
    }

    /// Reports a keyword that is glued to the expression after it: the parser would take `inlist` for `in list`.
    pub(super) fn refuse_glued(&mut self, keyword: &str, after: &impl hcl_edit::Span) {
        let start = range_of(after).start;
        let glued = self.text[..start].ends_with(keyword) && self.text[start..].starts_with(is_in_name);
        if glued {
            let span = self.span(start - keyword.len()..start);
            self.report(messages::glued(keyword, span));
        }
    }

    /// Runs `then` on a part that is `levels` deeper, or reports that there is no going deeper.
    pub(super) fn deeper<T>(
        &mut self,
        levels: usize,
        range: Range<usize>,
        then: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        if self.depth + levels > MAX_DEPTH {
            self.report(messages::too_deep(self.span(range)));
            return None;
        }
        self.depth += levels;
        let result = then(self);
        self.depth -= levels;
        Some(result)
    }

    /// Runs `then` over a part of the text that is parsed on its own.
    pub(super) fn within<T>(&mut self, range: Range<usize>, then: impl FnOnce(&mut Self) -> T) -> T {
        let place = match self.place {
            Place::From(base) => Place::From(base.wrapping_add(range.start)),
            within @ Place::Within(_) => within,
        };
        let mut inner = Self { depth: self.depth, ..Self::new(self.file, place, &self.text[range]) };
        let result = then(&mut inner);
        self.diagnostics.append(&mut inner.diagnostics);
        result
    }
}
