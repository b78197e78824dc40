//! Texts after `|` and `>`.

use super::cursor::Cursor;
use super::node::YamlError;

/// What becomes of the line breaks at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Strip,
    Clip,
    Keep,
}

/// Reads the text and where it ends. `indent` is that of the collection around it.
///
/// # Errors
/// When its head is not understood, or a tab stands where indentation is.
pub(super) fn block_scalar(cursor: &mut Cursor<'_>, indent: isize) -> Result<(String, usize), YamlError> {
    let is_literal = cursor.byte() == b'|';
    cursor.skip();
    let (chomping, increment) = head(cursor)?;
    let around = usize::try_from(indent).unwrap_or(0);
    let mut column = increment.map(|increment| around + increment);
    let least = usize::try_from(indent + 1).unwrap_or(0).max(1);

    let mut text = String::new();
    let mut line_break = String::new();
    let mut empty_lines = String::new();
    let mut end = empty(cursor, &mut column, least, &mut empty_lines)?;
    let mut previous_is_indented = false;
    while column == Some(cursor.mark.column) && !cursor.is_end() {
        let is_indented = cursor.is_blank();
        if !is_literal && !previous_is_indented && !is_indented && line_break.starts_with('\n') {
            if empty_lines.is_empty() {
                text.push(' ');
            }
            line_break.clear();
        }
        text.push_str(&line_break);
        text.push_str(&empty_lines);
        line_break.clear();
        empty_lines.clear();
        previous_is_indented = is_indented;
        while !cursor.is_line_end() {
            cursor.read(&mut text);
        }
        cursor.read_break(&mut line_break);
        end = empty(cursor, &mut column, least, &mut empty_lines)?;
    }
    if chomping != Chomping::Strip {
        text.push_str(&line_break);
    }
    if chomping == Chomping::Keep {
        text.push_str(&empty_lines);
    }
    Ok((text, end))
}

fn head(cursor: &mut Cursor<'_>) -> Result<(Chomping, Option<usize>), YamlError> {
    let mut chomping = None;
    let mut increment = None;
    // Each at most once, in either order.
    for _ in 0..2 {
        match cursor.byte() {
            sign @ (b'+' | b'-') if chomping.is_none() => {
                chomping = Some(if sign == b'+' { Chomping::Keep } else { Chomping::Strip });
            }
            b'0' if increment.is_none() => return Err(cursor.error("an indentation of 0 is not possible")),
            digit @ b'1'..=b'9' if increment.is_none() => increment = Some(usize::from(digit - b'0')),
            _ => break,
        }
        cursor.skip();
    }
    cursor.skip_blanks();
    cursor.skip_comment();
    if !cursor.is_line_end() {
        return Err(cursor.error("expected a comment or the end of the line after `|` or `>`"));
    }
    cursor.skip_break();
    Ok((chomping.unwrap_or(Chomping::Clip), increment))
}

/// Passes empty lines and the indentation of the next one; the first decides how much that is. Returns where the last
/// passed line ends.
fn empty(
    cursor: &mut Cursor<'_>,
    column: &mut Option<usize>,
    least: usize,
    breaks: &mut String,
) -> Result<usize, YamlError> {
    let mut end = cursor.mark.offset;
    let mut widest = 0;
    loop {
        let is_before = |cursor: &Cursor<'_>| column.is_none_or(|column| cursor.mark.column < column);
        while is_before(cursor) && cursor.byte() == b' ' {
            cursor.skip();
        }
        widest = widest.max(cursor.mark.column);
        if is_before(cursor) && cursor.byte() == b'\t' {
            return Err(cursor.error("a tab stands where spaces must indent"));
        }
        if !cursor.is_break() {
            break;
        }
        cursor.read_break(breaks);
        end = cursor.mark.offset;
    }
    column.get_or_insert(widest.max(least));
    Ok(end)
}
