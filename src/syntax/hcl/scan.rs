//! A tolerant tokenizer, for what the parser cannot tell: where items and names stand before anything is parsed; and, in a
//! text that it refused, what is never closed, what closes something else, and which words stand around a fault. It gives
//! no tree and never decides whether a text is valid.

use std::ops::Range;

/// What a bracket of any kind encloses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Brace,
    Square,
    Round,
    Quote,
    Heredoc,
    Interpolation,
    Directive,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    LineBreak,
    Name,
    Number,
    /// Text of a string or heredoc.
    Text,
    Symbol,
    Open(Bracket),
    Close(Bracket),
}

/// A token with its place. Blanks and comments are none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What made the tokenizer stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    UnclosedString,
    UnclosedHeredoc {
        marker: Range<usize>,
    },
    UnclosedComment,
    /// The end of the text, with this still open.
    Unclosed {
        opener: Range<usize>,
    },
    /// A closing bracket of another kind than the one that is open.
    Mismatch {
        opener: Range<usize>,
    },
    /// A closing bracket where nothing is open.
    Stray,
    /// A character that begins nothing.
    Character(char),
    /// `%{ word` with another word than a directive has.
    UnknownDirective,
    /// `%{ if }` or `%{ for }` without its end.
    UnclosedDirective,
    /// `%{ else }` or an end where no such directive is open.
    StrayDirective,
}

/// Where and why the tokenizer stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: Range<usize>,
    pub(super) kind: FaultKind,
}

/// The tokens of a text, up to the first fault.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) tokens: Vec<Token>,
    pub(super) fault: Option<Fault>,
}

/// Takes a body or an expression apart.
pub(super) fn scan(text: &str) -> Scan {
    Scanner::new(text, false).run()
}

/// Takes a text apart that is a template as a whole.
pub(super) fn scan_template(text: &str) -> Scan {
    Scanner::new(text, true).run()
}

struct Frame {
    bracket: Bracket,
    opener: Range<usize>,
    marker: Range<usize>,
    /// The `if` and `for` directives that are open in this template.
    directives: Vec<(&'static str, Range<usize>)>,
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    bare: bool,
    open: Vec<Frame>,
    scan: Scan,
}

/// A step ends the scan when it finds a fault.
type Step = Result<(), Fault>;

impl<'t> Scanner<'t> {
    fn new(text: &'t str, bare: bool) -> Self {
        let mut scanner = Self { text, at: 0, bare, open: Vec::new(), scan: Scan::default() };
        if bare {
            scanner.push_frame(Bracket::Heredoc, 0..0, 0..0);
        }
        scanner
    }

    fn run(mut self) -> Scan {
        while self.at < self.text.len() {
            let step = match self.open.last().map(|frame| frame.bracket) {
                Some(Bracket::Quote) => self.quoted(),
                Some(Bracket::Heredoc) => self.heredoc(),
                _ => self.code(),
            };
            if let Err(fault) = step {
                self.scan.fault = Some(fault);
                return self.scan;
            }
        }
        self.scan.fault = self.at_end();
        self.scan
    }

