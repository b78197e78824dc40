//! The text that a string literal stands for: escapes resolved, Unicode normalised. Knows nothing of spans in files:
//! faults are given as offsets into the raw text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// What is wrong inside a quoted string.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where, in the raw text.
    pub(super) range: Range<usize>,
    /// What.
    pub(super) kind: FaultKind,
}

/// The ways a quoted string can be wrong.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// The string goes on over the end of its line.
    LineBreak,
    /// A `"` that is not escaped.
    Quote,
    /// A backslash with something that is no escape.
    Escape,
}

/// The text of a quoted string, given what stands between its quotes (or a stretch of it without `${` and `%{`).
pub(super) fn unquote(raw: &str) -> Result<Cow<'_, str>, Fault> {
    let special = |c: char| matches!(c, '\\' | '$' | '%' | '\n' | '\r' | '"');
    if !raw.contains(special) {
        return Ok(Cow::Borrowed(raw));
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(special) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let start = raw.len() - from.len();
        let fault = |length: usize, kind| Err(Fault { range: start..start + length, kind });
        let taken = match from.as_bytes()[0] {
            b'\\' => match escape(from) {
                Ok((character, length)) => {
                    text.push(character);
                    length
                }
                Err(length) => return fault(length, FaultKind::Escape),
            },
            b'\n' | b'\r' => return fault(1, FaultKind::LineBreak),
            b'"' => return fault(1, FaultKind::Quote),
            _ => push_marker(from, &mut text),
        };
        rest = &from[taken..];
    }
    text.push_str(rest);
    Ok(Cow::Owned(text))
}

/// The text of a heredoc or a bare template: only `$${` and `%%{` are escapes there.
pub(super) fn unescape_markers(raw: &str) -> Cow<'_, str> {
    if !raw.contains("$${") && !raw.contains("%%{") {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['$', '%']) {
        text.push_str(&rest[..at]);
        let taken = push_marker(&rest[at..], &mut text);
        rest = &rest[at + taken..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Shared text in the normal form that values are compared in.
pub(super) fn normalise(text: &str) -> Arc<str> {
    if text.is_ascii() || is_nfc(text) { Arc::from(text) } else { text.nfc().collect::<String>().into() }
}

/// Takes the `$` or `%` that `from` starts with, or the whole escaped marker.
fn push_marker(from: &str, text: &mut String) -> usize {
    if from.starts_with("$${") || from.starts_with("%%{") {
        text.push_str(&from[1..3]);
        return 3;
    }
    text.push_str(&from[..1]);
    1
}

/// The character that the escape at the start of `from` stands for, with the length of the escape; for a bad one its
/// length alone.
fn escape(from: &str) -> Result<(char, usize), usize> {
    let selector = from[1..].chars().next().ok_or(1_usize)?;
    let simple = |character| Ok((character, 2));
    match selector {
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        '"' => simple('"'),
        '\\' => simple('\\'),
        'u' => code_point(from, 6),
        'U' => code_point(from, 10),
        other => Err(1 + other.len_utf8()),
    }
}

fn code_point(from: &str, length: usize) -> Result<(char, usize), usize> {
    let digits = from[2..].bytes().take(length - 2).take_while(u8::is_ascii_hexdigit).count();
    let value = u32::from_str_radix(&from[2..2 + digits], 16).ok();
    match value.and_then(char::from_u32) {
        Some(character) if digits == length - 2 => Ok((character, length)),
        _ => Err(2 + digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_strings_resolve_every_escape() {
        let cases = [
            ("", ""),
            ("plain", "plain"),
            (r#"a\n\r\t\"\\b"#, "a\n\r\t\"\\b"),
            (r"\u00e9\U0001F600", "é😀"),
            ("$${x} %%{y}", "${x} %{y}"),
            ("$$${x}", "$${x}"),
            ("$5 100% $ %", "$5 100% $ %"),
            ("$$ %% $$x", "$$ %% $$x"),
            (r"\\n", r"\n"),
        ];
        for (raw, expected) in cases {
            assert_eq!(unquote(raw).unwrap(), expected, "{raw}");
        }
    }

    #[test]
    fn quoted_strings_say_what_is_wrong_and_where() {
        let cases = [
            (r"ab\d", 2..4, FaultKind::Escape),
            (r"\é", 0..3, FaultKind::Escape),
            (r"\u12", 0..4, FaultKind::Escape),
            (r"\ud800", 0..6, FaultKind::Escape),
            (r"\U1234567", 0..9, FaultKind::Escape),
            ("a\\", 1..2, FaultKind::Escape),
            ("a\nb", 1..2, FaultKind::LineBreak),
            ("a\"b", 1..2, FaultKind::Quote),
        ];
        for (raw, range, kind) in cases {
            assert_eq!(unquote(raw), Err(Fault { range, kind }), "{raw}");
        }
    }

    #[test]
    fn heredocs_keep_backslashes() {
        assert_eq!(unescape_markers(r"a\n$${x} %%{ if } $$"), r"a\n${x} %{ if } $$");
    }

    #[test]
    fn text_is_normalised() {
        assert_eq!(&*normalise("e\u{301}"), "é");
    }
}
