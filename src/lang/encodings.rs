//! Character encodings beside UTF-8: those a configuration meets, of Windows above all.

use encoding_rs::Encoding as Codec;

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
    /// ASCII.
    Ascii,
    /// Latin-1: the first 256 characters.
    Iso8859,
    /// Latin-5: Latin-1 with six letters of Turkish.
    Turkish,
    /// One that the web knows too.
    Other(&'static Codec),
}

/// The encodings that the web knows, by the names that IANA lists.
const OTHERS: &[(&[&str], &Codec)] = &[
    (&["iso-8859-2", "iso_8859-2", "iso-ir-101", "latin2", "l2", "csisolatin2"], encoding_rs::ISO_8859_2),
    (&["iso-8859-3", "iso_8859-3", "iso-ir-109", "latin3", "l3", "csisolatin3"], encoding_rs::ISO_8859_3),
    (&["iso-8859-4", "iso_8859-4", "iso-ir-110", "latin4", "l4", "csisolatin4"], encoding_rs::ISO_8859_4),
    (&["iso-8859-5", "iso_8859-5", "iso-ir-144", "cyrillic", "csisolatincyrillic"], encoding_rs::ISO_8859_5),
    (
        &["iso-8859-6", "iso_8859-6", "iso-ir-127", "ecma-114", "asmo-708", "arabic", "csisolatinarabic"],
        encoding_rs::ISO_8859_6,
    ),
    (
        &[
            "iso-8859-7",
            "iso_8859-7",
            "iso-ir-126",
            "elot_928",
            "ecma-118",
            "greek",
            "greek8",
            "csisolatingreek",
        ],
        encoding_rs::ISO_8859_7,
    ),
    (&["iso-8859-8", "iso_8859-8", "iso-ir-138", "hebrew", "csisolatinhebrew"], encoding_rs::ISO_8859_8),
    (&["iso-8859-10", "iso-ir-157", "l6", "csisolatin6", "latin6"], encoding_rs::ISO_8859_10),
    (&["iso-8859-13", "csiso885913"], encoding_rs::ISO_8859_13),
    (
        &["iso-8859-14", "iso_8859-14", "iso-ir-199", "latin8", "iso-celtic", "l8", "csiso885914"],
        encoding_rs::ISO_8859_14,
    ),
    (&["iso-8859-15", "iso_8859-15", "latin-9", "csiso885915"], encoding_rs::ISO_8859_15),
    (
        &["iso-8859-16", "iso_8859-16", "iso-ir-226", "latin10", "l10", "csiso885916"],
        encoding_rs::ISO_8859_16,
    ),
    (&["koi8-r", "cskoi8r"], encoding_rs::KOI8_R),
    (&["koi8-u", "cskoi8u"], encoding_rs::KOI8_U),
    (&["macintosh", "mac", "csmacintosh"], encoding_rs::MACINTOSH),
    (&["ibm866", "cp866", "866", "csibm866"], encoding_rs::IBM866),
    (&["windows-874", "cswindows874"], encoding_rs::WINDOWS_874),
    (&["windows-1250", "cswindows1250"], encoding_rs::WINDOWS_1250),
    (&["windows-1251", "cswindows1251"], encoding_rs::WINDOWS_1251),
    (&["windows-1252", "cswindows1252"], encoding_rs::WINDOWS_1252),
    (&["windows-1253", "cswindows1253"], encoding_rs::WINDOWS_1253),
    (&["windows-1254", "cswindows1254"], encoding_rs::WINDOWS_1254),
    (&["windows-1255", "cswindows1255"], encoding_rs::WINDOWS_1255),
    (&["windows-1256", "cswindows1256"], encoding_rs::WINDOWS_1256),
    (&["windows-1257", "cswindows1257"], encoding_rs::WINDOWS_1257),
    (&["windows-1258", "cswindows1258"], encoding_rs::WINDOWS_1258),
    (
        &["euc-jp", "extended_unix_code_packed_format_for_japanese", "cseucpkdfmtjapanese"],
        encoding_rs::EUC_JP,
    ),
    (&["iso-2022-jp", "csiso2022jp"], encoding_rs::ISO_2022_JP),
    (&["shift_jis", "ms_kanji", "csshiftjis"], encoding_rs::SHIFT_JIS),
    (&["euc-kr", "cseuckr"], encoding_rs::EUC_KR),
    (&["gb18030", "csgb18030"], encoding_rs::GB18030),
    (&["gbk", "cp936", "ms936", "windows-936", "csgbk"], encoding_rs::GBK),
    (&["big5", "csbig5"], encoding_rs::BIG5),
];

