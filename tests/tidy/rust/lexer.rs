//! Text to tokens, so that no rule mistakes a comment or a string for code.

use std::sync::LazyLock;

use regex::Regex;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A name or keyword.
    Ident,
    /// A string, character or number.
    Literal,
    /// `::` or a single other character.
    Punct,
}

/// A piece of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Its text; of a raw identifier without `r#`.
    pub(crate) text: String,
    /// The line it begins on, from 1.
    pub(crate) line: usize,
}

impl Token {
    /// Whether it is this keyword, name or punctuation.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.kind != TokenKind::Literal && self.text == text
    }
}

static PATTERNS: LazyLock<[(Option<TokenKind>, Regex); 7]> = LazyLock::new(|| {
    let pattern = |kind, text: &str| (kind, Regex::new(text).expect("the pattern is valid"));
    [
        pattern(None, r"^(?:\s+|//[^\n]*)"),
        pattern(Some(TokenKind::Literal), r#"^[bc]?"(?s:[^"\\]|\\.)*""#),
        // A character comes before a lifetime: only the closing quote tells them apart.
        pattern(Some(TokenKind::Literal), r"^b?'(?s:[^'\\]|\\u\{[^}]*\}|\\x..|\\.)'"),
        pattern(None, r"^'[\p{XID_Start}_]\p{XID_Continue}*"),
        pattern(Some(TokenKind::Ident), r"^(?:r#)?[\p{XID_Start}_]\p{XID_Continue}*"),
        pattern(Some(TokenKind::Literal), r"^[0-9][0-9A-Za-z_]*(?:\.[0-9][0-9A-Za-z_]*)?"),
        pattern(Some(TokenKind::Punct), r"^(?s:::|.)"),
    ]
});

/// The tokens of `text`. Comments, whitespace and lifetimes are left out.
pub(crate) fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while !rest.is_empty() {
        let (kind, length) = next(rest);
        let (taken, after) = rest.split_at(length);
        if let Some(kind) = kind {
            tokens.push(Token { kind, text: taken.strip_prefix("r#").unwrap_or(taken).to_owned(), line });
        }
        line += taken.matches('\n').count();
        rest = after;
    }
    tokens
}

fn next(rest: &str) -> (Option<TokenKind>, usize) {
    if rest.starts_with("/*") {
        return (None, block_comment(rest));
    }
    if let Some(length) = raw_string(rest) {
        return (Some(TokenKind::Literal), length);
    }
    PATTERNS
        .iter()
        .find_map(|(kind, pattern)| Some((*kind, pattern.find(rest)?.end())))
        .expect("the last pattern takes any character")
}

/// The length of the block comment at the start; block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let (step, change) = match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => (2, 1),
            [b'*', b'/', ..] => (2, -1),
            _ => (1, 0),
        };
        at += step;
        depth += change;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The length of the raw string at the start, if one is there.
fn raw_string(rest: &str) -> Option<usize> {
    let after_prefix = rest.strip_prefix(['b', 'c']).unwrap_or(rest).strip_prefix('r')?;
    let opened = after_prefix.trim_start_matches('#');
    let end = format!("\"{}", "#".repeat(after_prefix.len() - opened.len()));
    let body = opened.strip_prefix('"')?;
    let length = body.find(&end).map_or(body.len(), |at| at + end.len());
    Some(rest.len() - body.len() + length)
}

#[test]
fn comments_strings_and_lifetimes_are_no_code() {
    let text = r##"
        // use crate::a;
        /* /* use */ crate::b */
        let x: &'a str = "crate::c \" ::d"; let y = r#"crate::"e" f"#; let z = ('\'', 'u', b'\\', r#type, 1.5..2);
    "##;
    let idents: Vec<String> = lex(text)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Ident)
        .map(|token| token.text)
        .collect();
    assert_eq!(idents, ["let", "x", "str", "let", "y", "let", "z", "type"]);
    assert!(lex(text).iter().all(|token| token.line == 4));
}
