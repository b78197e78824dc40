//! From text to tree, exactly as RFC 8259 has it.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceFile, Span};

use super::node::{JsonKey, JsonKind, JsonNode};

/// How deep arrays and objects may stand in each other. Whatever walks the tree recurses.
const MAX_DEPTH: usize = 384;

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct JsonError {
    /// The byte where it stops being JSON.
    pub offset: usize,
    /// What is wrong there: a lowercase fragment.
    pub message: String,
}

/// Reads a file of JSON; a byte order mark before it is no part of it.
///
/// # Errors
///
/// When the text is not JSON: what was expected, what was found, and where.
pub fn parse_json(file: &SourceFile) -> Result<JsonNode, Diagnostic> {
    let text = file.text().strip_prefix('\u{feff}').unwrap_or(file.text());
    let base = file.text().len() - text.len();
    Parser::new(text, file.id(), base).document().map_err(|error| {
        let start = base + error.offset;
        let found = file.text()[start..].chars().next().filter(|c| !c.is_control());
        let end = start + found.map_or(0, char::len_utf8);
        Diagnostic::error(Code::SyntaxError, format!("invalid JSON: {}", error.message))
            .at(Span::new(file.id(), start..end), "not JSON from here on")
    })
}

/// Reads JSON that stands in no file. Places count from the start of `text` and name no file.
///
/// # Errors
///
/// When the text is not JSON.
pub fn parse_json_text(text: &str) -> Result<JsonNode, JsonError> {
    Parser::new(text, FileId::NONE, 0).document()
}

