//! The parts of ASN.1's binary form that private keys are written in.

use dashu_int::UBig;

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const OBJECT: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// Reads values one behind the other.
pub(super) struct Reader<'d>(&'d [u8]);

impl<'d> Reader<'d> {
    /// Reads what is inside the sequence that `bytes` are.
    pub(super) fn of_sequence(bytes: &'d [u8]) -> Option<Self> {
        Self(bytes).sequence()
    }

    pub(super) fn sequence(&mut self) -> Option<Self> {
        self.value(SEQUENCE).map(Self)
    }

    pub(super) fn octets(&mut self) -> Option<&'d [u8]> {
        self.value(OCTETS)
    }

    pub(super) fn object(&mut self) -> Option<&'d [u8]> {
        self.value(OBJECT)
    }

    /// A number that is not negative.
    pub(super) fn number(&mut self) -> Option<UBig> {
        let bytes = self.value(INTEGER)?;
        let is_negative = *bytes.first()? & 0x80 != 0;
        (!is_negative).then(|| UBig::from_be_bytes(bytes))
    }

    fn value(&mut self, tag: u8) -> Option<&'d [u8]> {
        let [found, length, rest @ ..] = self.0 else { return None };
        if *found != tag {
            return None;
        }
        // A long length is written as the number of its own bytes, and then those.
        let (length, rest) = if *length < 0x80 {
            (usize::from(*length), rest)
        } else {
            let count = usize::from(length & 0x7f);
            if count == 0 || count > 4 || count > rest.len() {
                return None;
            }
            let (bytes, rest) = rest.split_at(count);
            (bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        };
        if length > rest.len() {
            return None;
        }
        let (value, rest) = rest.split_at(length);
        self.0 = rest;
        Some(value)
    }
}
