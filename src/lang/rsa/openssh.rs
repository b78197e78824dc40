//! OpenSSH's own form of a private key.

use dashu_int::UBig;

use super::numbers::Numbers;

/// The key's numbers in the data of an `OPENSSH PRIVATE KEY`.
///
/// # Errors
/// When it is none of RSA or has a passphrase, with what is wrong.
pub(super) fn parse(bytes: &[u8]) -> Result<Numbers, String> {
    let malformed = || "it is no private key of OpenSSH".to_owned();
    let rest = bytes.strip_prefix(b"openssh-key-v1\0").ok_or_else(malformed)?;
    let mut reader = Reader(rest);
    let cipher = reader.field().ok_or_else(malformed)?;
    if cipher != b"none" {
        return Err("a passphrase protects it".to_owned());
    }
    private_part(&mut reader).ok_or_else(malformed)?
}

fn private_part(reader: &mut Reader<'_>) -> Option<Result<Numbers, String>> {
    let _derivation = reader.field()?;
    let _derivation_options = reader.field()?;
    if reader.number32()? != 1 {
        return None;
    }
    let _public_key = reader.field()?;
    let mut private = Reader(reader.field()?);
    if private.number32()? != private.number32()? {
        return None;
    }
    if private.field()? != b"ssh-rsa" {
        return Some(Err("it is no key of RSA".to_owned()));
    }
    let mut number = || private.field().map(UBig::from_be_bytes);
    let (modulus, _exponent, private_exponent) = (number()?, number()?, number()?);
    let _coefficient = number()?;
    Some(Ok(Numbers { modulus, private_exponent, primes: (number()?, number()?) }))
}

struct Reader<'d>(&'d [u8]);

impl<'d> Reader<'d> {
    fn number32(&mut self) -> Option<u32> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*bytes))
    }

    /// Bytes with their number before them.
    fn field(&mut self) -> Option<&'d [u8]> {
        let length = usize::try_from(self.number32()?).ok()?;
        let (field, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(field)
    }
}
