//! Letters of a text that may be cut anywhere: Go's matchers cut by lengths in letters and in bytes alike.

/// The first letter and how many bytes it takes; a replacement letter of one byte where there is none, of no byte
/// where there is nothing.
pub(super) fn first(text: &[u8]) -> (char, usize) {
    let Some(&lead) = text.first() else { return (char::REPLACEMENT_CHARACTER, 0) };
    let length = match lead {
        0x00..=0x7f => return (char::from(lead), 1),
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let letter =
        text.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).and_then(|s| s.chars().next());
    letter.map_or((char::REPLACEMENT_CHARACTER, 1), |letter| (letter, length))
}

/// All letters with the byte that each begins at.
pub(super) fn all(text: &[u8]) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (letter, length) = first(&text[at..]);
        let found = (length > 0).then_some((at, letter));
        at += length;
        found
    })
}

/// Where `needle` first is.
pub(super) fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    if needle.is_empty() {
        return Some(0);
    }
    text.windows(needle.len()).position(|window| window == needle)
}

/// Where `needle` last is.
pub(super) fn find_last(text: &[u8], needle: &[u8]) -> Option<usize> {
    if needle.is_empty() {
        return Some(text.len());
    }
    text.windows(needle.len()).rposition(|window| window == needle)
}
