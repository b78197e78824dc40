//! Character encodings beside UTF-8: those a configuration meets, of Windows above all.

/// A character encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16 with a byte order mark, big end first.
    Utf16,
    /// UTF-16, big end first.
    Utf16Be,
    /// UTF-16, little end first.
    Utf16Le,
    /// Latin-1: the first 256 characters.
    Iso8859,
}

impl Encoding {
    /// The encoding of a name that IANA lists, in either case.
    pub(super) fn find(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "utf-8" | "csutf8" => Self::Utf8,
            "utf-16" | "csutf16" => Self::Utf16,
            "utf-16be" | "csutf16be" => Self::Utf16Be,
            "utf-16le" | "csutf16le" => Self::Utf16Le,
            "iso-8859-1" | "iso_8859-1" | "iso_8859-1:1987" | "iso-ir-100" | "latin1" | "l1" | "ibm819"
            | "cp819" | "csisolatin1" => Self::Iso8859,
            _ => return None,
        })
    }

    /// The name as IANA writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf16Le => "UTF-16LE",
            Self::Iso8859 => "ISO-8859-1",
        }
    }

    /// The bytes of a text; `None` when a character has none.
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        Some(match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16 if text.is_empty() => Vec::new(),
            Self::Utf16 => {
                let mark = [0xfe, 0xff].into_iter();
                mark.chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
            }
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Iso8859 => {
                text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect::<Option<_>>()?
            }
        })
    }

    /// The text of bytes; `None` when they are none in this encoding.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        let units = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
            let (pairs, odd) = bytes.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| read(*pair)).collect();
            if odd.is_empty() { String::from_utf16(&units).ok() } else { None }
        };
        match (self, bytes) {
            (Self::Utf8, _) => String::from_utf8(bytes.to_vec()).ok(),
            (Self::Utf16, [0xff, 0xfe, rest @ ..]) => units(rest, u16::from_le_bytes),
            (Self::Utf16, [0xfe, 0xff, rest @ ..]) => units(rest, u16::from_be_bytes),
            (Self::Utf16 | Self::Utf16Be, _) => units(bytes, u16::from_be_bytes),
            (Self::Utf16Le, _) => units(bytes, u16::from_le_bytes),
            (Self::Iso8859, _) => Some(bytes.iter().copied().map(char::from).collect()),
        }
    }
}
