//! The numbers of a private key that decryption and its checks need.

use dashu_int::UBig;

/// The numbers.
pub(super) struct Numbers {
    pub(super) modulus: UBig,
    pub(super) private_exponent: UBig,
    pub(super) primes: (UBig, UBig),
}
