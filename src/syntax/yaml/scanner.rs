//! Tokens from characters: which word comes next, and what the indentation opens and closes before it.

use std::collections::VecDeque;

use super::block_scalar::block_scalar;
use super::cursor::{Cursor, Mark};
use super::directive::directive;
use super::node::YamlError;
use super::plain_scalar::plain_scalar;
use super::quoted_scalar::quoted_scalar;
use super::tag::tag;
use super::token::{Style, Token, TokenKind};

/// Deeper than any file a person writes, shallow enough for every thread's stack.
pub(super) const MAX_DEPTH: usize = 200;

/// A key without `?` is known as one only by the `:` after it, which must be in the same line and not too far.
const LONGEST_SIMPLE_KEY: usize = 1024;

/// A place where a key may have begun.
#[derive(Clone, Copy, Debug)]
struct SimpleKey {
    /// Nothing but a key can stand there.
    required: bool,
    /// Which token it begins with, counted from the first.
    token: usize,
    mark: Mark,
}

/// Makes tokens as they are asked for.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    cursor: Cursor<'t>,
    tokens: VecDeque<Token>,
    /// How many tokens were handed out.
    taken: usize,
    /// The column of the innermost block collection; -1 outside all.
    indent: isize,
    outer_indents: Vec<isize>,
    /// One for each open flow collection, and one for what is around them.
    simple_keys: Vec<Option<SimpleKey>>,
    simple_key_allowed: bool,
}

impl<'t> Scanner<'t> {
    /// # Errors
    /// When the text has a control character.
    pub(super) fn new(text: &'t str) -> Result<Self, YamlError> {
        Ok(Self {
            cursor: Cursor::new(text)?,
            tokens: VecDeque::new(),
            taken: 0,
            indent: -1,
            outer_indents: Vec::new(),
            simple_keys: vec![None],
            simple_key_allowed: true,
        })
    }

    /// The next token, which stays the next one.
    ///
    /// # Errors
    /// When the text is no YAML here.
    pub(super) fn peek(&mut self) -> Result<&Token, YamlError> {
        loop {
            if !self.tokens.is_empty() {
                self.forget_stale_keys()?;
                // The next token may turn out to be a key: a mapping would begin before it.
                if !self.simple_keys.iter().flatten().any(|key| key.token == self.taken) {
                    break;
                }
            }
            self.fetch()?;
        }
        Ok(self.tokens.front().expect("internal: the loop ends with a token"))
    }

    /// The next token.
    ///
    /// # Errors
    /// When the text is no YAML here.
    pub(super) fn next(&mut self) -> Result<Token, YamlError> {
        self.peek()?;
        let token = self.tokens.pop_front().expect("internal: `peek` leaves a token");
        // Whoever asks past the end sees the end again.
        if token.kind == TokenKind::StreamEnd {
            self.tokens.push_front(Token { kind: TokenKind::StreamEnd, ..token });
        } else {
            self.taken += 1;
        }
        Ok(token)
    }

    fn in_flow(&self) -> bool {
        self.simple_keys.len() > 1
    }

    fn column(&self) -> isize {
        self.cursor.mark.column.cast_signed()
    }

