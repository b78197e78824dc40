//! The source lines that a diagnostic points at, cut and annotated for `annotate-snippets`.
//!
//! That library panics on a span outside the text, counts some places in its own way and lets labels control the
//! terminal. All of it is put right here, so that its `file:line:col` is always the one of the other formats.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Snippet, normalize_untrusted_str};

use crate::diagnostic::{Diagnostic, Label};
use crate::source::{SourceFile, Sources};

use super::confidential::shown;
use super::place::{BYTE_ORDER_MARK, clamp, display_path};

/// The marks that are shown in one cut of one file.
struct Cut<'d> {
    file: Arc<SourceFile>,
    /// Whether this is the empty line after the last line break. The library draws that line only when it is alone.
    after_last_line: bool,
    marks: Vec<Mark<'d>>,
}

struct Mark<'d> {
    range: Range<usize>,
    text: &'d str,
    kind: AnnotationKind,
}

/// The snippets of a diagnostic: first the one with the place to mend, then a snippet for each other file.
pub(super) fn snippets<'d>(diagnostic: &'d Diagnostic, sources: &Sources, root: &Path) -> Vec<Element<'d>> {
    let primary = diagnostic.primary.iter().map(|label| (label, AnnotationKind::Primary));
    let related = diagnostic.related.iter().map(|label| (label, AnnotationKind::Context));
    let mut cuts: Vec<Cut<'d>> = Vec::new();
    for (label, kind) in primary.chain(related) {
        if let Some(file) = sources.get(label.span.file) {
            place_mark(&mut cuts, file, label, kind);
        }
    }
    cuts.into_iter().flat_map(|cut| cut.into_elements(root)).collect()
}

fn place_mark<'d>(cuts: &mut Vec<Cut<'d>>, file: Arc<SourceFile>, label: &'d Label, kind: AnnotationKind) {
    let text = file.text();
    let mut range = clamp(label.span, text);
    // Ending before a line break points at the same thing, and does not draw the next line as a part of it.
    range.end = range.start + text[range.clone()].trim_end_matches(['\n', '\r']).len();
    let after_last_line = range.start == text.len() && text.ends_with('\n');
    let mark = Mark { range, text: &label.text, kind };
    let same = |cut: &&mut Cut<'_>| cut.file.id() == file.id() && cut.after_last_line == after_last_line;
    match cuts.iter_mut().find(same) {
        Some(cut) => cut.marks.push(mark),
        None => cuts.push(Cut { file, after_last_line, marks: vec![mark] }),
    }
}

/// More bytes of source than anybody reads; the library takes seconds to draw a few million.
const MOST_SHOWN: usize = 1 << 16;

impl<'d> Cut<'d> {
    fn into_elements(self, root: &Path) -> Vec<Element<'d>> {
        let text = self.file.text();
        let lines = whole_lines(text, &self.marks);
        let path = normalize_untrusted_str(&display_path(self.file.path(), root));
        if lines.len() > MOST_SHOWN {
            let first = self.marks.iter().map(|mark| mark.range.start).min().unwrap_or(0);
            let place = self.file.position(first);
            let origin = Origin::path(path).line(place.line).char_column(place.column);
            let note = Level::NOTE.message("the source is too long to be shown");
            return vec![origin.into(), note.into()];
        }
        let annotations = self.marks.into_iter().map(|mark| {
            let inside = |byte: usize| byte.saturating_sub(lines.start);
            let label = (!mark.text.is_empty()).then(|| normalize_untrusted_str(mark.text));
            mark.kind.span(inside(mark.range.start)..inside(mark.range.end)).label(label)
        });
        let snippet = Snippet::source(shown(&self.file, lines.clone()))
            .path(path)
            .line_start(self.file.position(lines.start).line)
            .annotations(annotations);
        vec![snippet.into()]
    }
}

/// The bytes of the lines from the first mark to the last, with their line breaks.
fn whole_lines(text: &str, marks: &[Mark<'_>]) -> Range<usize> {
    let first = marks.iter().map(|mark| mark.range.start).min().unwrap_or(0);
    let last = marks.iter().map(|mark| mark.range.end).max().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |line_break| line_break + 1);
    let end = text[last..].find('\n').map_or(text.len(), |line_break| last + line_break + 1);
    if start == 0 && text.starts_with(BYTE_ORDER_MARK) {
        return BYTE_ORDER_MARK.len_utf8()..end;
    }
    start..end
}