    fn at_end(&mut self) -> Option<Fault> {
        if self.open.last()?.bracket == Bracket::Quote {
            return Some(self.unclosed_string());
        }
        let frame = self.open.pop()?;
        if let Some((_, at)) = frame.directives.last() {
            return Some(Fault { at: at.clone(), kind: FaultKind::UnclosedDirective });
        }
        let end = self.text.len()..self.text.len();
        let (at, kind) = match frame.bracket {
            Bracket::Heredoc if self.bare && self.open.is_empty() => return None,
            Bracket::Heredoc => (frame.opener, FaultKind::UnclosedHeredoc { marker: frame.marker }),
            _ => (end, FaultKind::Unclosed { opener: frame.opener }),
        };
        Some(Fault { at, kind })
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn take(&mut self, kind: TokenKind, length: usize) -> Range<usize> {
        let range = self.at..self.at + length;
        self.scan.tokens.push(Token { kind, start: range.start, end: range.end });
        self.at = range.end;
        range
    }

    fn push_frame(&mut self, bracket: Bracket, opener: Range<usize>, marker: Range<usize>) {
        self.open.push(Frame { bracket, opener, marker, directives: Vec::new() });
    }

    fn open(&mut self, bracket: Bracket, length: usize) {
        let opener = self.take(TokenKind::Open(bracket), length);
        self.push_frame(bracket, opener, 0..0);
    }

    fn close(&mut self, bracket: Bracket, length: usize) -> Step {
        let at = self.at..self.at + length;
        let Some(frame) = self.open.last() else { return Err(Fault { at, kind: FaultKind::Stray }) };
        let fits = frame.bracket == bracket
            || bracket == Bracket::Brace
                && matches!(frame.bracket, Bracket::Interpolation | Bracket::Directive);
        if !fits {
            return Err(Fault { at, kind: FaultKind::Mismatch { opener: frame.opener.clone() } });
        }
        if let Some((_, directive)) = frame.directives.last() {
            return Err(Fault { at: directive.clone(), kind: FaultKind::UnclosedDirective });
        }
        let bracket = frame.bracket;
        self.open.pop();
        self.take(TokenKind::Close(bracket), length);
        Ok(())
    }

    fn quoted(&mut self) -> Step {
        let rest = self.rest();
        if self.template_opener()? {
            return Ok(());
        }
        let mut characters = rest.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => drop(characters.next()),
                '\n' | '"' => {
                    if at > 0 {
                        self.take(TokenKind::Text, at);
                    }
                    if character == '"' {
                        return self.close(Bracket::Quote, 1);
                    }
                    return Err(self.unclosed_string());
                }
                '$' | '%' if rest[at + 1..].starts_with('{') => {
                    self.take(TokenKind::Text, at);
                    return Ok(());
                }
                '$' | '%' if is_escaped_marker(&rest[at..]) => drop((characters.next(), characters.next())),
                _ => {}
            }
        }
        self.at = self.text.len();
        Ok(())
    }

    fn unclosed_string(&self) -> Fault {
        let opener = self.open.last().map_or(0..0, |frame| frame.opener.clone());
        // `"${x"` opens no second string: it lacks the end of the interpolation.
        let kind = match &self.open[..] {
            [.., outer, sequence, _]
                if outer.bracket == Bracket::Quote && sequence.bracket == Bracket::Interpolation =>
            {
                FaultKind::Unclosed { opener: sequence.opener.clone() }
            }
            _ => FaultKind::UnclosedString,
        };
        Fault { at: opener, kind }
    }

    fn heredoc(&mut self) -> Step {
        let rest = self.rest();
        let marker = self.open.last().map_or(0..0, |frame| frame.marker.clone());
        let at_line_start = self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n';
        let line = rest.lines().next().unwrap_or_default();
        if at_line_start && !marker.is_empty() && line.trim() == &self.text[marker] {
            return self.close(Bracket::Heredoc, line.trim_end().len());
        }
        if self.template_opener()? {
            return Ok(());
        }
        let mut at = 0;
        while at < line.len() {
            let from = &rest[at..];
            if from.starts_with('\r') && !self.bare {
                let at = self.at + at;
                return Err(Fault { at: at..at + 1, kind: FaultKind::Character('\r') });
            }
            if is_escaped_marker(from) {
                at += 3;
            } else if from.starts_with("${") || from.starts_with("%{") {
                self.take(TokenKind::Text, at);
                return Ok(());
            } else {
                at += from.chars().next().map_or(1, char::len_utf8);
            }
        }
        let line_break = rest[line.len()..].find('\n').map_or(0, |at| at + 1);
        self.take(TokenKind::Text, line.len() + line_break);
        Ok(())
    }

    /// Takes `${` or `%{`, with the `~` that may follow, and the word of a directive.
    fn template_opener(&mut self) -> Result<bool, Fault> {
        let rest = self.rest();
        let bracket = match rest.get(..2) {
            Some("${") => Bracket::Interpolation,
            Some("%{") => Bracket::Directive,
            _ => return Ok(false),
        };
        self.open(bracket, if rest[2..].starts_with('~') { 3 } else { 2 });
        if bracket == Bracket::Directive {
            self.directive_word()?;
        }
        Ok(true)
    }

    fn directive_word(&mut self) -> Step {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let length = name_length(self.rest());
        let opener = self.scan.tokens.last().map_or(self.at, |token| token.start);
        let whole = opener..self.at + length;
        let word = &self.text[self.at..self.at + length];
        let first = self.rest().chars().next().map_or(0, char::len_utf8);
        let at = self.at..self.at + length.max(first);
        let template = self.open.len() - 2;
        let directives = &mut self.open[template].directives;
        let fits = match word {
            "if" => {
                directives.push(("if", whole.clone()));
                true
            }
            "for" => {
                directives.push(("for", whole.clone()));
                true
            }
            "else" => directives.last().is_some_and(|(opened, _)| *opened == "if"),
            "endif" => directives.pop().is_some_and(|(opened, _)| opened == "if"),
            "endfor" => directives.pop().is_some_and(|(opened, _)| opened == "for"),
            _ => return Err(Fault { at, kind: FaultKind::UnknownDirective }),
        };
        if !fits {
            return Err(Fault { at: whole, kind: FaultKind::StrayDirective });
        }
        self.take(TokenKind::Name, length);
        Ok(())
    }

