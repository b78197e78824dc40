//! Lines of YAML text with their indentation. Knows no values.

use std::fmt::Write as _;

use super::characters::{is_break, is_printable};

const STEP: usize = 2;

/// Quoted texts are broken at the first space after this column.
const WIDTH: usize = 80;

/// A text in the making.
pub(super) struct Emitter {
    text: String,
    column: usize,
    /// `None` outside all collections.
    indent: Option<usize>,
    outer_indents: Vec<Option<usize>>,
    /// Whether the last character is a space, or none is needed before the next word.
    after_space: bool,
    /// Whether only indentation and indicators are in this line so far.
    at_line_start: bool,
}

impl Default for Emitter {
    fn default() -> Self {
        Self {
            text: String::new(),
            column: 0,
            indent: None,
            outer_indents: Vec::new(),
            after_space: true,
            at_line_start: true,
        }
    }
}

impl Emitter {
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn is_line_start(&self) -> bool {
        self.at_line_start
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Begins a block collection.
    pub(super) fn open(&mut self, at_same_column: bool) {
        self.outer_indents.push(self.indent);
        self.indent = Some(match self.indent {
            None => 0,
            Some(indent) if at_same_column => indent,
            Some(indent) => indent + STEP,
        });
    }

    pub(super) fn close(&mut self) {
        self.indent = self.outer_indents.pop().flatten();
    }

    /// Writes something whose further lines are indented.
    pub(super) fn indented(&mut self, write: impl FnOnce(&mut Self)) {
        let outer = self.indent;
        self.indent = Some(outer.map_or(STEP, |indent| indent + STEP));
        write(self);
        self.indent = outer;
    }

    /// Goes to where the next line of the collection begins, unless it is there.
    pub(super) fn start_line(&mut self) {
        let indent = self.indent.unwrap_or(0);
        if !self.at_line_start || self.column > indent || (self.column == indent && !self.after_space) {
            self.put('\n');
        }
        while self.column < indent {
            self.put(' ');
        }
        self.after_space = true;
        self.at_line_start = true;
    }

    /// Writes `-`, `:` and their like.
    pub(super) fn indicator(&mut self, indicator: &str, needs_space: bool, keeps_line_start: bool) {
        if needs_space && !self.after_space {
            self.put(' ');
        }
        indicator.chars().for_each(|c| self.put(c));
        self.after_space = false;
        self.at_line_start &= keeps_line_start;
    }

    /// Writes a word.
    pub(super) fn plain(&mut self, word: &str) {
        self.indicator(word, true, false);
    }

    /// Writes a text of several lines after `|`.
    pub(super) fn block(&mut self, text: &str) {
        self.indicator("|", true, false);
        if text.starts_with(|c| c == ' ' || is_break(c)) {
            self.indicator(&STEP.to_string(), false, false);
        }
        let mut last = text.chars().rev();
        match (last.next().is_some_and(is_break), last.next().is_none_or(is_break)) {
            (false, _) => self.indicator("-", false, false),
            (true, true) => self.indicator("+", false, false),
            (true, false) => {}
        }
        self.put('\n');
        self.at_line_start = true;
        self.after_space = true;
        let mut after_break = true;
        for c in text.chars() {
            if is_break(c) {
                self.put(c);
            } else {
                if after_break {
                    self.start_line();
                }
                self.put(c);
            }
            after_break = is_break(c);
            self.at_line_start = after_break;
        }
    }

    /// Writes a text in double quotes, over several lines where it may be.
    pub(super) fn quoted(&mut self, text: &str, may_break: bool) {
        self.indicator("\"", true, false);
        // The Go package looks for a byte-order mark at the beginning, whatever character it is at.
        let escapes_all = text.starts_with('\u{feff}');
        let mut after_space = false;
        let mut characters = text.char_indices().peekable();
        while let Some((offset, c)) = characters.next() {
            let is_inside = offset > 0 && characters.peek().is_some();
            if escapes_all || !is_printable(c) || is_break(c) || matches!(c, '"' | '\\') {
                self.escape(c);
            } else if c == ' ' && may_break && !after_space && self.column > WIDTH && is_inside {
                self.start_line();
                if characters.peek().is_some_and(|(_, next)| *next == ' ') {
                    self.put('\\');
                }
            } else {
                self.put(c);
            }
            after_space = c == ' ' && !escapes_all;
        }
        self.indicator("\"", false, false);
    }

    fn escape(&mut self, c: char) {
        let letter = match c {
            '\0' => '0',
            '\u{7}' => 'a',
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{b}' => 'v',
            '\u{c}' => 'f',
            '\r' => 'r',
            '\u{1b}' => 'e',
            '"' | '\\' => c,
            '\u{85}' => 'N',
            '\u{a0}' => '_',
            '\u{2028}' => 'L',
            '\u{2029}' => 'P',
            _ => return self.escape_code(u32::from(c)),
        };
        self.put('\\');
        self.put(letter);
    }

    fn escape_code(&mut self, code: u32) {
        let mut escaped = String::new();
        let written = match code {
            0..=0xff => write!(escaped, "\\x{code:02X}"),
            0x100..=0xffff => write!(escaped, "\\u{code:04X}"),
            _ => write!(escaped, "\\U{code:08X}"),
        };
        written.expect("internal: writing to a string cannot fail");
        escaped.chars().for_each(|c| self.put(c));
    }

    fn put(&mut self, c: char) {
        self.text.push(c);
        self.column = if is_break(c) { 0 } else { self.column + 1 };
    }
}
