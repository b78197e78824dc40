//! What stands around the place where the parser stopped.

use std::ops::Range;

use super::scan::{Bracket, Token, TokenKind};

/// A text and the place in it that the parser refused.
pub(super) struct Scene<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// The token at the place, or the first after it.
    found: usize,
    /// Where the opening brackets around the place are among the tokens, the outermost first.
    open: Vec<usize>,
}

impl<'t> Scene<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token], offset: usize) -> Self {
        let mut open = Vec::new();
        let mut found = 0;
        while let Some(token) = tokens.get(found).filter(|token| token.end <= offset) {
            match token.kind {
                TokenKind::Open(_) => open.push(found),
                TokenKind::Close(_) => drop(open.pop()),
                _ => {}
            }
            found += 1;
        }
        let mut scene = Self { text, tokens, found, open };
        if !scene.breaks_count() {
            scene.found = (found..tokens.len())
                .find(|index| tokens[*index].kind != TokenKind::LineBreak)
                .unwrap_or(tokens.len());
        }
        scene
    }

    /// Whether line breaks mean anything at the place.
    pub(super) fn breaks_count(&self) -> bool {
        matches!(self.opener(), None | Some(Bracket::Brace | Bracket::Quote | Bracket::Heredoc))
    }

    /// What the place is in.
    pub(super) fn opener(&self) -> Option<Bracket> {
        self.open.last().and_then(|index| match self.tokens[*index].kind {
            TokenKind::Open(bracket) => Some(bracket),
            _ => None,
        })
    }

    pub(super) fn opener_range(&self) -> Option<Range<usize>> {
        self.open.last().map(|index| range(&self.tokens[*index]))
    }

    /// Whether what opened here indexes the thing before it, or calls it.
    pub(super) fn opener_follows_value(&self) -> bool {
        let Some(before) = self.open.last().and_then(|index| index.checked_sub(1)) else { return false };
        matches!(self.tokens[before].kind, TokenKind::Name | TokenKind::Close(_))
    }

    pub(super) fn found(&self) -> Option<&'t Token> {
        self.tokens.get(self.found)
    }

    pub(super) fn found_text(&self) -> &'t str {
        self.found().map_or("", |token| self.text_of(token))
    }

    /// What comes next, line breaks left out.
    pub(super) fn next_word(&self) -> Option<TokenKind> {
        self.tokens[self.found..].iter().map(|token| token.kind).find(|kind| *kind != TokenKind::LineBreak)
    }

    /// The token `distance` after the one found.
    pub(super) fn after(&self, distance: usize) -> Option<&'t Token> {
        self.tokens.get(self.found + distance)
    }

    /// The token before the one found, line breaks left out.
    pub(super) fn before(&self) -> Option<&'t Token> {
        self.tokens[..self.found].iter().rev().find(|token| token.kind != TokenKind::LineBreak)
    }

    pub(super) fn before_text(&self) -> &'t str {
        self.before().map_or("", |token| self.text_of(token))
    }

    /// The word before the one found; all of it, where a string or a pair of brackets ends there.
    pub(super) fn value_before(&self) -> Range<usize> {
        let mut depth = 0;
        let mut end = 0;
        for token in self.tokens[..self.found].iter().rev().filter(|it| it.kind != TokenKind::LineBreak) {
            end = end.max(token.end);
            match token.kind {
                TokenKind::Close(_) => depth += 1,
                TokenKind::Open(_) => depth -= 1,
                _ => {}
            }
            if depth <= 0 {
                return token.start..end;
            }
        }
        end..end
    }

    /// The tokens since what is open here was opened.
    pub(super) fn inside(&self) -> &'t [Token] {
        let start = self.open.last().map_or(0, |index| index + 1);
        &self.tokens[start..self.found.max(start)]
    }

    /// Whether one of the tokens since the opening bracket is `word`.
    pub(super) fn has_inside(&self, word: &str) -> bool {
        self.inside().iter().any(|token| self.text_of(token) == word)
    }

    /// Whether the place is on another line than the opening bracket.
    pub(super) fn line_breaks_inside(&self) -> bool {
        self.inside().iter().any(|token| token.kind == TokenKind::LineBreak)
    }

    /// From the start of the item that the place is in (after the last line break or comma) up to the place.
    pub(super) fn item(&self) -> Range<usize> {
        let inside = self.inside();
        let mut depth = 0;
        let mut start = None;
        for token in inside.iter().rev() {
            match token.kind {
                TokenKind::Close(_) => depth += 1,
                TokenKind::Open(_) => depth -= 1,
                TokenKind::LineBreak if depth == 0 => break,
                TokenKind::Symbol if depth == 0 && self.text_of(token) == "," => break,
                _ => {}
            }
            start = Some(token.start);
        }
        let end = self.before().map_or(0, |token| token.end);
        start.map_or(end..end, |start| start..end.max(start))
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'t str {
        &self.text[range]
    }

    pub(super) fn text_of(&self, token: &Token) -> &'t str {
        &self.text[range(token)]
    }

    /// Where to point at what was found: right behind the last word, where that is only the end of a line or the file.
    pub(super) fn place(&self) -> Range<usize> {
        match self.found() {
            Some(token) if token.kind == TokenKind::Open(Bracket::Quote) => token.start..self.end_of_string(),
            Some(token) if token.kind != TokenKind::LineBreak => range(token),
            _ => {
                let end = self.before().map_or(0, |token| token.end);
                end..end
            }
        }
    }

    /// Where the string ends that begins with the token found.
    fn end_of_string(&self) -> usize {
        let mut depth = 0;
        for token in &self.tokens[self.found..] {
            match token.kind {
                TokenKind::Open(_) => depth += 1,
                TokenKind::Close(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return token.end;
            }
        }
        self.tokens[self.found].end
    }

    /// What was found, for people.
    pub(super) fn found_name(&self) -> String {
        let Some(token) = self.found() else { return "the end of the file".to_owned() };
        match token.kind {
            TokenKind::LineBreak => "the end of the line".to_owned(),
            TokenKind::Open(Bracket::Quote) => "a string".to_owned(),
            TokenKind::Open(Bracket::Heredoc) => "a heredoc".to_owned(),
            TokenKind::Close(Bracket::Quote) => "the end of the string".to_owned(),
            TokenKind::Text | TokenKind::Close(Bracket::Heredoc) => "text".to_owned(),
            _ => format!("`{}`", shorten(self.text_of(token))),
        }
    }

    /// Whether what was found begins a value.
    pub(super) fn found_begins_value(&self) -> bool {
        let opens_value = |bracket| !matches!(bracket, Bracket::Interpolation | Bracket::Directive);
        match self.found().map(|token| token.kind) {
            Some(TokenKind::Name | TokenKind::Number) => true,
            Some(TokenKind::Open(bracket)) => opens_value(bracket),
            _ => false,
        }
    }
}

fn range(token: &Token) -> Range<usize> {
    token.start..token.end
}

/// Enough of a word to know it by.
pub(super) fn shorten(text: &str) -> String {
    const MOST: usize = 32;
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() && line.chars().count() <= MOST {
        return text.to_owned();
    }
    line.chars().take(MOST).chain("…".chars()).collect()
}
