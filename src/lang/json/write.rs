//! A value as compact JSON text, as Go writes it: keys sorted, `<`, `>` and `&` escaped.

use std::fmt::Write as _;

use crate::lang::builtin::CallError;
use crate::lang::limits::check_text;
use crate::lang::value::{Data, Entries, Value};

/// The JSON text of a value that is wholly known.
///
/// # Errors
/// When the text would be too long.
pub(in crate::lang) fn encode(value: &Value) -> Result<String, CallError> {
    let mut json = String::new();
    write_value(&mut json, value)?;
    Ok(json)
}

/// A text as a JSON string.
pub(in crate::lang) fn quote(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    write_string(&mut json, text);
    json
}

fn write_value(json: &mut String, value: &Value) -> Result<(), CallError> {
    match &value.data {
        Data::Null(_) => json.push_str("null"),
        // What calls this has looked for unknowns before: there is nothing to write for one.
        Data::Unknown(_) => return Err(CallError::new("the value is not known")),
        Data::Bool(flag) => json.push_str(if *flag { "true" } else { "false" }),
        Data::Number(number) => write!(json, "{number}").expect("internal: writing to a string cannot fail"),
        Data::String(text) => write_string(json, text),
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => {
            write_elements(json, elements)?;
        }
        Data::Map(_, entries) | Data::Object(entries) => write_entries(json, entries)?,
    }
    // The same value may stand in many places: only the text shows how much it grows.
    check_text(json.len())
}

fn write_elements(json: &mut String, elements: &[Value]) -> Result<(), CallError> {
    json.push('[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write_value(json, element)?;
    }
    json.push(']');
    Ok(())
}

fn write_entries(json: &mut String, entries: &Entries) -> Result<(), CallError> {
    json.push('{');
    for (index, (name, entry)) in entries.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write_string(json, name);
        json.push(':');
        write_value(json, entry)?;
    }
    json.push('}');
    Ok(())
}

/// Adds a text as a JSON string.
pub fn write_string(json: &mut String, text: &str) {
    json.push('"');
    let mut rest = text;
    // What is looked for is ASCII, or begins with a byte that little else begins with.
    while let Some(at) =
        rest.bytes().position(|byte| byte < b' ' || matches!(byte, b'"' | b'\\' | b'<' | b'>' | b'&' | 0xe2))
    {
        let (plain, from) = rest.split_at(at);
        json.push_str(plain);
        let letter = from.chars().next().expect("internal: a byte was found there");
        write_letter(json, letter);
        rest = &from[letter.len_utf8()..];
    }
    json.push_str(rest);
    json.push('"');
}

fn write_letter(json: &mut String, letter: char) {
    match letter {
        '"' => json.push_str("\\\""),
        '\\' => json.push_str("\\\\"),
        '\u{8}' => json.push_str("\\b"),
        '\u{c}' => json.push_str("\\f"),
        '\n' => json.push_str("\\n"),
        '\r' => json.push_str("\\r"),
        '\t' => json.push_str("\\t"),
        // These end a script or a line where JSON is pasted into a page.
        '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
            write!(json, "\\u{:04x}", u32::from(letter)).expect("internal: writing to a string cannot fail");
        }
        _ => json.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_as_go_does() {
        let text = "a\"\\\u{8}\u{c}\n\r\t\u{1}<b>&\u{2028}é\u{7f}";
        let json = "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u003cb\\u003e\\u0026\\u2028é\u{7f}\"";
        assert_eq!(quote(text), json);
    }

    #[test]
    fn a_value_that_holds_another_many_times_is_bounded() {
        let mut value = Value::string("x".repeat(1024));
        for _ in 0..6 {
            value = Value::tuple(vec![value; 16]);
        }
        assert!(encode(&value).unwrap_err().message.contains("longer than 64 MB"));
    }
}
