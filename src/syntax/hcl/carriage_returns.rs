//! Carriage returns that end no line. The language knows them in comments and in the text of a template alone; the parser
//! takes them for blanks in other places, and in comments for the end.

use std::borrow::Cow;

use super::explain::Grammar;
use super::scan::{scan, scan_template};

/// The text as the parser reads it: without those in comments, all else in its place. The offset of one that is an
/// error, where there is one.
pub(super) fn blank_out(text: &str, grammar: Grammar) -> Result<Cow<'_, str>, usize> {
    let mut lone = lone(text).peekable();
    if lone.peek().is_none() {
        return Ok(Cow::Borrowed(text));
    }
    let scan = if grammar == Grammar::Template { scan_template(text) } else { scan(text) };
    let readable = scan.fault.as_ref().map_or(text.len(), |fault| fault.at.start);
    let mut copy = text.to_owned();
    for at in lone {
        if scan.fault.as_ref().is_some_and(|fault| fault.at.start == at) {
            return Err(at);
        }
        // Beyond a fault nobody knows what is a comment, and the parser ends there in any case.
        let after = scan.tokens.partition_point(|token| token.end <= at);
        let in_token = scan.tokens.get(after).is_some_and(|token| token.start <= at);
        if at < readable && !in_token {
            copy.replace_range(at..=at, " ");
        }
    }
    Ok(Cow::Owned(copy))
}

fn lone(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    bytes
        .iter()
        .enumerate()
        .filter(|(at, byte)| **byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        .map(|(at, _)| at)
}
