//! A private key, and what it decrypts.

use dashu_int::UBig;
use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::BitTest as _;

use super::der::Reader;
use super::numbers::Numbers;
use super::openssh;
use super::pem::first_block;

/// Object identifier of RSA in PKCS #8.
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
/// Go takes no smaller key.
const LEAST_BITS: usize = 1024;
/// A larger one would keep a run busy for long.
const MOST_BITS: usize = 16_384;

/// An RSA private key.
pub(in crate::lang) struct PrivateKey(Numbers);

impl PrivateKey {
    /// Reads a key in PEM form.
    ///
    /// # Errors
    /// When it is none that can be used, with what is wrong. Says nothing of its content.
    pub(in crate::lang) fn parse(pem: &str) -> Result<Self, String> {
        let block = first_block(pem).ok_or("there is no key in it")?;
        if block.is_encrypted {
            return Err("a passphrase protects it".to_owned());
        }
        let malformed = || "its ASN.1 data is invalid".to_owned();
        let numbers = match &*block.label {
            "RSA PRIVATE KEY" => pkcs1(&block.bytes).ok_or_else(malformed)?,
            "PRIVATE KEY" => pkcs8(&block.bytes).ok_or_else(malformed)??,
            "OPENSSH PRIVATE KEY" => openssh::parse(&block.bytes)?,
            "EC PRIVATE KEY" | "DSA PRIVATE KEY" => return Err("it is no key of RSA".to_owned()),
            other => return Err(format!("a key of type `{other}` is not supported")),
        };
        let bits = numbers.modulus.bit_len();
        if !(LEAST_BITS..=MOST_BITS).contains(&bits) {
            return Err(format!(
                "it has {bits} bits; at least {LEAST_BITS} and at most {MOST_BITS} are allowed"
            ));
        }
        if &numbers.primes.0 * &numbers.primes.1 != numbers.modulus {
            return Err("its numbers do not belong together".to_owned());
        }
        Ok(Self(numbers))
    }

    /// Decrypts a text and takes its padding off; `None` when it is not encrypted for this key.
    pub(in crate::lang) fn decrypt(&self, encrypted: &[u8]) -> Option<Vec<u8>> {
        let Numbers { modulus, private_exponent, .. } = &self.0;
        let size = modulus.bit_len().div_ceil(8);
        let encrypted = UBig::from_be_bytes(encrypted);
        if encrypted >= *modulus {
            return None;
        }
        let decrypted = ConstDivisor::new(modulus.clone()).reduce(encrypted).pow(private_exponent).residue();
        let digits = decrypted.to_be_bytes();
        let mut padded = vec![0; size.checked_sub(digits.len())?];
        padded.extend_from_slice(&digits);
        // A zero, a two, at least eight bytes that are not zero, a zero, the text.
        let padding = padded.strip_prefix(&[0, 2])?;
        let end = padding.iter().position(|byte| *byte == 0).filter(|length| *length >= 8)?;
        Some(padding[end + 1..].to_vec())
    }
}

fn pkcs1(bytes: &[u8]) -> Option<Numbers> {
    let mut reader = Reader::of_sequence(bytes)?;
    let _version = reader.number()?;
    let (modulus, _exponent, private_exponent) = (reader.number()?, reader.number()?, reader.number()?);
    Some(Numbers { modulus, private_exponent, primes: (reader.number()?, reader.number()?) })
}

fn pkcs8(bytes: &[u8]) -> Option<Result<Numbers, String>> {
    let mut reader = Reader::of_sequence(bytes)?;
    let _version = reader.number()?;
    if reader.sequence()?.object()? != RSA {
        return Some(Err("it is no key of RSA".to_owned()));
    }
    pkcs1(reader.octets()?).map(Ok)
}
