//! `[…]` of a Go pattern, written so that the `regex` crate reads the same set of characters: it knows operators
//! (`&&`, `--`, nested brackets) that are plain characters in Go.

use super::cursor::{Cursor, escape};
use super::error::PatternError;

const POSIX: &[&str] = &[
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
    "upper", "word", "xdigit",
];

/// Translates the class that begins after the `[` just read.
pub(super) fn translate_class(cursor: &mut Cursor<'_>, output: &mut String) -> Result<(), PatternError> {
    output.push('[');
    if cursor.take("^") {
        output.push('^');
    }
    let mut is_first = true;
    loop {
        if cursor.rest().is_empty() {
            return Err(PatternError("missing closing ]".to_owned()));
        }
        if !is_first && cursor.take("]") {
            output.push(']');
            return Ok(());
        }
        // A minus that is neither first, last nor part of a range.
        if !is_first && cursor.rest().starts_with('-') && !cursor.rest().starts_with("-]") {
            return Err(PatternError("invalid character class range: `-`".to_owned()));
        }
        is_first = false;
        if take_named(cursor, output)? {
            continue;
        }
        let low = single(cursor)?;
        output.push_str(&escape(low));
        let rest = cursor.rest();
        if rest.starts_with('-') && !rest.starts_with("-]") {
            let _minus = cursor.next();
            let high = single(cursor)?;
            if high < low {
                return Err(PatternError(format!("invalid character class range: `{low}-{high}`")));
            }
            output.push('-');
            output.push_str(&escape(high));
        }
    }
}

/// `[:alpha:]`, `\d`, `\pL`.
fn take_named(cursor: &mut Cursor<'_>, output: &mut String) -> Result<bool, PatternError> {
    if let Some(rest) = cursor.rest().strip_prefix("[:")
        && let Some(end) = rest.find(":]")
    {
        let name = rest[..end].trim_start_matches('^');
        if !POSIX.contains(&name) {
            return Err(PatternError(format!("invalid character class range: `[:{name}:]`")));
        }
        let whole = cursor.rest()[..end + 4].to_owned();
        cursor.skip(whole.len());
        output.push_str(&whole);
        return Ok(true);
    }
    let Some(set) = cursor.perl_set() else { return cursor.property(output) };
    output.push_str(set);
    Ok(true)
}

fn single(cursor: &mut Cursor<'_>) -> Result<char, PatternError> {
    match cursor.next() {
        Some('\\') => cursor.escaped(),
        Some(letter) => Ok(letter),
        None => Err(PatternError("missing closing ]".to_owned())),
    }
}
