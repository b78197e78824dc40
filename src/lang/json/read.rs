//! JSON text to a value: objects, tuples, and numbers without loss. Must read exactly what Go's decoder reads, and
//! say at which byte a text is no JSON.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::lang::limits::MAX_DEPTH;
use crate::lang::number::Number;
use crate::lang::text::normalized;
use crate::lang::value::{Entries, Value};

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lang) struct JsonError {
    /// Where, in the text.
    offset: usize,
    /// What is wrong there.
    message: String,
}

impl fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at byte {}", self.message, self.offset)
    }
}

/// A piece of JSON with the bytes it is written at.
struct Node {
    data: NodeData,
    range: Range<usize>,
}

enum NodeData {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Node>),
    /// In the order written; a name may come twice.
    Object(Vec<(String, Node)>),
}

/// The value of a JSON text.
///
/// # Errors
/// When the text is no JSON, is nested too deep, or gives one property values of two types.
pub(in crate::lang) fn decode(json: &str) -> Result<Value, JsonError> {
    let mut reader = Reader { json, at: 0 };
    let node = reader.value(0)?;
    reader.skip_space();
    if reader.at < json.len() {
        return Err(reader.error("there is more after the JSON value"));
    }
    decode_node(node)
}

fn decode_node(node: Node) -> Result<Value, JsonError> {
    Ok(match node.data {
        NodeData::Null => Value::null(),
        NodeData::Bool(flag) => Value::bool(flag),
        NodeData::Number(number) => Value::number(number),
        NodeData::String(text) => normalized(text),
        NodeData::Array(nodes) => {
            Value::tuple(nodes.into_iter().map(decode_node).collect::<Result<Vec<_>, _>>()?)
        }
        NodeData::Object(properties) => {
            let mut entries = Entries::new();
            for (name, node) in properties {
                let offset = node.range.start;
                let value = decode_node(node)?;
                let name: Arc<str> = normalized(name).as_str().unwrap_or_default().into();
                // A property that is there twice is one that Go reads once, the last time, unless its type differs.
                if let Some(before) = entries.get(&name).filter(|before| before.kind() != value.kind()) {
                    let (before, now) = (before.kind(), value.kind());
                    let message = format!("property `{name}` is there twice, as {before} and as {now},");
                    return Err(JsonError { offset, message });
                }
                entries.insert(name, value);
            }
            Value::object(entries)
        }
    })
}

struct Reader<'j> {
    json: &'j str,
    at: usize,
}