    fn code(&mut self) -> Step {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(()) };
        match first {
            ' ' | '\t' => self.at += 1,
            '\r' if rest.starts_with("\r\n") => self.at += 1,
            '#' => self.line_comment(),
            '/' if rest.starts_with("//") => self.line_comment(),
            '/' if rest.starts_with("/*") => self.block_comment()?,
            '\n' => drop(self.take(TokenKind::LineBreak, 1)),
            '"' => self.open(Bracket::Quote, 1),
            '{' => self.open(Bracket::Brace, 1),
            '[' => self.open(Bracket::Square, 1),
            '(' => self.open(Bracket::Round, 1),
            '}' => self.close(Bracket::Brace, 1)?,
            ']' => self.close(Bracket::Square, 1)?,
            ')' => self.close(Bracket::Round, 1)?,
            '~' if rest.starts_with("~}") => self.close(Bracket::Brace, 2)?,
            '<' if self.heredoc_opener() => {}
            '0'..='9' => drop(self.take(TokenKind::Number, number_length(rest))),
            _ => self.word(first)?,
        }
        Ok(())
    }

    /// A name, a symbol, or a character that begins nothing.
    fn word(&mut self, first: char) -> Step {
        let rest = self.rest();
        let (kind, length) = match (name_length(rest), symbol_length(rest)) {
            (0, None) => {
                let at = self.at..self.at + first.len_utf8();
                return Err(Fault { at, kind: FaultKind::Character(first) });
            }
            (0, Some(length)) => (TokenKind::Symbol, length),
            (length, _) => (TokenKind::Name, length),
        };
        self.take(kind, length);
        Ok(())
    }

    fn line_comment(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    fn block_comment(&mut self) -> Step {
        let Some(end) = self.rest()[2..].find("*/") else {
            return Err(Fault { at: self.at..self.at + 2, kind: FaultKind::UnclosedComment });
        };
        self.at += end + 4;
        Ok(())
    }

    fn heredoc_opener(&mut self) -> bool {
        let rest = self.rest();
        let Some(after) = rest.strip_prefix("<<") else { return false };
        let after = after.strip_prefix('-').unwrap_or(after);
        let length = name_length(after);
        let Some(line_break) = ["\n", "\r\n"].into_iter().find(|it| after[length..].starts_with(it)) else {
            return false;
        };
        if length == 0 {
            return false;
        }
        let start = self.at + rest.len() - after.len();
        let marker = start..start + length;
        let opener = self.at..marker.end;
        self.take(TokenKind::Open(Bracket::Heredoc), marker.end + line_break.len() - self.at);
        self.push_frame(Bracket::Heredoc, opener, marker);
        true
    }
}

fn is_escaped_marker(text: &str) -> bool {
    text.starts_with("$${") || text.starts_with("%%{")
}

fn name_length(text: &str) -> usize {
    let begins = |c: char| c == '_' || c.is_alphabetic();
    // Marks, joiners and the like continue a name; curly quotes are the one thing people put there by mistake.
    let beyond_ascii = |c: char| !c.is_ascii() && !c.is_whitespace() && !"“”„‘’".contains(c);
    let continues = |c: char| c == '-' || c == '_' || c.is_alphanumeric() || beyond_ascii(c);
    match text.chars().next() {
        Some(first) if begins(first) => text.find(|c| !continues(c)).unwrap_or(text.len()),
        _ => 0,
    }
}

fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    if text[length..].starts_with('.') && digits(&text[length + 1..]) > 0 {
        length += 1 + digits(&text[length + 1..]);
    }
    if let Some(exponent) = text[length..].strip_prefix(['e', 'E']) {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits(unsigned) > 0 {
            length = text.len() - unsigned.len() + digits(unsigned);
        }
    }
    length
}

fn symbol_length(text: &str) -> Option<usize> {
    const LONG: [&str; 9] = ["...", "==", "!=", "<=", ">=", "=>", "&&", "||", "::"];
    let long = LONG.iter().find(|symbol| text.starts_with(**symbol)).map(|symbol| symbol.len());
    long.or_else(|| text.starts_with(|c| "=<>+-*/%?:,.!".contains(c)).then_some(1))
}
