//! Finds what is compiled for tests only: rules about the product leave it out.

use std::ops::Range;

use super::lexer::Token;

/// The token ranges of the items under `#[cfg(test)]` or `#[test]`, their attributes included.
pub(super) fn test_items(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(attribute) = attribute(tokens, at) else {
            at += 1;
            continue;
        };
        if is_for_tests(&tokens[attribute.clone()]) {
            let inner = tokens[at + 1].is("!");
            let end = if inner { tokens.len() } else { item_end(tokens, attribute.end) };
            items.push(at..end);
            at = end;
        } else {
            at = attribute.end;
        }
    }
    items
}

/// The range of the attribute that begins at `at`, from `#` to `]`.
pub(super) fn attribute(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    if !tokens.get(at)?.is("#") {
        return None;
    }
    let bracket = if tokens.get(at + 1)?.is("!") { at + 2 } else { at + 1 };
    tokens.get(bracket)?.is("[").then(|| at..closing(tokens, bracket))
}

fn is_for_tests(attribute: &[Token]) -> bool {
    let names: Vec<&str> = attribute.iter().map(|token| token.text.as_str()).collect();
    match names.as_slice() {
        ["#", "[", "test", "]"] => true,
        ["#", "[", "cfg", rest @ ..] | ["#", "!", "[", "cfg", rest @ ..] => {
            rest.contains(&"test") && !rest.contains(&"not")
        }
        _ => false,
    }
}

/// One past the last token of the item whose attributes or first token begin at `at`.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    while let Some(attribute) = attribute(tokens, at) {
        at = attribute.end;
    }
    while at < tokens.len() {
        let token = &tokens[at];
        if token.is(";") {
            return at + 1;
        }
        if token.is("{") {
            return closing(tokens, at);
        }
        at = if token.is("(") || token.is("[") { closing(tokens, at) } else { at + 1 };
    }
    at
}

/// One past the bracket that closes the one at `open`.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        if ["(", "[", "{"].iter().any(|bracket| token.is(bracket)) {
            depth += 1;
        } else if [")", "]", "}"].iter().any(|bracket| token.is(bracket)) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return index + 1;
            }
        }
    }
    tokens.len()
}
