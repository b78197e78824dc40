//! Decryption with an RSA private key, for `rsadecrypt`: PKCS #1 v1.5 padding; keys as PKCS #1, PKCS #8 and OpenSSH
//! write them, without a passphrase.
//!
//! Its time depends on key and text: it is for values in a configuration that whoever runs it may read, never for a
//! service that others may ask.

mod der;
mod key;
mod numbers;
mod openssh;
mod pem;

pub(super) use key::PrivateKey;