struct Parser<'t> {
    text: &'t str,
    file: FileId,
    base: usize,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, file: FileId, base: usize) -> Self {
        Self { text, file, base, at: 0, depth: 0 }
    }

    fn document(mut self) -> Result<JsonNode, JsonError> {
        let node = self.value()?;
        match self.peek() {
            None => Ok(node),
            Some(_) => Err(self.expected("the end of the text")),
        }
    }

    fn value(&mut self) -> Result<JsonNode, JsonError> {
        let first = self.peek();
        let start = self.at;
        let kind = match first {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => JsonKind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b'a'..=b'z') => self.word()?,
            _ => return Err(self.expected("a value")),
        };
        Ok(JsonNode { span: self.span(start), kind })
    }

    fn nested(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<JsonKind, JsonError>,
    ) -> Result<JsonKind, JsonError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(format!("more than {MAX_DEPTH} arrays and objects in each other")));
        }
        self.depth += 1;
        self.at += 1;
        let kind = inner(self)?;
        self.depth -= 1;
        Ok(kind)
    }

    fn array(&mut self) -> Result<JsonKind, JsonError> {
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(JsonKind::Array(items));
        }
        loop {
            items.push(self.value()?);
            if self.take(b']') {
                return Ok(JsonKind::Array(items));
            }
            self.comma("]")?;
        }
    }

    fn object(&mut self) -> Result<JsonKind, JsonError> {
        let mut items = Vec::new();
        if self.take(b'}') {
            return Ok(JsonKind::Object(items));
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.expected("a key in double quotes"));
            }
            let start = self.at;
            let text = self.string()?;
            let key = JsonKey { text, span: self.span(start) };
            if !self.take(b':') {
                return Err(self.expected("`:` after the key"));
            }
            items.push((key, self.value()?));
            if self.take(b'}') {
                return Ok(JsonKind::Object(items));
            }
            self.comma("}")?;
        }
    }

    /// The comma between two items. One before the closing bracket is a slip worth its own words.
    fn comma(&mut self, closer: &str) -> Result<(), JsonError> {
        let comma = self.at;
        if !self.take(b',') {
            return Err(self.expected(&format!("`,` or `{closer}`")));
        }
        if self.peek() == closer.bytes().next() {
            self.at = comma;
            return Err(self.error(format!("no comma may stand before `{closer}`")));
        }
        Ok(())
    }

    fn word(&mut self) -> Result<JsonKind, JsonError> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let kind = match &rest[..length] {
            "null" => JsonKind::Null,
            "true" => JsonKind::Bool(true),
            "false" => JsonKind::Bool(false),
            _ => return Err(self.expected("a value")),
        };
        self.at += length;
        Ok(kind)
    }

    fn number(&mut self) -> Result<JsonKind, JsonError> {
        let start = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        if self.byte() == Some(b'0') {
            self.at += 1;
            if self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.error("a number may not begin with `0`".to_owned()));
            }
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(JsonKind::Number(Arc::from(&self.text[start..self.at])))
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        let length = self.text[self.at..].bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return Err(self.expected("a digit"));
        }
        self.at += length;
        Ok(())
    }

    fn string(&mut self) -> Result<Arc<str>, JsonError> {
        let opener = self.at;
        self.at += 1;
        let start = self.at;
        let mut unescaped: Option<String> = None;
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)).count();
            let (before, from) = rest.split_at(plain);
            if let Some(text) = &mut unescaped {
                text.push_str(before);
            }
            self.at += plain;
            match from.bytes().next() {
                Some(b'"') => {
                    let end = self.at;
                    self.at += 1;
                    return Ok(unescaped.map_or_else(|| Arc::from(&self.text[start..end]), Arc::from));
                }
                Some(b'\\') => {
                    let character = self.escape()?;
                    unescaped
                        .get_or_insert_with(|| self.text[start..start + plain].to_owned())
                        .push(character);
                }
                Some(b'\n' | b'\r') => {
                    self.at = opener;
                    return Err(self.error("string is not closed on its line".to_owned()));
                }
                Some(control) => {
                    return Err(
                        self.error(format!("control character in a string: write `\\u{control:04x}`"))
                    );
                }
                None => {
                    self.at = opener;
                    return Err(self.error("string is never closed".to_owned()));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let selector = self.text[self.at + 1..].chars().next();
        let character = match selector {
            Some(character @ ('"' | '\\' | '/')) => character,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.code_point(),
            Some(other) => return Err(self.error(format!("unknown escape `\\{}`", other.escape_debug()))),
            None => return Err(self.error("string is never closed".to_owned())),
        };
        self.at += 2;
        Ok(character)
    }

    /// `\uXXXX`, or two of them that are one character together. Half a character alone is replaced, as Terraform has it.
    fn code_point(&mut self) -> Result<char, JsonError> {
        let first = self.code_unit()?;
        let after_first = self.at;
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.text[self.at..].starts_with("\\u") {
            units.push(self.code_unit()?);
        }
        let character = char::decode_utf16(units).next().and_then(Result::ok);
        if character.is_none_or(|character| u32::from(character) < 0x10000) {
            self.at = after_first;
        }
        Ok(character.unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn code_unit(&mut self) -> Result<u16, JsonError> {
        let digits = self.text.get(self.at + 2..self.at + 6).unwrap_or_default();
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(self.error("`\\u` takes four hexadecimal digits".to_owned()));
        }
        self.at += 6;
        u16::from_str_radix(digits, 16).map_err(|error| self.error(error.to_string()))
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte after blanks.
    fn peek(&mut self) -> Option<u8> {
        let blanks =
            self.text[self.at..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        self.at += blanks.count();
        self.byte()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.file, self.base + start..self.base + self.at)
    }

    fn error(&self, message: String) -> JsonError {
        JsonError { offset: self.at, message }
    }

    fn expected(&self, expected: &str) -> JsonError {
        let rest = &self.text[self.at..];
        let word = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        let found = match (word, rest.chars().next()) {
            (_, None) => "the end of the text".to_owned(),
            ("", Some('\'')) => "`'` (strings take double quotes)".to_owned(),
            ("", Some('/' | '#')) => "a comment (JSON has none)".to_owned(),
            ("", Some('"')) => "a string".to_owned(),
            ("", Some(character)) => format!("`{}`", character.escape_debug()),
            (word, _) => format!("`{}`", word.chars().take(32).collect::<String>()),
        };
        self.error(format!("expected {expected}, found {found}"))
    }
}
