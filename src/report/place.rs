//! A span as people read it: a path they can copy, with lines and columns. Shared by all formats, so that they agree.

use std::ops::Range;
use std::path::Path;

use crate::source::{Position, SourceFile, Sources, Span};

/// What some editors put before a file's first character. Nobody counts it as a column.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// A span that was found in a file.
pub(super) struct Place {
    /// The file, relative to the root where it is below it.
    pub(super) file: String,
    /// The first character.
    pub(super) start: Position,
    /// One past the last character.
    pub(super) end: Position,
}

/// The place of `span`; `None` for what was written in no file.
pub(super) fn place_of(span: Span, sources: &Sources, root: &Path) -> Option<Place> {
    let file = sources.get(span.file)?;
    let range = clamp(span, file.text());
    Some(Place {
        file: display_path(file.path(), root),
        start: position(&file, range.start),
        end: position(&file, range.end),
    })
}

/// `path` as messages show it: relative to `root` where it is below it, whole elsewhere.
pub fn display_path(path: &Path, root: &Path) -> String {
    match path.strip_prefix(root) {
        Ok(below) if below.as_os_str().is_empty() => ".".to_owned(),
        Ok(below) => below.to_string_lossy().into_owned(),
        Err(_) => path.to_string_lossy().into_owned(),
    }
}

/// The bytes of `span`, moved to where characters of `text` begin: a span may come from an older text of the file.
pub(super) fn clamp(span: Span, text: &str) -> Range<usize> {
    let bound = |byte: usize| text.floor_char_boundary(byte.min(text.len()));
    let start = bound(span.range().start);
    start..bound(span.range().end).max(start)
}

fn position(file: &SourceFile, offset: usize) -> Position {
    let mut position = file.position(offset);
    if position.line == 1 && position.column > 1 && file.text().starts_with(BYTE_ORDER_MARK) {
        position.column -= 1;
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(text: &str, range: Range<usize>) -> String {
        let sources = Sources::default();
        let file = sources.add(Path::new("/estate/live/env.hcl"), text);
        let place = place_of(Span::new(file.id(), range), &sources, Path::new("/estate")).unwrap();
        let Place { file, start, end } = place;
        format!("{file}:{}:{} to {}:{}", start.line, start.column, end.line, end.column)
    }

    #[test]
    fn columns_count_characters_and_end_past_the_last_one() {
        assert_eq!(described("a = 1\nb = \"ü\"\n", 10..14), "live/env.hcl:2:5 to 2:8");
        assert_eq!(described("a = [\n  1,\n]\n", 4..12), "live/env.hcl:1:5 to 3:2");
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(described("\u{feff}a = 1", 3..4), "live/env.hcl:1:1 to 1:2");
        assert_eq!(described("\u{feff}a = 1", 0..1), "live/env.hcl:1:1 to 1:1");
        assert_eq!(described("\u{feff}a = 1\nb = 2", 9..10), "live/env.hcl:2:1 to 2:2");
    }

    #[test]
    fn a_span_that_does_not_fit_the_text_is_moved_into_it() {
        assert_eq!(described("ü", 1..99), "live/env.hcl:1:1 to 1:2");
        assert_eq!(described("a\n", 70..80), "live/env.hcl:2:1 to 2:1");
    }

    #[test]
    fn only_what_is_below_the_root_is_shortened() {
        let shown = |path: &str| display_path(Path::new(path), Path::new("/estate"));
        assert_eq!(shown("/estate/live/env.hcl"), "live/env.hcl");
        assert_eq!(shown("/estates/env.hcl"), "/estates/env.hcl");
        assert_eq!(shown("/estate"), ".");
    }

    #[test]
    fn what_was_written_in_no_file_has_no_place() {
        assert!(place_of(Span::NONE, &Sources::default(), Path::new("/estate")).is_none());
    }
}
