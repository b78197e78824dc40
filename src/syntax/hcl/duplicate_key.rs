//! Objects that name a key twice. Go takes the last one; hcl-edit refuses the file.
//!
//! The later key is overwritten, in a copy, by another name of the same length, and the copy is parsed again: all
//! offsets stay what they are, and the key is read back from the original text.

use std::borrow::Cow;
use std::ops::Range;

use hcl_edit::parser::{Error, parse_body};
use hcl_edit::structure::Body;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// A text after its duplicate keys were made unique.
pub(super) struct Repaired {
    pub(super) parsed: Result<Body, Error>,
    pub(super) replaced: Vec<ReplacedKey>,
}

/// A key that stood in its object before.
pub(super) struct ReplacedKey {
    pub(super) place: Range<usize>,
}

impl ReplacedKey {
    pub(super) fn warning(&self, file: FileId, text: &str) -> Diagnostic {
        let key = text[self.place.clone()].trim_matches('"');
        Diagnostic::warning(Code::DuplicateKey, format!("the key `{key}` is written twice in one object"))
            .at(Span::new(file, self.place.clone()), "the last one counts")
            .hint("remove one of the two")
    }
}

const REDEFINED_KEY: &str = "redefined object key";
/// More duplicates than this are no slip any more, and each costs a parse.
const MOST: usize = 500;

/// Parses `text`, making duplicate keys unique as they are met.
pub(super) fn repair(text: &str) -> Repaired {
    let mut replaced: Vec<ReplacedKey> = Vec::new();
    let mut copy = Cow::Borrowed(text);
    let mut attempt = 0;
    loop {
        let error = match parse_body(&copy) {
            Ok(body) => return Repaired { parsed: Ok(body), replaced },
            Err(error) => error,
        };
        attempt += 1;
        let start = error.location().offset();
        if attempt > MOST || !error.message().contains(REDEFINED_KEY) {
            return Repaired { parsed: Err(error), replaced };
        }
        // The same place again: the name that was put there is taken too, so the next one is tried.
        if replaced.last().is_none_or(|key| key.place.start != start) {
            replaced.push(ReplacedKey { place: start..end_of_key(text, start) });
        }
        let place = replaced.last().map_or(start..start, |key| key.place.clone());
        let Some(name) = unique_name(place.len(), attempt) else {
            return Repaired { parsed: Err(error), replaced };
        };
        copy.to_mut().replace_range(place, &name);
    }
}

/// The `number`th name of `length` letters and digits; `None` when there are not so many.
fn unique_name(length: usize, number: usize) -> Option<String> {
    const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut name = vec![b'q'; length];
    let mut rest = number;
    for place in name.iter_mut().skip(1).rev() {
        *place = DIGITS[rest % DIGITS.len()];
        rest /= DIGITS.len();
    }
    if let Some(first) = name.first_mut() {
        *first = *b"qxzjkvwyQXZJKVWY".get(rest)?;
        rest = 0;
    }
    (length > 0 && rest == 0).then(|| String::from_utf8_lossy(&name).into_owned())
}

/// Where the key that starts at `start` ends: before the blanks before its `=` or `:`.
fn end_of_key(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut in_quotes = false;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if in_quotes => at += 1,
            b'"' => in_quotes = !in_quotes,
            b'(' | b'[' | b'{' if !in_quotes => depth += 1,
            b')' | b']' | b'}' if !in_quotes => depth = depth.saturating_sub(1),
            b'=' | b':' if !in_quotes && depth == 0 => break,
            _ => {}
        }
        at += 1;
    }
    start + text[start..at.min(bytes.len())].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_any_form_are_replaced_in_place() {
        let text =
            "a = {\n  x = 1\n  \"y z\" = 2\n  x = 3\n  \"y z\" : 4\n  (b) = 5\n  (b) = 6\n  x = 7\n}\n";
        let repaired = repair(text);
        assert!(repaired.parsed.is_ok());
        let keys: Vec<&str> = repaired.replaced.iter().map(|key| &text[key.place.clone()]).collect();
        assert_eq!(keys, ["x", "\"y z\"", "(b)", "x"]);
    }
}
