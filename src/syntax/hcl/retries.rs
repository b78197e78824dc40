//! Texts that the parser would read far too often. Where it refuses the second operand of a chain of operators, or a later
//! one, it takes the chain for ended and reads that operand again, to refuse it again. A chain inside such an operand
//! doubles that, and one inside of that, so that a line of three hundred letters takes it hours.

use super::scan::{Token, TokenKind, scan, scan_template};

/// How many bytes the parser may read in all, those that it reads again counted again: a second or two.
const MOST_BYTES: usize = 1 << 25;

/// The place from which on a text would be read too often.
pub(super) fn too_many(text: &str) -> Option<usize> {
    let most = most_doublings(text);
    if suspects(text.as_bytes()) <= most {
        return None;
    }
    // What kind of text it is makes a difference to where its strings are. Being too strict with either costs nothing:
    // nobody writes half as many levels.
    [scan(text), scan_template(text)].iter().find_map(|scan| deeper_than(most, text, &scan.tokens))
}

/// Whether the parser would read the text too often if each of so many places doubles that.
pub(super) fn are_too_many(doublings: usize, text: &str) -> bool {
    doublings > most_doublings(text)
}

fn most_doublings(text: &str) -> usize {
    (MOST_BYTES / text.len().max(1)).max(2).ilog2() as usize
}

/// How many brackets may be in a second operand at most, found without a look at strings and comments.
fn suspects(text: &[u8]) -> usize {
    let (mut suspects, mut operators) = (0, 0_u8);
    // A comma in a comment or a heredoc ends no chain.
    let (mut in_comment, mut has_heredoc) = (false, false);
    for (index, byte) in text.iter().enumerate() {
        let is_doubled = text.get(index + 1) == Some(byte);
        in_comment = match byte {
            b'#' => true,
            b'/' if is_doubled => true,
            b'\n' => false,
            _ => in_comment,
        };
        has_heredoc |= *byte == b'<' && is_doubled;
        match byte {
            b'[' | b'{' | b'(' => suspects += usize::from(operators > 1),
            // The chain around it goes on, and may have any number of operators.
            b']' | b'}' | b')' | b'"' => operators = 2,
            b'<' | b'>' | b'!' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' => {
                operators = operators.saturating_add(1);
            }
            b'=' if is_comparison(text, index) => operators = operators.saturating_add(1),
            b',' | b'=' if !in_comment && !has_heredoc => operators = 0,
            _ => {}
        }
    }
    suspects
}

fn is_comparison(text: &[u8], index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| text[before]);
    text.get(index + 1) == Some(&b'=') || matches!(before, Some(b'=' | b'!' | b'<' | b'>'))
}

/// Brackets that are open.
#[derive(Clone, Copy, Default)]
struct Level {
    /// How many of those around it, itself included, are in a second operand or a later one.
    doublings: usize,
    /// The operators of the chain so far.
    operators: usize,
}

fn deeper_than(most: usize, text: &str, tokens: &[Token]) -> Option<usize> {
    let mut levels: Vec<Level> = Vec::new();
    for token in tokens {
        if levels.is_empty() {
            levels.push(Level::default());
        }
        let level = levels.last_mut()?;
        match token.kind {
            TokenKind::Open(_) => {
                let doublings = level.doublings + usize::from(level.operators > 1);
                if doublings > most {
                    return Some(token.start);
                }
                levels.push(Level { doublings, operators: 0 });
            }
            TokenKind::Close(_) => drop(levels.pop()),
            TokenKind::Symbol => match &text[token.start..token.end] {
                "," | "=" | "?" | ":" | "=>" => level.operators = 0,
                "." | "..." => {}
                _ => level.operators += 1,
            },
            _ => {}
        }
    }
    None
}
