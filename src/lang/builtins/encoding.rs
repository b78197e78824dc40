//! Builtins between a text and another way to write it, JSON apart.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::support::string;
use crate::lang::builtin::{Builtin, Call, CallError};
use crate::lang::shape::Shape;
use crate::lang::text::text;
use crate::lang::value::Value;

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
    Builtin::new("urlencode", &[string("str")], Shape::String, urlencode),
];

fn base64encode(call: &Call<'_>) -> Result<Value, CallError> {
    text(STANDARD.encode(call.text(0)))
}

fn base64decode(call: &Call<'_>) -> Result<Value, CallError> {
    let bytes = decode_base64(call, 0)?;
    let not_text =
        |_| CallError::argument(0, "the result of decoding the provided string is not valid UTF-8");
    text(String::from_utf8(bytes).map_err(not_text)?)
}

/// The bytes that the text at `index` stands for; Go passes over line breaks in it.
fn decode_base64(call: &Call<'_>, index: usize) -> Result<Vec<u8>, CallError> {
    let written: String = call.text(index).chars().filter(|letter| !matches!(letter, '\r' | '\n')).collect();
    GO.decode(written).map_err(|error| {
        let mut why = error.to_string();
        why.make_ascii_lowercase();
        CallError::argument(index, format!("failed to decode base64 data: {why}"))
    })
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
}
