//! The password hash bcrypt, in the form `$2a$` that Go writes.

use base64::Engine as _;
use base64::alphabet::BCRYPT;
use base64::engine::{GeneralPurpose, general_purpose::NO_PAD};
use blowfish::Blowfish;

/// Longer passwords are refused, since the rest would not count.
pub(super) const MAX_PASSWORD: usize = 72;

/// What the hash encrypts: `OrpheanBeholderScryDoubt`.
const TEXT: &[u8; 24] = b"OrpheanBeholderScryDoubt";
const BASE64: GeneralPurpose = GeneralPurpose::new(&BCRYPT, NO_PAD);

/// The hash of a password of at most [`MAX_PASSWORD`] bytes, made in 2 to the power of `cost` rounds.
pub(super) fn hash(password: &str, cost: u32, salt: [u8; 16]) -> String {
    let mut key = password.as_bytes().to_vec();
    key.push(0);
    let mut state: Blowfish = Blowfish::bc_init_state();
    state.salted_expand_key(&salt, &key);
    for _ in 0..1_u64 << cost {
        state.bc_expand_key(&key);
        state.bc_expand_key(&salt);
    }
    let mut encrypted = Vec::with_capacity(TEXT.len());
    for pair in TEXT.chunks_exact(8) {
        let word = |at: usize| pair[at..at + 4].iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
        let mut words = [word(0), word(4)];
        for _ in 0..64 {
            words = state.bc_encrypt(words);
        }
        encrypted.extend(words.into_iter().flat_map(u32::to_be_bytes));
    }
    // The last byte was never part of it.
    encrypted.pop();
    format!("$2a${cost:02}${}{}", BASE64.encode(salt), BASE64.encode(encrypted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_other_implementations() {
        for (password, expected) in [
            ("", "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s."),
            ("abc", "$2a$04$..CA.uOD/eaGAOmJB.yMBufJvSTjTdkBYlZeYThHDpJ4wbwLwg8EG"),
        ] {
            let salt: [u8; 16] = BASE64.decode(&expected[7..29]).unwrap().try_into().unwrap();
            assert_eq!(hash(password, expected[4..6].parse().unwrap(), salt), expected);
        }
    }
}