impl Reader<'_> {
    fn error(&self, message: impl Into<String>) -> JsonError {
        JsonError { offset: self.at, message: message.into() }
    }

    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn unexpected(&self, wanted: &str) -> JsonError {
        match self.json[self.at..].chars().next() {
            Some(found) => self.error(format!("{wanted} is expected, not `{found}`,")),
            None => self.error(format!("{wanted} is expected, but the text ends")),
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), JsonError> {
        self.skip_space();
        if self.peek() != Some(byte) {
            return Err(self.unexpected(&format!("`{}`", char::from(byte))));
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Node, JsonError> {
        if depth > MAX_DEPTH {
            return Err(self.error(format!("the JSON is nested deeper than {MAX_DEPTH} levels")));
        }
        self.skip_space();
        let start = self.at;
        let data = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => NodeData::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => NodeData::Number(self.number()?),
            Some(b't') => self.word("true", NodeData::Bool(true))?,
            Some(b'f') => self.word("false", NodeData::Bool(false))?,
            Some(b'n') => self.word("null", NodeData::Null)?,
            _ => return Err(self.unexpected("a JSON value")),
        };
        Ok(Node { data, range: start..self.at })
    }

    fn word(&mut self, word: &str, data: NodeData) -> Result<NodeData, JsonError> {
        if !self.json[self.at..].starts_with(word) {
            return Err(self.error(format!("`{word}` is expected")));
        }
        self.at += word.len();
        Ok(data)
    }

    fn array(&mut self, depth: usize) -> Result<NodeData, JsonError> {
        self.at += 1;
        let mut nodes = Vec::new();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(NodeData::Array(nodes));
        }
        loop {
            nodes.push(self.value(depth + 1)?);
            if !self.more(b']')? {
                return Ok(NodeData::Array(nodes));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<NodeData, JsonError> {
        self.at += 1;
        let mut properties = Vec::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(NodeData::Object(properties));
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a property name in quotes"));
            }
            let name = self.string()?;
            self.expect(b':')?;
            properties.push((name, self.value(depth + 1)?));
            if !self.more(b'}')? {
                return Ok(NodeData::Object(properties));
            }
        }
    }

    /// Whether a comma follows; otherwise the end must.
    fn more(&mut self, end: u8) -> Result<bool, JsonError> {
        self.skip_space();
        let more = match self.peek() {
            Some(b',') => true,
            Some(found) if found == end => false,
            _ => return Err(self.unexpected(&format!("`,` or `{}`", char::from(end)))),
        };
        self.at += 1;
        Ok(more)
    }

    fn number(&mut self) -> Result<Number, JsonError> {
        let start = self.at;
        self.skip_if(b"-");
        let whole = self.at;
        if self.digits() == 0 || (self.json[whole..self.at].len() > 1 && self.json[whole..].starts_with('0'))
        {
            return Err(JsonError { offset: start, message: "this is no JSON number".to_owned() });
        }
        if self.skip_if(b".") && self.digits() == 0 {
            return Err(self.unexpected("a digit"));
        }
        if self.skip_if(b"eE") {
            self.skip_if(b"+-");
            if self.digits() == 0 {
                return Err(self.unexpected("a digit"));
            }
        }
        let text = &self.json[start..self.at];
        Number::parse(text).ok_or_else(|| JsonError {
            offset: start,
            message: format!("`{text}` is too large or too small"),
        })
    }

    fn skip_if(&mut self, bytes: &[u8]) -> bool {
        let found = self.peek().is_some_and(|byte| bytes.contains(&byte));
        self.at += usize::from(found);
        found
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.json[self.at..];
            let plain = rest.find(|letter: char| matches!(letter, '"' | '\\' | '\0'..='\u{1f}'));
            let Some(plain) = plain else {
                self.at = self.json.len();
                return Err(self.unexpected("the closing quote"));
            };
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.error("a control character must be escaped")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let letter = self.json.as_bytes().get(self.at + 1).copied();
        let plain = match letter {
            Some(b'"' | b'\\' | b'/') => letter.map_or('/', char::from),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.error("there is no such escape in JSON")),
        };
        self.at += 2;
        Ok(plain)
    }

    /// `\uXXXX`, or two of them for what takes two. Half a pair is read as Go reads it: as the replacement character.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        let first = self.hex().ok_or_else(|| self.error("`\\u` takes four hexadecimal digits"))?;
        self.at += 6;
        if let Some(letter) = char::from_u32(first) {
            return Ok(letter);
        }
        let second = if first < 0xdc00 { self.hex() } else { None };
        match second.filter(|second| (0xdc00..0xe000).contains(second)) {
            Some(second) => {
                self.at += 6;
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
            }
            None => Ok(char::REPLACEMENT_CHARACTER),
        }
    }

    /// The code of the `\uXXXX` that begins here.
    fn hex(&self) -> Option<u32> {
        let digits = self.json.get(self.at..self.at + 6)?.strip_prefix("\\u")?;
        let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        all_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for (json, message) in [
            ("", "a JSON value is expected, but the text ends at byte 0"),
            ("[1,]", "a JSON value is expected, not `]`, at byte 3"),
            ("{a:1}", "a property name in quotes is expected, not `a`, at byte 1"),
            ("[1 2]", "`,` or `]` is expected, not `2`, at byte 3"),
            ("01", "this is no JSON number at byte 0"),
            ("1.", "a digit is expected, but the text ends at byte 2"),
            ("nul", "`null` is expected at byte 0"),
            ("\"a", "the closing quote is expected, but the text ends at byte 2"),
            ("\"a\nb\"", "a control character must be escaped at byte 2"),
            ("\"\\x\"", "there is no such escape in JSON at byte 1"),
            ("{} x", "there is more after the JSON value at byte 3"),
            (r#"{"a":1,"a":"x"}"#, "property `a` is there twice, as number and as string, at byte 11"),
        ] {
            assert_eq!(decode(json).unwrap_err().to_string(), message);
        }
        let deep = "[".repeat(100_000);
        assert!(decode(&deep).unwrap_err().to_string().contains("nested deeper than 500 levels"));
    }

    #[test]
    fn escapes_stand_for_their_characters() {
        let json = r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud83dx""#;
        let text = "\"\\/\u{8}\u{c}\n\r\té😀\u{fffd}x";
        assert_eq!(decode(json).unwrap(), Value::string(text));
    }
}
