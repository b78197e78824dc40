//! gzip's frame around compressed blocks.

use super::bits::Bits;
use super::block::write_stored;
use super::matches::Finder;

/// No name, no time, no level, no system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// Compresses a text, flushed before it is closed, as `base64gzip` has it.
pub(in crate::lang) fn compress(text: &[u8]) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.write_bytes(&HEADER);
    Finder::new(text).run(|block| block.write(&mut bits));
    // Flushing writes an empty block, closing another one.
    write_stored(&mut bits, &[], false);
    write_stored(&mut bits, &[], true);
    bits.write_bytes(&checksum(text).to_le_bytes());
    // The length counts modulo 2 to the power of 32.
    bits.write_bytes(&text.len().to_le_bytes()[..4]);
    bits.into_bytes()
}

/// CRC-32.
fn checksum(text: &[u8]) -> u32 {
    let table: [u32; 256] = std::array::from_fn(|byte| {
        let byte = u32::try_from(byte).expect("internal: a byte");
        (0..8).fold(byte, |value, _| if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 })
    });
    !text.iter().fold(!0, |sum: u32, byte| sum >> 8 ^ table[(sum.to_le_bytes()[0] ^ byte) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that repeats itself at several distances, and what Go makes of it.
    #[test]
    fn bytes_are_those_of_go() {
        let of_empty: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\xff\0\0\0\xff\xff\x01\0\0\xff\xff\0\0\0\0\0\0\0\0";
        assert_eq!(compress(b""), of_empty);
        let text = (0..40_000_u32).flat_map(|number| (number * number % 977).to_string().into_bytes());
        let text: Vec<u8> = text.collect();
        let compressed = compress(&text);
        assert_eq!((text.len(), compressed.len(), checksum(&compressed)), (115_177, 2_155, 1_793_693_885));
    }
}
