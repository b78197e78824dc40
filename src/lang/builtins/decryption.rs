//! `rsadecrypt`. What it gives was secret enough to be encrypted, and stays a secret here.

use super::encoding::decode_base64;
use super::support::string;
use crate::lang::builtin::{Builtin, Call, CallError};
use crate::lang::rsa::PrivateKey;
use crate::lang::shape::Shape;
use crate::lang::text::text;
use crate::lang::value::Value;

/// The family's builtins.
pub(super) const TABLE: &[Builtin] =
    &[Builtin::new("rsadecrypt", &[string("ciphertext"), string("privatekey")], Shape::String, rsadecrypt)];

fn rsadecrypt(call: &Call<'_>) -> Result<Value, CallError> {
    let encrypted = decode_base64(call, 0)?;
    let key = PrivateKey::parse(call.text(1))
        .map_err(|why| CallError::argument(1, format!("the private key cannot be used: {why}")))?;
    let decrypted = key
        .decrypt(&encrypted)
        .ok_or_else(|| CallError::argument(0, "it cannot be decrypted with this key"))?;
    let decrypted = String::from_utf8(decrypted)
        .map_err(|_| CallError::argument(0, "what it decrypts to is not valid UTF-8"))?;
    Ok(text(decrypted)?.sensitive_if(true))
}
