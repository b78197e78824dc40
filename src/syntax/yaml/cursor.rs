//! Characters one after the other, with line and column. The end of the text reads as zero, which no text contains.

use super::node::YamlError;

/// A place between two characters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    /// In bytes.
    pub(super) offset: usize,
    /// In characters.
    pub(super) index: usize,
    pub(super) line: usize,
    /// In characters.
    pub(super) column: usize,
}

/// A text and a place in it.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    pub(super) mark: Mark,
}

impl<'t> Cursor<'t> {
    /// The beginning of a text, after its byte-order mark.
    ///
    /// # Errors
    /// When there is a control character anywhere.
    pub(super) fn new(text: &'t str) -> Result<Self, YamlError> {
        let is_control = |c: char| match c {
            '\t' | '\n' | '\r' | '\u{85}' => false,
            '\u{fffe}' | '\u{ffff}' => true,
            _ => c.is_control(),
        };
        if let Some(offset) = text.find(is_control) {
            return Err(YamlError::new(offset, "control characters are not allowed"));
        }
        let offset = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Ok(Self { text, mark: Mark { offset, ..Mark::default() } })
    }

    /// The byte at the cursor.
    pub(super) fn byte(&self) -> u8 {
        self.byte_at(0)
    }

    /// A byte after the cursor.
    pub(super) fn byte_at(&self, distance: usize) -> u8 {
        self.text.as_bytes().get(self.mark.offset + distance).copied().unwrap_or(0)
    }

    pub(super) fn is_end(&self) -> bool {
        self.byte() == 0
    }

    /// A space or a tab.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self.byte(), b' ' | b'\t')
    }

    pub(super) fn is_break(&self) -> bool {
        self.is_break_at(0)
    }

    pub(super) fn is_break_at(&self, distance: usize) -> bool {
        match self.byte_at(distance) {
            b'\r' | b'\n' => true,
            0xc2 => self.byte_at(distance + 1) == 0x85,
            0xe2 => self.byte_at(distance + 1) == 0x80 && matches!(self.byte_at(distance + 2), 0xa8 | 0xa9),
            _ => false,
        }
    }

    /// A line break or the end.
    pub(super) fn is_line_end(&self) -> bool {
        self.is_end() || self.is_break()
    }

    /// A blank, a line break or the end.
    pub(super) fn is_space_at(&self, distance: usize) -> bool {
        matches!(self.byte_at(distance), b' ' | b'\t' | 0) || self.is_break_at(distance)
    }

    /// A letter, digit, `_` or `-`.
    pub(super) fn is_word(&self) -> bool {
        self.byte().is_ascii_alphanumeric() || matches!(self.byte(), b'_' | b'-')
    }

    /// Whether a line begins here with `---` or `...` alone.
    pub(super) fn is_document_mark(&self) -> bool {
        let is = |byte| (0..3).all(|distance| self.byte_at(distance) == byte);
        self.mark.column == 0 && (is(b'-') || is(b'.')) && self.is_space_at(3)
    }

    /// Passes one character.
    pub(super) fn skip(&mut self) {
        let _: Option<char> = self.next();
    }

    /// Passes some ASCII characters.
    pub(super) fn skip_many(&mut self, count: usize) {
        for _ in 0..count {
            self.skip();
        }
    }

    /// Passes one character and keeps it.
    pub(super) fn read(&mut self, into: &mut String) {
        into.extend(self.next());
    }

    fn next(&mut self) -> Option<char> {
        let c = self.text.get(self.mark.offset..)?.chars().next()?;
        self.mark.offset += c.len_utf8();
        self.mark.index += 1;
        self.mark.column += 1;
        Some(c)
    }

    /// Passes a line break, if there is one here, and keeps it as the language has it.
    pub(super) fn read_break(&mut self, into: &mut String) {
        if !self.is_break() {
            return;
        }
        if self.byte() == b'\r' && self.byte_at(1) == b'\n' {
            self.skip();
        }
        match self.next() {
            Some(separator @ ('\u{2028}' | '\u{2029}')) => into.push(separator),
            _ => into.push('\n'),
        }
        self.mark.line += 1;
        self.mark.column = 0;
    }

    pub(super) fn skip_break(&mut self) {
        self.read_break(&mut String::new());
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.is_blank() {
            self.skip();
        }
    }

    /// Passes a comment, if there is one here.
    pub(super) fn skip_comment(&mut self) {
        if self.byte() == b'#' {
            while !self.is_line_end() {
                self.skip();
            }
        }
    }

    /// A problem at the cursor.
    pub(super) fn error(&self, message: impl Into<String>) -> YamlError {
        YamlError::new(self.mark.offset, message)
    }
}
