//! `%YAML` and `%TAG`.

use super::cursor::Cursor;
use super::node::YamlError;
use super::tag::{tag_handle, uri};
use super::token::{Token, TokenKind};

/// Reads a directive with its line.
///
/// # Errors
/// When it is not known or not complete.
pub(super) fn directive(cursor: &mut Cursor<'_>) -> Result<Token, YamlError> {
    let start = cursor.mark.offset;
    cursor.skip();
    let mut name = String::new();
    while cursor.is_word() {
        cursor.read(&mut name);
    }
    if !cursor.is_space_at(0) {
        return Err(cursor.error("the name of a directive has letters alone"));
    }
    let kind = match &*name {
        "YAML" => {
            cursor.skip_blanks();
            let major = number(cursor)?;
            if cursor.byte() != b'.' {
                return Err(cursor.error("expected `.`"));
            }
            cursor.skip();
            TokenKind::Version(major, number(cursor)?)
        }
        "TAG" => {
            cursor.skip_blanks();
            let handle = tag_handle(cursor, true)?;
            if !cursor.is_blank() {
                return Err(cursor.error("expected a blank"));
            }
            cursor.skip_blanks();
            let prefix = uri(cursor, "")?;
            if !cursor.is_space_at(0) {
                return Err(cursor.error("expected a blank or the end of the line"));
            }
            TokenKind::TagDirective(handle, prefix)
        }
        _ => return Err(YamlError::new(start, format!("there is no directive `%{name}`"))),
    };
    let end = cursor.mark.offset;
    cursor.skip_blanks();
    cursor.skip_comment();
    if !cursor.is_line_end() {
        return Err(cursor.error("expected a comment or the end of the line"));
    }
    cursor.skip_break();
    Ok(Token { kind, start, end })
}

fn number(cursor: &mut Cursor<'_>) -> Result<u8, YamlError> {
    let mut digits = String::new();
    while cursor.byte().is_ascii_digit() && digits.len() < 3 {
        cursor.read(&mut digits);
    }
    if digits.len() > 2 {
        return Err(cursor.error("the version number is too long"));
    }
    digits.parse().map_err(|_| cursor.error("expected a version number"))
}
