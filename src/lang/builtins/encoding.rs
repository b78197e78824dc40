//! Builtins between a text and another way to write it, JSON apart.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::support::{list, string};
use crate::lang::builtin::{Builtin, Call, CallError};
use crate::lang::csv;
use crate::lang::encodings::Encoding;
use crate::lang::gzip::compress;
use crate::lang::kind::Type;
use crate::lang::limits::check_elements;
use crate::lang::shape::{Element, Shape};
use crate::lang::text::{normalized, text};
use crate::lang::value::{Entries, Value};

/// Go's decoder wants padding and does not look at the bits left over.
const GO: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("base64decode", &[string("str")], Shape::String, base64decode),
    Builtin::new("base64encode", &[string("str")], Shape::String, base64encode),
    Builtin::new("base64gzip", &[string("str")], Shape::String, base64gzip),
    Builtin::new("csvdecode", &[string("str")], Shape::List(Element::Any), csvdecode),
    Builtin::new(
        "textdecodebase64",
        &[string("source"), string("encoding")],
        Shape::String,
        textdecodebase64,
    ),
    Builtin::new(
        "textencodebase64",
        &[string("string"), string("encoding")],
        Shape::String,
        textencodebase64,
    ),
    Builtin::new("urlencode", &[string("str")], Shape::String, urlencode),
];

fn base64encode(call: &Call<'_>) -> Result<Value, CallError> {
    text(STANDARD.encode(call.text(0)))
}

fn base64gzip(call: &Call<'_>) -> Result<Value, CallError> {
    call.pay(call.text(0).len() / 16)?;
    text(STANDARD.encode(compress(call.text(0).as_bytes())))
}

fn base64decode(call: &Call<'_>) -> Result<Value, CallError> {
    let bytes = decode_base64(call, 0)?;
    let not_text =
        |_| CallError::argument(0, "the result of decoding the provided string is not valid UTF-8");
    text(String::from_utf8(bytes).map_err(not_text)?)
}

/// The bytes that the text at `index` stands for; Go passes over line breaks in it.
pub(super) fn decode_base64(call: &Call<'_>, index: usize) -> Result<Vec<u8>, CallError> {
    let written: String = call.text(index).chars().filter(|letter| !matches!(letter, '\r' | '\n')).collect();
    GO.decode(written).map_err(|error| {
        let mut why = error.to_string();
        why.make_ascii_lowercase();
        CallError::argument(index, format!("failed to decode base64 data: {why}"))
    })
}

fn encoding(call: &Call<'_>) -> Result<Encoding, CallError> {
    let name = call.text(1);
    Encoding::find(name).ok_or_else(|| {
        CallError::argument(1, format!("`{name}` is not a supported IANA encoding name or alias"))
            .hint("UTF-8, UTF-16, UTF-16BE, UTF-16LE and ISO-8859-1 are supported")
    })
}

fn textencodebase64(call: &Call<'_>) -> Result<Value, CallError> {
    let encoding = encoding(call)?;
    let bytes = encoding.encode(call.text(0)).ok_or_else(|| {
        let name = encoding.name();
        CallError::argument(
            0,
            format!("the given string contains characters that cannot be represented in {name}"),
        )
    })?;
    text(STANDARD.encode(bytes))
}

fn textdecodebase64(call: &Call<'_>) -> Result<Value, CallError> {
    let encoding = encoding(call)?;
    let decoded = encoding.decode(&decode_base64(call, 0)?);
    let decoded =
        decoded.filter(|decoded| !decoded.contains(char::REPLACEMENT_CHARACTER)).ok_or_else(|| {
            let name = encoding.name();
            CallError::argument(
                0,
                format!("the given string contains symbols that are not defined for {name}"),
            )
        })?;
    text(decoded)
}

