//! Builtins that hash texts and files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::filesystem::bytes;
use super::support::string;
use crate::lang::builtin::{Builtin, Call, CallError, CallErrorKind, FunctionSet, Parameter};
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::shape::Shape;
use crate::lang::value::Value;
use crate::lang::world::Mode;

const STR: &[Parameter] = &[string("str")];
const PATH: &[Parameter] = &[string("path")];

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("base64sha256", STR, Shape::String, |call| Ok(base64(&text_digest::<Sha256>(call)))),
    Builtin::new("base64sha512", STR, Shape::String, |call| Ok(base64(&text_digest::<Sha512>(call)))),
    Builtin::new("filebase64sha256", PATH, Shape::String, |call| of_file::<Sha256>(call, base64)),
    Builtin::new("filebase64sha512", PATH, Shape::String, |call| of_file::<Sha512>(call, base64)),
    Builtin::new("filemd5", PATH, Shape::String, |call| of_file::<Md5>(call, hex)),
    Builtin::new("filesha1", PATH, Shape::String, |call| of_file::<Sha1>(call, hex)),
    Builtin::new("filesha256", PATH, Shape::String, |call| of_file::<Sha256>(call, hex)),
    Builtin::new("filesha512", PATH, Shape::String, |call| of_file::<Sha512>(call, hex)),
    Builtin::new("md5", STR, Shape::String, |call| Ok(hex(&text_digest::<Md5>(call)))),
    Builtin::new("sha1", STR, Shape::String, |call| Ok(hex(&text_digest::<Sha1>(call)))),
    Builtin::new("sha256", STR, Shape::String, |call| Ok(hex(&text_digest::<Sha256>(call)))),
    Builtin::new("sha512", STR, Shape::String, |call| Ok(hex(&text_digest::<Sha512>(call)))),
    Builtin::new("uuidv5", &[string("namespace"), string("name")], Shape::String, uuidv5),
];

fn text_digest<D: Digest>(call: &Call<'_>) -> Vec<u8> {
    D::digest(call.text(0).as_bytes()).to_vec()
}

/// The digest of a file as text. A file that a module names and that is not here is one that is made before Terraform
/// plans: a package, as a rule.
fn of_file<D: Digest>(call: &Call<'_>, written: fn(&[u8]) -> Value) -> Result<Value, CallError> {
    let is_of_module = call.context.functions != FunctionSet::Terragrunt && call.context.mode == Mode::Plan;
    match bytes(call) {
        Ok(bytes) => Ok(written(&D::digest(&bytes))),
        Err(error) if is_of_module && error.kind == CallErrorKind::NotFound => {
            let named = if call.argument(0).sensitive { "(sensitive)" } else { call.text(0) };
            Ok(Value::unknown(Reason::MissingFile(named.into()), Type::String))
        }
        Err(error) => Err(error),
    }
}

fn base64(digest: &[u8]) -> Value {
    Value::string(STANDARD.encode(digest))
}

fn hex(digest: &[u8]) -> Value {
    Value::string(hex_digits(digest))
}

fn hex_digits(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The namespaces that RFC 4122 names differ in one byte alone.
const NAMESPACES: &[(&str, u8)] = &[("dns", 0x10), ("url", 0x11), ("oid", 0x12), ("x500", 0x14)];
const NAMESPACE: u128 = 0x6ba7_b800_9dad_11d1_80b4_00c0_4fd4_30c8;

fn uuidv5(call: &Call<'_>) -> Result<Value, CallError> {
    let given = call.text(0);
    let known = NAMESPACES.iter().find(|(name, _)| *name == given);
    let namespace = match known {
        Some((_, byte)) => NAMESPACE | (u128::from(*byte) << 96),
        None => parse_uuid(given).ok_or_else(|| {
            CallError::argument(0, format!("uuidv5() doesn't support namespace `{given}`"))
                .hint("give `dns`, `url`, `oid`, `x500` or a UUID")
        })?,
    };
    let digest = Sha1::new().chain_update(namespace.to_be_bytes()).chain_update(call.text(1)).finalize();
    let mut bytes: Vec<u8> = digest[..16].to_vec();
    bytes[6] = (bytes[6] & 0x0f) | 0x50;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let digits = hex_digits(&bytes);
    let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    Ok(Value::string(parts.join("-")))
}

/// `6ba7b810-9dad-11d1-80b4-00c04fd430c8`, with `urn:uuid:` before it or braces around it, or without the dashes.
fn parse_uuid(text: &str) -> Option<u128> {
    let has_scheme = text.get(..9).is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn:uuid:"));
    let text = if has_scheme { &text[9..] } else { text };
    let text = if text.len() == 38 { text.strip_prefix('{')?.strip_suffix('}')? } else { text };
    let digits = match text.len() {
        32 => text.to_owned(),
        36 if [8, 13, 18, 23].iter().all(|dash| text.as_bytes()[*dash] == b'-') => text.replace('-', ""),
        _ => return None,
    };
    let is_hex = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex { u128::from_str_radix(&digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn texts_are_hashed() {
        gives(&[
            (r#"md5("abc")"#, r#""900150983cd24fb0d6963f7d28e17f72""#),
            (r#"sha1("abc")"#, r#""a9993e364706816aba3e25717850c26c9cd0d89d""#),
            (r#"sha256("abc")"#, r#""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#),
            (r#"base64sha256("abc")"#, r#""ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=""#),
            (
                r#"base64sha512("abc")"#,
                r#""3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==""#,
            ),
        ]);
    }

    #[test]
    fn names_in_a_namespace_have_one_uuid() {
        gives(&[
            (r#"uuidv5("dns", "example.com")"#, r#""cfbff0d1-9375-5685-968c-48ce8b15ae17""#),
            (
                r#"uuidv5("6BA7B810-9dad-11d1-80b4-00c04fd430c8", "example.com")"#,
                r#"uuidv5("dns", "example.com")"#,
            ),
            (r#"uuidv5("urn:uuid:6ba7b811-9dad-11d1-80b4-00c04fd430c8", "x")"#, r#"uuidv5("url", "x")"#),
        ]);
        refuses(&[(r#"uuidv5("nope", "x")"#, "doesn't support namespace `nope`")]);
    }
}
