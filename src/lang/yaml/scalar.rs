//! What a text means: by its tag, and without one by its form. Words are those of YAML 1.1, numbers those of YAML 1.2.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::timestamp::timestamp;
use crate::lang::number::Number;
use crate::lang::text::normalized;
use crate::lang::value::Value;

const STR: &str = "tag:yaml.org,2002:str";
const BOOL: &str = "tag:yaml.org,2002:bool";
const INT: &str = "tag:yaml.org,2002:int";
const FLOAT: &str = "tag:yaml.org,2002:float";
const NULL: &str = "tag:yaml.org,2002:null";
const TIMESTAMP: &str = "tag:yaml.org,2002:timestamp";
const BINARY: &str = "tag:yaml.org,2002:binary";

/// What a text became.
pub(super) enum Scalar {
    Value(Value),
    /// `<<`: as a key it merges, elsewhere it is a text.
    Merge,
}

/// The value of a text; one between quotes is a text unless its tag says otherwise.
///
/// # Errors
/// When the tag is not known, or the text is not of its type.
pub(super) fn resolve(tag: Option<&str>, text: &str, is_quoted: bool) -> Result<Scalar, String> {
    if let Some(tag) = tag
        && ![STR, BOOL, INT, FLOAT, NULL, TIMESTAMP, BINARY].contains(&tag)
    {
        return Err(format!("the tag `{tag}` is not supported"));
    }
    let as_text = || normalized(text.to_owned());
    let first = text.bytes().next();
    let has_form = first.is_none_or(|byte| b"+-.0123456789yYnNtTfFoO~".contains(&byte));
    let mut tag = tag;
    if has_form && !matches!(tag, Some(STR | BINARY)) {
        if is_quoted {
            return Ok(Scalar::Value(as_text()));
        }
        if let Some(value) = word(text)? {
            return Ok(Scalar::Value(value));
        }
        if tag.is_none() && matches!(text, ".nan" | ".NaN" | ".NAN") {
            return Err("there is no number `NaN`".to_owned());
        }
        match first {
            Some(b'.') => {
                if let Some(number) = Number::parse(text) {
                    return Ok(Scalar::Value(Value::number(number)));
                }
            }
            Some(b'+' | b'-' | b'0'..=b'9') => {
                if let Some(moment) = timestamp(text).filter(|_| matches!(tag, None | Some(TIMESTAMP))) {
                    return Ok(Scalar::Value(Value::string(moment)));
                }
                // A number is one, whatever else its tag says.
                if is_integer(text) || is_float(text) {
                    tag = Some(INT);
                }
            }
            _ => {}
        }
    }
    let wrong = |tag: &str| {
        let name = tag.rsplit(':').next().unwrap_or(tag);
        format!("`{text}` is no `!!{name}`")
    };
    Ok(Scalar::Value(match tag {
        None if text == "<<" => return Ok(Scalar::Merge),
        None | Some(STR) => as_text(),
        Some(BINARY) => {
            let padded: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
            STANDARD.decode(padded).map_err(|_| wrong(BINARY))?;
            as_text()
        }
        Some(tag @ (INT | FLOAT)) => Value::number(number(text).ok_or_else(|| wrong(tag))?),
        Some(TIMESTAMP) => Value::string(timestamp(text).ok_or_else(|| wrong(TIMESTAMP))?),
        Some(NULL) => Value::null(),
        Some(tag) => return Err(wrong(tag)),
    }))
}

fn word(text: &str) -> Result<Option<Value>, String> {
    Ok(Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Value::bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Value::bool(false)
        }
        "" | "~" | "null" | "Null" | "NULL" => Value::null(),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf" | "-.INF" => {
            return Err(format!("`{text}` is an infinity, which nothing made of this value could hold"));
        }
        _ => return Ok(None),
    }))
}

fn is_integer(text: &str) -> bool {
    let all = |digits: &str, is: fn(&u8) -> bool| !digits.is_empty() && digits.bytes().all(|byte| is(&byte));
    if let Some(digits) = text.strip_prefix("0x") {
        return all(digits, u8::is_ascii_hexdigit);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return all(digits, |byte| (b'0'..=b'7').contains(byte));
    }
    all(text.strip_prefix(['+', '-']).unwrap_or(text), u8::is_ascii_digit)
}

fn is_float(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_fits = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && all_digits(digits)
    });
    whole.len() + fraction.len() > 0 && all_digits(whole) && all_digits(fraction) && exponent_fits
}

/// A decimal number, or a whole one of 64 bits in another base, with `_` anywhere.
fn number(text: &str) -> Option<Number> {
    let plain = text.replace('_', "");
    if let Some(number) = Number::parse(&plain) {
        return Some(number);
    }
    let digits = plain.strip_prefix(['+', '-']).unwrap_or(&plain);
    let has_sign = digits.len() < plain.len();
    let (base, digits) = match digits.get(..2)? {
        "0x" | "0X" => (16, &digits[2..]),
        "0o" | "0O" => (8, &digits[2..]),
        "0b" | "0B" => (2, &digits[2..]),
        _ => return None,
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let magnitude = i128::from(u64::from_str_radix(digits, base).ok()?);
    let integer = if plain.starts_with('-') { -magnitude } else { magnitude };
    let fits = !has_sign || i64::try_from(integer).is_ok();
    fits.then(|| Number::from_big(integer.into()))
}
