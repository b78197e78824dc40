//! Binary data between lines that say what it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A block of such data.
pub(super) struct Block {
    /// What it is: `RSA PRIVATE KEY`.
    pub(super) label: String,
    /// Whether it says that a passphrase protects it.
    pub(super) is_encrypted: bool,
    pub(super) bytes: Vec<u8>,
}

/// The first block in a text.
pub(super) fn first_block(text: &str) -> Option<Block> {
    let mut lines = text.lines().map(str::trim_end);
    let label = lines.find_map(|line| line.strip_prefix("-----BEGIN ")?.strip_suffix("-----"))?;
    let end = format!("-----END {label}-----");
    let (mut is_encrypted, mut encoded) = (false, String::new());
    for line in lines {
        if line == end {
            let bytes = STANDARD.decode(encoded).ok()?;
            return Some(Block { label: label.to_owned(), is_encrypted, bytes });
        }
        match line.split_once(':') {
            Some((name, value)) => is_encrypted |= name == "Proc-Type" && value.contains("ENCRYPTED"),
            None => encoded.push_str(line.trim()),
        }
    }
    None
}