/// A list of objects, whose attributes the first row names.
fn csvdecode(call: &Call<'_>) -> Result<Value, CallError> {
    let refuse = |why: String| CallError::argument(0, why);
    let records = csv::parse(call.text(0)).map_err(refuse)?;
    check_elements(records.len())?;
    let Some((header, rows)) = records.split_first() else {
        return Err(refuse("missing header line".to_owned()));
    };
    let names: BTreeSet<&str> = header.iter().map(String::as_str).collect();
    if names.len() < header.len() {
        let twice = header.iter().enumerate().find(|(index, name)| header[..*index].contains(name));
        let name = twice.map(|(_, name)| name.as_str()).unwrap_or_default();
        return Err(refuse(format!("duplicate column name `{name}`")));
    }
    // A field with its name and its share of the object.
    call.pay_bytes(rows.len().saturating_mul(header.len() * 3 * size_of::<Value>()))?;
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            let entry = |(name, field): (&String, &String)| (name.as_str().into(), normalized(field.clone()));
            Value::object(header.iter().zip(row).map(entry).collect::<Entries>())
        })
        .collect();
    let kinds = names.into_iter().map(|name| (name.into(), Type::String)).collect();
    Ok(list(Type::Object(Arc::new(kinds)), rows))
}

/// As in the query of a URL: a blank becomes `+`.
fn urlencode(call: &Call<'_>) -> Result<Value, CallError> {
    let mut encoded = String::new();
    for byte in call.text(0).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => write!(encoded, "%{byte:02X}").expect("internal: writing to a string cannot fail"),
        }
    }
    text(encoded)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn texts_are_written_in_other_letters() {
        gives(&[
            (r#"base64encode("héllo")"#, r#""aMOpbGxv""#),
            (r#"base64decode("aMOpbGxv")"#, r#""héllo""#),
            (r#"base64decode("aGk=\n")"#, r#""hi""#),
            (r#"base64decode("aGl=")"#, r#""hi""#),
            (r#"base64decode("")"#, r#""""#),
            (r#"urlencode("a b/c?é=~&")"#, r#""a+b%2Fc%3F%C3%A9%3D~%26""#),
        ]);
        refuses(&[
            (r#"base64decode("aGk")"#, "failed to decode base64 data"),
            (r#"base64decode("a!")"#, "failed to decode base64 data"),
            (r#"base64decode("/w==")"#, "not valid UTF-8"),
        ]);
    }

    #[test]
    fn texts_have_bytes_in_other_encodings() {
        gives(&[
            (r#"textencodebase64("aé", "UTF-16LE")"#, r#""YQDpAA==""#),
            (r#"textencodebase64("a😀", "utf-16be")"#, r#""AGHYPd4A""#),
            (r#"textencodebase64("a", "UTF-16")"#, r#""/v8AYQ==""#),
            (r#"textencodebase64("é", "ISO-8859-1")"#, r#""6Q==""#),
            (r#"textdecodebase64("YQDpAA==", "UTF-16LE")"#, r#""aé""#),
            (r#"textdecodebase64("//5hAA==", "UTF-16")"#, r#""a""#),
            (r#"textdecodebase64("6Q==", "latin1")"#, r#""é""#),
            (r#"textdecodebase64("w6k=", "UTF-8")"#, r#""é""#),
        ]);
        refuses(&[
            (r#"textencodebase64("a", "klingon")"#, "`klingon` is not a supported IANA encoding name"),
            (r#"textencodebase64("€", "ISO-8859-1")"#, "cannot be represented in ISO-8859-1"),
            (r#"textdecodebase64("YQ==", "UTF-16LE")"#, "not defined for UTF-16LE"),
            (r#"textdecodebase64("AN4=", "UTF-16LE")"#, "not defined for UTF-16LE"),
        ]);
    }

    #[test]
    fn rows_become_objects() {
        gives(&[
            (
                r#"csvdecode("b,a\r\n1,\"x, \"\"y\"\"\n\"\n\n2,é\n")"#,
                r#"tolist([{ a = "x, \"y\"\n", b = "1" }, { a = "é", b = "2" }])"#,
            ),
            (r#"length(csvdecode("a,b"))"#, "0"),
            (r#"csvdecode("a\n")"#, r#"csvdecode("a")"#),
        ]);
        refuses(&[
            (r#"csvdecode("")"#, "missing header line"),
            (r#"csvdecode("a,a")"#, "duplicate column name `a`"),
            (r#"csvdecode("a,b\n1")"#, "CSV parse error on line 2: wrong number of fields"),
            (r#"csvdecode("a\nx\"y")"#, "CSV parse error on line 2: bare"),
            (r#"csvdecode("a\n\"x\"y")"#, "extraneous or missing"),
            (r#"csvdecode("a\n\"x")"#, "CSV parse error on line 2: extraneous or missing"),
        ]);
    }
}
