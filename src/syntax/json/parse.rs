//! JSON text to its tree. Nesting is bounded, so no text can exhaust the stack.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceFile, Span};

use super::node::{JsonKey, JsonKind, JsonNode};

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct JsonError {
    /// The byte where it stops being JSON.
    pub offset: usize,
    /// What is wrong there.
    pub message: String,
}

/// Parses a JSON file.
///
/// # Errors
/// When it is no JSON, with the place.
pub fn parse_json(file: &SourceFile) -> Result<JsonNode, Diagnostic> {
    let text = file.text();
    // A byte-order mark is no JSON, but editors write it.
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Parser { file: file.id(), text, at: start }.document().map_err(|error| {
        let end = text[error.offset..].chars().next().map_or(error.offset, |c| error.offset + c.len_utf8());
        Diagnostic::error(Code::SyntaxError, "the file is not valid JSON")
            .at(Span::new(file.id(), error.offset..end), error.message)
    })
}

/// Parses a JSON text that stands in no file.
///
/// # Errors
/// When it is no JSON.
pub fn parse_json_text(text: &str) -> Result<JsonNode, JsonError> {
    Parser { file: FileId::NONE, text, at: 0 }.document()
}

const MAX_DEPTH: usize = 200;

struct Parser<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    fn document(mut self) -> Result<JsonNode, JsonError> {
        let node = self.value(0)?;
        self.blanks();
        if self.at < self.text.len() { Err(self.unexpected("the end")) } else { Ok(node) }
    }

    fn value(&mut self, depth: usize) -> Result<JsonNode, JsonError> {
        self.blanks();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(JsonError {
                offset: start,
                message: format!("nested deeper than {MAX_DEPTH} levels"),
            });
        }
        let kind = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => JsonKind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => JsonKind::Number(self.number()?),
            Some(b't') if self.word("true") => JsonKind::Bool(true),
            Some(b'f') if self.word("false") => JsonKind::Bool(false),
            Some(b'n') if self.word("null") => JsonKind::Null,
            _ => return Err(self.unexpected("a value")),
        };
        Ok(JsonNode { span: Span::new(self.file, start..self.at), kind })
    }

    fn object(&mut self, depth: usize) -> Result<JsonKind, JsonError> {
        self.at += 1;
        let mut members = Vec::new();
        self.blanks();
        if self.eat(b'}') {
            return Ok(JsonKind::Object(members));
        }
        loop {
            self.blanks();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a key in quotes"));
            }
            let text = self.string()?;
            let key = JsonKey { text, span: Span::new(self.file, start..self.at) };
            self.blanks();
            if !self.eat(b':') {
                return Err(self.unexpected("`:`"));
            }
            members.push((key, self.value(depth + 1)?));
            self.blanks();
            if self.eat(b'}') {
                return Ok(JsonKind::Object(members));
            }
            if !self.eat(b',') {
                return Err(self.unexpected("`,` or `}`"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<JsonKind, JsonError> {
        self.at += 1;
        let mut elements = Vec::new();
        self.blanks();
        if self.eat(b']') {
            return Ok(JsonKind::Array(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            self.blanks();
            if self.eat(b']') {
                return Ok(JsonKind::Array(elements));
            }
            if !self.eat(b',') {
                return Err(self.unexpected("`,` or `]`"));
            }
        }
    }

    fn number(&mut self) -> Result<Arc<str>, JsonError> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') && self.digits() == 0 {
            return Err(self.unexpected("a digit"));
        }
        if self.eat(b'.') && self.digits() == 0 {
            return Err(self.unexpected("a digit"));
        }
        if self.eat(b'e') || self.eat(b'E') {
            if !self.eat(b'+') {
                self.eat(b'-');
            }
            if self.digits() == 0 {
                return Err(self.unexpected("a digit"));
            }
        }
        Ok(self.text[start..self.at].into())
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn string(&mut self) -> Result<Arc<str>, JsonError> {
        self.at += 1;
        let start = self.at;
        let mut decoded: Option<String> = None;
        let mut copied = start;
        loop {
            match self.peek() {
                None => return Err(self.unexpected("`\"`")),
                Some(b'"') => {
                    let rest = &self.text[copied..self.at];
                    let text = match decoded {
                        None => rest.into(),
                        Some(before) => (before + rest).into(),
                    };
                    self.at += 1;
                    return Ok(text);
                }
                Some(0..=0x1f) => {
                    return Err(self.unexpected("an escape: control characters are not allowed in a text"));
                }
                Some(b'\\') => {
                    let decoded = decoded.get_or_insert_with(String::new);
                    decoded.push_str(&self.text[copied..self.at]);
                    self.at += 1;
                    let c = self.escape()?;
                    decoded.push(c);
                    copied = self.at;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let c = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte as char,
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape();
            }
            _ => return Err(self.unexpected("an escape")),
        };
        self.at += 1;
        Ok(c)
    }

    /// Four hexadecimal digits, or two such escapes for a character past the first plane. Half of a pair alone becomes
    /// the replacement character, as Go has it.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        let unit = self.hex()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return Ok(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let after_high = self.at;
        if self.word("\\u") {
            let low = self.hex()?;
            if (0xdc00..0xe000).contains(&low) {
                let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        self.at = after_high;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Result<u32, JsonError> {
        let digits = self
            .text
            .get(self.at..self.at + 4)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or_else(|| self.unexpected("four hexadecimal digits"))?;
        self.at += 4;
        Ok(unit)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn word(&mut self, word: &str) -> bool {
        let is_there = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        if is_there {
            self.at += word.len();
        }
        is_there
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn unexpected(&self, wanted: &str) -> JsonError {
        let offset = self.text.floor_char_boundary(self.at.min(self.text.len()));
        let found = match self.text[offset..].chars().next() {
            None => "the text ends here".to_owned(),
            Some('\n' | '\r') => "the line ends here".to_owned(),
            Some(c) => format!("`{c}` is unexpected"),
        };
        JsonError { offset, message: format!("{found}; expected {wanted}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn message(text: &str) -> String {
        let error = parse_json_text(text).unwrap_err();
        format!("{}: {}", error.offset, error.message)
    }

    #[test]
    fn texts_are_decoded() {
        let node = parse_json_text(r#""a\n\u00fc\ud83d\ude00\/ü\ud800x""#).unwrap();
        let JsonKind::String(text) = node.kind else { panic!("a text") };
        assert_eq!(&*text, "a\nü😀/ü\u{fffd}x");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        assert_eq!(message("{\"a\": 1,}"), "8: `}` is unexpected; expected a key in quotes");
        assert_eq!(message("[1 2]"), "3: `2` is unexpected; expected `,` or `]`");
        assert_eq!(message("{\"a\""), "4: the text ends here; expected `:`");
        assert_eq!(message("01"), "1: `1` is unexpected; expected the end");
        assert_eq!(message("{} x"), "3: `x` is unexpected; expected the end");
        assert_eq!(message(&"[".repeat(10_000)), "201: nested deeper than 200 levels");
    }

    proptest! {
        #[test]
        fn the_same_texts_are_json_as_for_serde(text in r#"[\[\]{}:,"0-9eE.+\- \\untrfalse]{0,24}"#) {
            // serde_json refuses numbers past a double's range and lone surrogates; neither can be written here.
            let theirs = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            let ours = parse_json_text(&text).is_ok();
            prop_assert!(ours == theirs || text.contains('u') || text.contains(['e', 'E']), "{text}: {ours} {theirs}");
        }
    }
}