    fn fetch(&mut self) -> Result<(), YamlError> {
        self.skip_to_next_token();
        self.forget_stale_keys()?;
        self.close_blocks(self.column());
        let (byte, in_flow) = (self.cursor.byte(), self.in_flow());
        let before_space = self.cursor.is_space_at(1);
        match byte {
            0 => self.fetch_end(),
            b'%' if self.cursor.mark.column == 0 => {
                self.leave_blocks()?;
                let token = directive(&mut self.cursor)?;
                self.tokens.push_back(token);
                Ok(())
            }
            _ if self.cursor.is_document_mark() => {
                self.leave_blocks()?;
                let kind = if byte == b'-' { TokenKind::DocumentStart } else { TokenKind::DocumentEnd };
                self.push(kind, 3);
                Ok(())
            }
            b'[' => self.open_flow(TokenKind::FlowSequenceStart),
            b'{' => self.open_flow(TokenKind::FlowMappingStart),
            b']' => self.close_flow(TokenKind::FlowSequenceEnd),
            b'}' => self.close_flow(TokenKind::FlowMappingEnd),
            b',' => {
                self.drop_simple_key()?;
                self.simple_key_allowed = true;
                self.push(TokenKind::FlowEntry, 1);
                Ok(())
            }
            b'-' if before_space => self.fetch_entry(),
            b'?' if in_flow || before_space => self.fetch_key(),
            b':' if in_flow || before_space => self.fetch_value(),
            b'*' | b'&' => self.fetch_anchor(byte == b'*'),
            b'!' => {
                self.save_simple_key(false)?;
                let token = tag(&mut self.cursor)?;
                self.tokens.push_back(token);
                Ok(())
            }
            b'|' | b'>' if !in_flow => {
                self.drop_simple_key()?;
                self.simple_key_allowed = true;
                self.scalar(Style::Block, |scanner| block_scalar(&mut scanner.cursor, scanner.indent))
            }
            b'\'' | b'"' => {
                self.save_simple_key(false)?;
                self.scalar(Style::Quoted, |scanner| quoted_scalar(&mut scanner.cursor))
            }
            b' ' | b'\t' | b'#' | b'|' | b'>' | b'%' | b'@' | b'`' => {
                Err(self.cursor.error("found a character that no token begins with"))
            }
            _ => {
                self.save_simple_key(false)?;
                self.scalar(Style::Plain, |scanner| {
                    let plain = plain_scalar(&mut scanner.cursor, scanner.indent, in_flow)?;
                    // A line was passed: a key may begin in this one.
                    scanner.simple_key_allowed |= plain.ends_in_later_line;
                    Ok((plain.text, plain.end))
                })
            }
        }
    }

    fn skip_to_next_token(&mut self) {
        loop {
            // A tab is no indentation: it is passed only where none is looked for.
            let tabs = self.in_flow() || !self.simple_key_allowed;
            while self.cursor.byte() == b' ' || (tabs && self.cursor.byte() == b'\t') {
                self.cursor.skip();
            }
            self.cursor.skip_comment();
            if !self.cursor.is_break() {
                return;
            }
            self.cursor.skip_break();
            if !self.in_flow() {
                self.simple_key_allowed = true;
            }
        }
    }

    fn fetch_end(&mut self) -> Result<(), YamlError> {
        // The end is a line of its own, so that no key is waited for.
        if self.cursor.mark.column > 0 {
            self.cursor.mark.column = 0;
            self.cursor.mark.line += 1;
        }
        self.leave_blocks()?;
        self.push(TokenKind::StreamEnd, 0);
        Ok(())
    }

    fn open_flow(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        if self.simple_keys.len() > MAX_DEPTH {
            return Err(self.cursor.error(format!("nested deeper than {MAX_DEPTH} levels")));
        }
        self.save_simple_key(true)?;
        self.simple_keys.push(None);
        self.push(kind, 1);
        Ok(())
    }

    fn close_flow(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        self.drop_simple_key()?;
        if self.in_flow() {
            self.simple_keys.pop();
        }
        self.simple_key_allowed = false;
        self.push(kind, 1);
        Ok(())
    }

