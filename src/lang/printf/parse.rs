//! A format string as a row of literal texts and verbs. Knows no arguments.

/// A piece of a format string.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'f> {
    /// Text that stands for itself.
    Literal(&'f str),
    /// `%5.2f`.
    Verb(Verb<'f>),
}

/// One verb with its flags.
#[derive(Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "Go has five independent flags")]
pub(super) struct Verb<'f> {
    /// As written.
    pub(super) raw: &'f str,
    /// Where in the format string.
    pub(super) offset: usize,
    /// The letter that says what to print.
    pub(super) letter: char,
    /// `[2]`: the argument, from 1.
    pub(super) argument: Option<usize>,
    /// `#`
    pub(super) sharp: bool,
    /// `0`
    pub(super) zero: bool,
    /// `-`
    pub(super) minus: bool,
    /// `+`
    pub(super) plus: bool,
    /// ` `
    pub(super) space: bool,
    /// The least number of characters.
    pub(super) width: Option<usize>,
    /// What follows the point.
    pub(super) precision: Option<usize>,
}

/// Go's own limit for a width or precision.
const MAX_WIDTH: usize = 1_000_000;

/// Takes a format string apart.
///
/// # Errors
/// When a verb is not finished, has an unknown sign in it, or asks for too much.
pub(super) fn parse(format: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(percent) = format[at..].find('%').map(|found| at + found) {
        if at < percent {
            pieces.push(Piece::Literal(&format[at..percent]));
        }
        if format[percent + 1..].starts_with('%') {
            pieces.push(Piece::Literal("%"));
            at = percent + 2;
            continue;
        }
        let mut scanner = Scanner { format, at: percent + 1 };
        let verb = scanner.verb(percent)?;
        at = scanner.at;
        pieces.push(Piece::Verb(verb));
    }
    if at < format.len() {
        pieces.push(Piece::Literal(&format[at..]));
    }
    Ok(pieces)
}

struct Scanner<'f> {
    format: &'f str,
    at: usize,
}

impl<'f> Scanner<'f> {
    fn verb(&mut self, offset: usize) -> Result<Verb<'f>, String> {
        let mut verb = Verb { offset, ..Verb::default() };
        loop {
            match self.peek() {
                Some('#') => verb.sharp = true,
                Some('0') => verb.zero = true,
                Some('-') => verb.minus = true,
                Some('+') => verb.plus = true,
                Some(' ') => verb.space = true,
                _ => break,
            }
            self.at += 1;
        }
        verb.width = self.number()?;
        if self.take('.') {
            verb.precision = Some(self.number()?.unwrap_or(0));
        }
        if self.take('[') {
            match self.number()? {
                Some(argument) if argument > 0 && self.take(']') => verb.argument = Some(argument),
                _ => return Err(self.unexpected()),
            }
        }
        match self.peek() {
            Some(letter) if letter.is_ascii_alphabetic() => verb.letter = letter,
            _ => return Err(self.unexpected()),
        }
        self.at += 1;
        verb.raw = &self.format[offset..self.at];
        Ok(verb)
    }

    fn peek(&self) -> Option<char> {
        self.format[self.at..].chars().next()
    }

    fn take(&mut self, letter: char) -> bool {
        let found = self.peek() == Some(letter);
        self.at += usize::from(found);
        found
    }

    fn number(&mut self) -> Result<Option<usize>, String> {
        let start = self.at;
        while self.peek().is_some_and(|letter| letter.is_ascii_digit()) {
            self.at += 1;
        }
        if start == self.at {
            return Ok(None);
        }
        let number = self.format[start..self.at].parse::<usize>().ok().filter(|number| *number <= MAX_WIDTH);
        let too_large = || format!("a number at offset {start} is larger than {MAX_WIDTH}");
        number.map(Some).ok_or_else(too_large)
    }

    fn unexpected(&self) -> String {
        match self.peek() {
            Some(letter) => format!("unrecognized format character {letter:?} at offset {}", self.at),
            None => format!("invalid format string starting at offset {}", self.at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_string_is_taken_apart() {
        let pieces = parse("a%%b%-#5.2[3]f").unwrap();
        let verb = Verb {
            raw: "%-#5.2[3]f",
            offset: 4,
            letter: 'f',
            argument: Some(3),
            sharp: true,
            minus: true,
            width: Some(5),
            precision: Some(2),
            ..Verb::default()
        };
        let literal = Piece::Literal;
        assert_eq!(pieces, [literal("a"), literal("%"), literal("b"), Piece::Verb(verb)]);
    }

    #[test]
    fn broken_verbs_are_refused() {
        for (format, message) in [
            ("%", "invalid format string starting at offset 1"),
            ("%5", "invalid format string starting at offset 2"),
            ("%é", "unrecognized format character 'é' at offset 1"),
            ("%[0]s", "unrecognized format character ']' at offset 3"),
            ("%[1]5d", "unrecognized format character '5' at offset 4"),
            ("%9999999d", "a number at offset 1 is larger than 1000000"),
        ] {
            assert_eq!(parse(format).unwrap_err(), message);
        }
    }
}
