//! Texts between quotes.

use super::cursor::Cursor;
use super::node::YamlError;
use super::plain_scalar::join;

/// Reads the text and where it ends.
///
/// # Errors
/// When it does not end, or an escape is not known.
pub(super) fn quoted_scalar(cursor: &mut Cursor<'_>) -> Result<(String, usize), YamlError> {
    let start = cursor.mark.offset;
    let quote = cursor.byte();
    let is_single = quote == b'\'';
    cursor.skip();
    let mut text = String::new();
    let mut blanks = String::new();
    let mut line_break = String::new();
    let mut empty_lines = String::new();
    loop {
        if cursor.is_document_mark() {
            return Err(cursor.error("a document ends inside a quoted text"));
        }
        if cursor.is_end() {
            return Err(YamlError::new(start, "the quoted text that begins here does not end"));
        }
        let mut after_escaped_break = false;
        while !cursor.is_space_at(0) {
            if is_single && cursor.byte() == b'\'' && cursor.byte_at(1) == b'\'' {
                text.push('\'');
                cursor.skip_many(2);
            } else if cursor.byte() == quote {
                break;
            } else if !is_single && cursor.byte() == b'\\' && cursor.is_break_at(1) {
                cursor.skip();
                cursor.skip_break();
                after_escaped_break = true;
                break;
            } else if !is_single && cursor.byte() == b'\\' {
                text.push(escape(cursor)?);
            } else {
                cursor.read(&mut text);
            }
        }
        if cursor.byte() == quote {
            cursor.skip();
            return Ok((text, cursor.mark.offset));
        }
        let mut in_later_line = after_escaped_break;
        while cursor.is_blank() || cursor.is_break() {
            if cursor.is_break() {
                blanks.clear();
                let first = !std::mem::replace(&mut in_later_line, true);
                cursor.read_break(if first { &mut line_break } else { &mut empty_lines });
            } else if in_later_line {
                cursor.skip();
            } else {
                cursor.read(&mut blanks);
            }
        }
        if after_escaped_break {
            text.push_str(&empty_lines);
            empty_lines.clear();
        } else {
            join(&mut text, &mut line_break, &mut empty_lines, &mut blanks);
        }
    }
}

fn escape(cursor: &mut Cursor<'_>) -> Result<char, YamlError> {
    let c = match cursor.byte_at(1) {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        byte @ (b' ' | b'"' | b'\'' | b'\\') => char::from(byte),
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        b'x' => return code_point(cursor, 2),
        b'u' => return code_point(cursor, 4),
        b'U' => return code_point(cursor, 8),
        _ => return Err(cursor.error("there is no such escape")),
    };
    cursor.skip_many(2);
    Ok(c)
}

fn code_point(cursor: &mut Cursor<'_>, length: usize) -> Result<char, YamlError> {
    let digit = |distance| char::from(cursor.byte_at(2 + distance)).to_digit(16);
    let code = (0..length).try_fold(0_u32, |code, distance| Some((code << 4) | digit(distance)?));
    let code = code.ok_or_else(|| cursor.error(format!("expected {length} hexadecimal digits")))?;
    let c = char::from_u32(code).ok_or_else(|| cursor.error("there is no such character"))?;
    cursor.skip_many(2 + length);
    Ok(c)
}