    fn fetch_entry(&mut self) -> Result<(), YamlError> {
        if !self.in_flow() {
            if !self.simple_key_allowed {
                return Err(self.cursor.error("block sequence entries are not allowed in this context"));
            }
            self.open_block(self.cursor.mark, self.tokens.len(), TokenKind::BlockSequenceStart);
        }
        self.drop_simple_key()?;
        self.simple_key_allowed = true;
        self.push(TokenKind::BlockEntry, 1);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<(), YamlError> {
        if !self.in_flow() {
            if !self.simple_key_allowed {
                return Err(self.cursor.error("mapping keys are not allowed in this context"));
            }
            self.open_block(self.cursor.mark, self.tokens.len(), TokenKind::BlockMappingStart);
        }
        self.drop_simple_key()?;
        self.simple_key_allowed = !self.in_flow();
        self.push(TokenKind::Key, 1);
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<(), YamlError> {
        if let Some(key) = self.simple_keys.last_mut().and_then(Option::take) {
            let position = key.token - self.taken;
            let place = key.mark.offset;
            self.tokens.insert(position, Token { kind: TokenKind::Key, start: place, end: place });
            self.open_block(key.mark, position, TokenKind::BlockMappingStart);
            self.simple_key_allowed = false;
        } else {
            if !self.in_flow() {
                if !self.simple_key_allowed {
                    return Err(self.cursor.error("mapping values are not allowed in this context"));
                }
                self.open_block(self.cursor.mark, self.tokens.len(), TokenKind::BlockMappingStart);
            }
            self.simple_key_allowed = !self.in_flow();
        }
        self.push(TokenKind::Value, 1);
        Ok(())
    }

    fn fetch_anchor(&mut self, is_alias: bool) -> Result<(), YamlError> {
        self.save_simple_key(false)?;
        let start = self.cursor.mark.offset;
        self.cursor.skip();
        let mut name = String::new();
        while self.cursor.is_word() {
            self.cursor.read(&mut name);
        }
        let may_follow = matches!(self.cursor.byte(), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name.is_empty() || !(may_follow || self.cursor.is_space_at(0)) {
            return Err(self.cursor.error("the name of an anchor has letters, digits, `_` and `-`"));
        }
        let kind = if is_alias { TokenKind::Alias(name) } else { TokenKind::Anchor(name) };
        self.tokens.push_back(Token { kind, start, end: self.cursor.mark.offset });
        Ok(())
    }

    fn scalar(
        &mut self,
        style: Style,
        scan: impl FnOnce(&mut Self) -> Result<(String, usize), YamlError>,
    ) -> Result<(), YamlError> {
        let start = self.cursor.mark.offset;
        let (text, end) = scan(self)?;
        self.tokens.push_back(Token { kind: TokenKind::Scalar(text, style), start, end });
        Ok(())
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let start = self.cursor.mark.offset;
        self.cursor.skip_many(length);
        self.tokens.push_back(Token { kind, start, end: self.cursor.mark.offset });
    }

    /// Begins a block collection before the token at `position`, when `mark` is further right than all around it.
    fn open_block(&mut self, mark: Mark, position: usize, kind: TokenKind) {
        let column = mark.column.cast_signed();
        if self.in_flow() || self.indent >= column {
            return;
        }
        self.outer_indents.push(self.indent);
        self.indent = column;
        self.tokens.insert(position, Token { kind, start: mark.offset, end: mark.offset });
    }

    /// Ends the block collections that are further right than `column`.
    fn close_blocks(&mut self, column: isize) {
        while !self.in_flow() && self.indent > column {
            self.push(TokenKind::BlockEnd, 0);
            self.indent = self.outer_indents.pop().unwrap_or(-1);
        }
    }

    fn leave_blocks(&mut self) -> Result<(), YamlError> {
        self.close_blocks(-1);
        self.drop_simple_key()?;
        self.simple_key_allowed = false;
        Ok(())
    }

    fn save_simple_key(&mut self, allowed_after: bool) -> Result<(), YamlError> {
        if self.simple_key_allowed {
            self.drop_simple_key()?;
            let required = !self.in_flow() && self.indent == self.column();
            let token = self.taken + self.tokens.len();
            let key = SimpleKey { required, token, mark: self.cursor.mark };
            *self.simple_keys.last_mut().expect("internal: one is always there") = Some(key);
        }
        self.simple_key_allowed = allowed_after;
        Ok(())
    }

    fn drop_simple_key(&mut self) -> Result<(), YamlError> {
        match self.simple_keys.last_mut().and_then(Option::take) {
            Some(SimpleKey { required: true, mark, .. }) => Err(no_value(mark)),
            _ => Ok(()),
        }
    }

    fn forget_stale_keys(&mut self) -> Result<(), YamlError> {
        let now = self.cursor.mark;
        for key in &mut self.simple_keys {
            let stale =
                |key: &SimpleKey| key.mark.line < now.line || key.mark.index + LONGEST_SIMPLE_KEY < now.index;
            match key {
                Some(old) if stale(old) && old.required => return Err(no_value(old.mark)),
                Some(old) if stale(old) => *key = None,
                _ => {}
            }
        }
        Ok(())
    }
}

fn no_value(key: Mark) -> YamlError {
    YamlError::new(key.offset, "a key stands here without `:` after it")
}
