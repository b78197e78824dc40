//! Randomness from the system. Nothing that decides bytes of a package may ask it.

/// Fills `bytes` with randomness fit for secrets.
pub fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("internal: the system has randomness");
}
