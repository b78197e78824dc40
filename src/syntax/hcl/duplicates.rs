//! Equal names side by side. The parser refuses them; the language takes equal keys of an object (the last counts), and
//! has more to say about equal attributes than that they are there. So the parser reads a copy of the same length in
//! which every name is another one, and the names are read from what was written.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::names::spell;
use super::scan::{Bracket, Token, TokenKind, scan};

/// `text` with every name that stands a second time in its object or body replaced by an unused one of the same length;
/// the name at `refused`, which the parser took for equal to another, in any case.
pub(super) fn rename(text: &str, refused: usize) -> Option<String> {
    let mut renamed = text.to_owned();
    let mut changed = false;
    for names in names_by_bracket(text, &scan(text).tokens) {
        let mut taken: HashSet<String> = names.iter().map(|name| text[name.clone()].to_owned()).collect();
        let mut seen = HashSet::new();
        // Unused names are looked for from where the last search ended, for each length.
        let mut next: BTreeMap<usize, usize> = BTreeMap::new();
        for name in names {
            if seen.insert(&text[name.clone()]) && name.start != refused {
                continue;
            }
            let number = next.entry(name.len()).or_default();
            let unused = loop {
                let candidate = spell(*number, name.len())?;
                *number += 1;
                if taken.insert(candidate.clone()) {
                    break candidate;
                }
            };
            renamed.replace_range(name, &unused);
            changed = true;
        }
    }
    changed.then_some(renamed)
}

/// The parser compares every key of an object with all before it. Up to so many in one object, or as many comparisons in
/// several, that takes a second or two.
const MOST_ITEMS: usize = 20_000;

/// Where an object, or all of them together, has more items than the parser can take in bearable time.
pub(super) fn too_many_items(text: &str) -> Option<usize> {
    // No item is shorter than `a=1` and a comma.
    if text.len() < MOST_ITEMS * 4 {
        return None;
    }
    let mut names = names_by_bracket(text, &scan(text).tokens);
    // The last are those of the text as a whole: attributes, which the parser compares in no time.
    names.pop();
    let mut comparisons = 0;
    names
        .iter()
        .find_map(|names| {
            comparisons += names.len() * names.len();
            if comparisons <= MOST_ITEMS * MOST_ITEMS {
                None
            } else {
                names.get(MOST_ITEMS).or_else(|| names.first())
            }
        })
        .map(|name| name.start)
}

/// The names before `=` and `:`, for each pair of braces and for the text as a whole.
fn names_by_bracket(text: &str, tokens: &[Token]) -> Vec<Vec<Range<usize>>> {
    let mut done = Vec::new();
    let mut frames = vec![Frame { braces: true, ..Frame::default() }];
    for token in tokens {
        if let TokenKind::Close(_) = token.kind
            && frames.len() > 1
            && let Some(frame) = frames.pop()
        {
            done.push(frame.names);
        }
        if let Some(frame) = frames.last_mut().filter(|frame| frame.braces) {
            frame.take(token, &text[token.start..token.end]);
        }
        if let TokenKind::Open(bracket) = token.kind {
            frames.push(Frame { braces: bracket == Bracket::Brace, ..Frame::default() });
        }
    }
    done.extend(frames.into_iter().rev().map(|frame| frame.names));
    done
}

/// What was seen between two braces.
#[derive(Default)]
struct Frame {
    names: Vec<Range<usize>>,
    name: Option<Range<usize>>,
    last: Option<TokenKind>,
    in_value: bool,
    braces: bool,
}

impl Frame {
    fn take(&mut self, token: &Token, written: &str) {
        let last = self.last.replace(token.kind);
        match (token.kind, written) {
            (TokenKind::LineBreak, _) | (TokenKind::Symbol, ",") => {
                self.name = None;
                self.in_value = false;
            }
            _ if self.in_value => {}
            (TokenKind::Symbol, "=" | ":") => {
                self.names.extend(self.name.take());
                self.in_value = true;
            }
            // Two words side by side are no name; renamed, they would become one.
            _ if self.name.is_some() && last.is_some_and(ends_value) && begins_value(token.kind) => {
                self.in_value = true;
            }
            (TokenKind::Symbol, "...") => self.in_value = true,
            _ => {
                let start = self.name.as_ref().map_or(token.start, |name| name.start);
                self.name = Some(start..token.end);
            }
        }
    }
}

fn ends_value(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Name | TokenKind::Number | TokenKind::Close(_))
}

fn begins_value(kind: TokenKind) -> bool {
    use TokenKind::{Name, Number, Open};
    matches!(kind, Name | Number | Open(Bracket::Quote | Bracket::Brace | Bracket::Heredoc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_second_name_becomes_another_of_the_same_length() {
        let text = "a = 1\na = 2\nb = { key = 1, key : 2, \"key\" = 3\n \"key\" = 4, (x) = 5, (x) = 6 }\n";
        let renamed = rename(text, 6).unwrap();
        assert_eq!(
            renamed,
            "a = 1\nc = 2\nb = { key = 1, _aa : 2, \"key\" = 3\n _aaaa = 4, (x) = 5, _ba = 6 }\n"
        );
    }

    #[test]
    fn names_run_out_at_some_length() {
        let text = "a = 1\n".repeat(60);
        assert_eq!(rename(&text, 6), None);
    }
}