/// What stands in Latin-5 where Latin-1 has other letters.
const TURKISH: [(u8, char); 6] =
    [(0xd0, 'Ğ'), (0xdd, 'İ'), (0xde, 'Ş'), (0xf0, 'ğ'), (0xfd, 'ı'), (0xfe, 'ş')];

impl Encoding {
    /// The encoding of a name that IANA lists, in either case.
    pub(super) fn find(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        Some(match name.as_str() {
            "utf-8" | "csutf8" => Self::Utf8,
            "utf-16" | "csutf16" => Self::Utf16,
            "utf-16be" | "csutf16be" => Self::Utf16Be,
            "utf-16le" | "csutf16le" => Self::Utf16Le,
            "us-ascii" | "iso-ir-6" | "ansi_x3.4-1968" | "ansi_x3.4-1986" | "iso_646.irv:1991"
            | "iso646-us" | "us" | "ibm367" | "cp367" | "csascii" => Self::Ascii,
            "iso-8859-1" | "iso_8859-1" | "iso_8859-1:1987" | "iso-ir-100" | "latin1" | "l1" | "ibm819"
            | "cp819" | "csisolatin1" => Self::Iso8859,
            "iso-8859-9" | "iso_8859-9" | "iso_8859-9:1989" | "iso-ir-148" | "latin5" | "l5"
            | "csisolatin5" => Self::Turkish,
            name => Self::Other(OTHERS.iter().find(|(names, _)| names.contains(&name))?.1),
        })
    }

    /// The name as IANA writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf16Le => "UTF-16LE",
            Self::Ascii => "US-ASCII",
            Self::Iso8859 => "ISO-8859-1",
            Self::Turkish => "ISO-8859-9",
            Self::Other(codec) => codec.name(),
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
            Self::Ascii => Some(text.as_bytes().to_vec()).filter(|bytes| bytes.is_ascii())?,
            Self::Iso8859 => {
                text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect::<Option<_>>()?
            }
            Self::Turkish => text.chars().map(turkish_byte).collect::<Option<_>>()?,
            Self::Other(codec) => {
                let (bytes, _, failed) = codec.encode(text);
                if failed || has_undefined(codec, text) {
                    return None;
                }
                bytes.into_owned()
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
            (Self::Ascii, _) => {
                std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()).map(str::to_owned)
            }
            (Self::Iso8859, _) => Some(bytes.iter().copied().map(char::from).collect()),
            (Self::Turkish, _) => Some(bytes.iter().map(|byte| turkish_letter(*byte)).collect()),
            (Self::Other(codec), _) => {
                let (text, failed) = codec.decode_without_bom_handling(bytes);
                Some(text.into_owned()).filter(|text| !failed && !has_undefined(codec, text))
            }
        }
    }
}

/// Whether a text has what the web makes of bytes for which an encoding has no letter: control characters.
fn has_undefined(codec: &'static Codec, text: &str) -> bool {
    codec.is_single_byte() && text.contains(|letter| ('\u{80}'..='\u{9f}').contains(&letter))
}

fn turkish_byte(letter: char) -> Option<u8> {
    match TURKISH.iter().find(|(_, turkish)| *turkish == letter) {
        Some((byte, _)) => Some(*byte),
        None => u8::try_from(u32::from(letter)).ok().filter(|byte| turkish_letter(*byte) == letter),
    }
}

fn turkish_letter(byte: u8) -> char {
    TURKISH.iter().find(|(turkish, _)| *turkish == byte).map_or(char::from(byte), |(_, letter)| *letter)
}
