//! `!!str`, `!<uri>` and what stands in `%TAG`.

use super::cursor::Cursor;
use super::node::YamlError;
use super::token::{Token, TokenKind};

/// Reads a tag.
///
/// # Errors
/// When it is none.
pub(super) fn tag(cursor: &mut Cursor<'_>) -> Result<Token, YamlError> {
    let start = cursor.mark.offset;
    let (handle, suffix) = if cursor.byte_at(1) == b'<' {
        cursor.skip_many(2);
        let uri = uri(cursor, "")?;
        if cursor.byte() != b'>' {
            return Err(cursor.error("expected `>` after the tag"));
        }
        cursor.skip();
        (String::new(), uri)
    } else {
        let handle = tag_handle(cursor, false)?;
        if handle.len() > 1 && handle.ends_with('!') {
            let suffix = uri(cursor, "")?;
            (handle, suffix)
        } else {
            match uri(cursor, &handle)? {
                suffix if suffix.is_empty() => (String::new(), "!".to_owned()),
                suffix => ("!".to_owned(), suffix),
            }
        }
    };
    if !cursor.is_space_at(0) {
        return Err(cursor.error("expected a blank or the end of the line after the tag"));
    }
    Ok(Token { kind: TokenKind::Tag(handle, suffix), start, end: cursor.mark.offset })
}

/// Reads `!`, `!!` or `!name!`; outside of a directive also `!name`, where the name is no handle.
///
/// # Errors
/// When there is none.
pub(super) fn tag_handle(cursor: &mut Cursor<'_>, in_directive: bool) -> Result<String, YamlError> {
    if cursor.byte() != b'!' {
        return Err(cursor.error("expected `!`"));
    }
    let mut handle = String::new();
    cursor.read(&mut handle);
    while cursor.is_word() {
        cursor.read(&mut handle);
    }
    if cursor.byte() == b'!' {
        cursor.read(&mut handle);
    } else if in_directive && handle != "!" {
        return Err(cursor.error("expected `!`"));
    }
    Ok(handle)
}

/// Reads what follows `head`, whose `!` does not count.
///
/// # Errors
/// When there is nothing, or `%` is not followed by two digits of a UTF-8 text.
pub(super) fn uri(cursor: &mut Cursor<'_>, head: &str) -> Result<String, YamlError> {
    let mut bytes = head.get(1..).unwrap_or_default().as_bytes().to_vec();
    let start = cursor.mark.offset;
    while cursor.is_word() || b";/?:@&=+$,.!~*'()[]%".contains(&cursor.byte()) {
        let byte = cursor.byte();
        if byte == b'%' {
            let digit = |distance| char::from(cursor.byte_at(distance)).to_digit(16);
            let octet = digit(1).zip(digit(2)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
            bytes.push(octet.ok_or_else(|| cursor.error("expected two hexadecimal digits after `%`"))?);
            cursor.skip_many(3);
        } else {
            bytes.push(byte);
            cursor.skip();
        }
    }
    if head.is_empty() && cursor.mark.offset == start {
        return Err(cursor.error("expected a tag"));
    }
    String::from_utf8(bytes).map_err(|_| YamlError::new(start, "the tag is not UTF-8 text"))
}
