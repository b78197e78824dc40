//! A file of a package: its path in the zip and its bytes. The executable bit comes from the bytes, never from a checkout.

/// One file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Path in the zip, with `/` between the parts.
    pub(super) path: String,
    /// What the file holds.
    pub(super) content: Vec<u8>,
    /// Who brings it.
    pub(super) origin: Origin,
}

/// Who brings a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// The function's folder.
    Function,
    /// Its requirements.
    Requirements,
}

/// Whether nothing that runs reads `path` of a requirement: a text in the root, such as a licence, or tests and examples that
/// are there by mistake. Where two bring it, neither can be missed.
pub(super) fn is_beside_the_code(path: &str) -> bool {
    match path.split_once('/') {
        Some((folder, _)) => ["tests", "test", "docs", "doc", "examples", "scripts"].contains(&folder),
        None => !is_module(path),
    }
}

/// Whether Python imports `path`.
pub(super) fn is_module(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, suffix)| matches!(suffix, "py" | "so"))
}

/// Whether Lambda may have to run the file: an ELF binary or a script that names its interpreter.
pub(super) fn is_executable(content: &[u8]) -> bool {
    content.starts_with(b"\x7fELF") || content.starts_with(b"#!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_say_what_is_executable() {
        assert!(is_executable(b"#!/bin/sh\n") && is_executable(b"\x7fELF\x02"));
        assert!(!is_executable(b"") && !is_executable(b"import os\n#!no"));
    }
}
