//! Texts without quotes.

use super::cursor::Cursor;
use super::node::YamlError;

/// A text without quotes.
pub(super) struct PlainScalar {
    pub(super) text: String,
    /// One past its last byte.
    pub(super) end: usize,
    /// Whether the cursor is in a later line.
    pub(super) ends_in_later_line: bool,
}

/// Reads a text up to what cannot belong to it. `indent` is that of the collection around it.
///
/// # Errors
/// When a tab stands where indentation is.
pub(super) fn plain_scalar(
    cursor: &mut Cursor<'_>,
    indent: isize,
    in_flow: bool,
) -> Result<PlainScalar, YamlError> {
    let indent = usize::try_from(indent + 1).unwrap_or(0);
    let mut text = String::new();
    let mut end = cursor.mark.offset;
    let mut blanks = String::new();
    let mut line_break = String::new();
    let mut empty_lines = String::new();
    loop {
        if cursor.is_document_mark() || cursor.byte() == b'#' {
            break;
        }
        while !cursor.is_space_at(0) && !ends_here(cursor, in_flow) {
            join(&mut text, &mut line_break, &mut empty_lines, &mut blanks);
            cursor.read(&mut text);
            end = cursor.mark.offset;
        }
        if !(cursor.is_blank() || cursor.is_break()) {
            break;
        }
        while cursor.is_blank() || cursor.is_break() {
            if cursor.is_break() {
                blanks.clear();
                cursor.read_break(if line_break.is_empty() { &mut line_break } else { &mut empty_lines });
            } else if line_break.is_empty() {
                cursor.read(&mut blanks);
            } else if cursor.mark.column < indent && cursor.byte() == b'\t' {
                return Err(cursor.error("a tab stands where spaces must indent"));
            } else {
                cursor.skip();
            }
        }
        if !in_flow && cursor.mark.column < indent {
            break;
        }
    }
    Ok(PlainScalar { text, end, ends_in_later_line: !line_break.is_empty() })
}

fn ends_here(cursor: &Cursor<'_>, in_flow: bool) -> bool {
    match cursor.byte() {
        b':' => cursor.is_space_at(1),
        b',' | b'?' | b'[' | b']' | b'{' | b'}' => in_flow,
        _ => false,
    }
}

/// Puts what stands between two words: one line break is a space, more are one less.
pub(super) fn join(
    text: &mut String,
    line_break: &mut String,
    empty_lines: &mut String,
    blanks: &mut String,
) {
    if line_break.is_empty() {
        text.push_str(blanks);
    } else if line_break != "\n" {
        text.push_str(line_break);
        text.push_str(empty_lines);
    } else if empty_lines.is_empty() {
        text.push(' ');
    } else {
        text.push_str(empty_lines);
    }
    line_break.clear();
    empty_lines.clear();
    blanks.clear();
}
