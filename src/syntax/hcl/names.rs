//! Names made up for the copy of a text that the parser reads.

/// The `number`th name of `length` characters, while there are any. They begin with `_` where there is room, so that none
/// is a keyword.
pub(super) fn spell(mut number: usize, length: usize) -> Option<String> {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = vec![b'_'; length];
    let free = if length > 1 { &mut name[1..] } else { &mut name[..] };
    for place in free.iter_mut() {
        *place = LETTERS[number % LETTERS.len()];
        number /= LETTERS.len();
    }
    if number > 0 { None } else { String::from_utf8(name).ok() }
}
