//! Reads a Go pattern piece by piece: escapes, properties, repetitions. Knows no context around them.

use super::error::PatternError;

/// Go's largest repetition count.
const MAX_REPEAT: u32 = 1000;

/// A place in a pattern.
pub(super) struct Cursor<'p> {
    pattern: &'p str,
    at: usize,
}

impl<'p> Cursor<'p> {
    /// The beginning of a pattern.
    pub(super) fn new(pattern: &'p str) -> Self {
        Self { pattern, at: 0 }
    }

    /// Goes back over bytes that were read.
    pub(super) fn back(&mut self, bytes: usize) {
        self.at -= bytes;
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &str {
        &self.pattern[self.at..]
    }

    /// Reads one character.
    pub(super) fn next(&mut self) -> Option<char> {
        let letter = self.rest().chars().next()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    /// Reads `text` if it comes next.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Passes over this many bytes.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// `\d` and its kin, which mean ASCII in Go. A class may stand inside another.
    pub(super) fn perl_set(&mut self) -> Option<&'static str> {
        let set = match self.rest().get(..2)? {
            "\\d" => "[0-9]",
            "\\D" => "[^0-9]",
            "\\s" => "[\\t\\n\\f\\r ]",
            "\\S" => "[^\\t\\n\\f\\r ]",
            "\\w" => "[0-9A-Za-z_]",
            "\\W" => "[^0-9A-Za-z_]",
            _ => return None,
        };
        self.at += 2;
        Some(set)
    }

    /// `\pL`, `\p{Greek}`, `\p{^Greek}` and their opposites with `\P`.
    pub(super) fn property(&mut self, output: &mut String) -> Result<bool, PatternError> {
        let rest = self.rest();
        let negated = rest.starts_with("\\P");
        if !negated && !rest.starts_with("\\p") {
            return Ok(false);
        }
        let invalid = || PatternError("invalid character class range: `\\p`".to_owned());
        let letter = rest[2..].chars().next().ok_or_else(invalid)?;
        let (name, length) = if letter == '{' {
            let end = rest.find('}').ok_or_else(invalid)?;
            (&rest[3..end], end + 1)
        } else {
            (&rest[2..2 + letter.len_utf8()], 2 + letter.len_utf8())
        };
        let (name, negated) = match name.strip_prefix('^') {
            Some(name) => (name, !negated),
            None => (name, negated),
        };
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
            return Err(invalid());
        }
        output.push_str(if negated { "\\P{" } else { "\\p{" });
        // Go's name for every character there is.
        output.push_str(if name == "Any" { "any" } else { name });
        output.push('}');
        self.at += length;
        Ok(true)
    }

    /// The character that a backslash just read and what follows stand for.
    pub(super) fn escaped(&mut self) -> Result<char, PatternError> {
        let rest = self.rest();
        let invalid = || {
            PatternError(format!(
                "invalid escape sequence: `\\{}`",
                self.rest().chars().next().unwrap_or(' ')
            ))
        };
        let letter = rest
            .chars()
            .next()
            .ok_or_else(|| PatternError("trailing backslash at end of expression".to_owned()))?;
        let (character, length) = match letter {
            'a' => ('\u{7}', 1),
            'f' => ('\u{c}', 1),
            'n' => ('\n', 1),
            'r' => ('\r', 1),
            't' => ('\t', 1),
            'v' => ('\u{b}', 1),
            'x' => hexadecimal(rest).ok_or_else(invalid)?,
            '0'..='7' => octal(rest).ok_or_else(invalid)?,
            _ if letter.is_ascii() && !letter.is_ascii_alphanumeric() => (letter, 1),
            _ => return Err(invalid()),
        };
        self.at += length;
        Ok(character)
    }

    /// `{2}`, `{2,}`, `{2,5}` after a brace just read; `None` where the brace is a plain character.
    pub(super) fn repetition(&mut self) -> Option<Result<String, PatternError>> {
        let (inside, _) = self.rest().split_once('}')?;
        let (least, most) = match inside.split_once(',') {
            Some((least, most)) => (least, Some(most)),
            None => (inside, None),
        };
        let is_number = |text: &str| {
            let leads_with_zero = text.len() > 1 && text.starts_with('0');
            !text.is_empty() && !leads_with_zero && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_number(least) || !most.is_none_or(|most| most.is_empty() || is_number(most)) {
            return None;
        }
        let whole = format!("{{{inside}}}");
        let count = |text: &str| text.parse::<u32>().ok().filter(|count| *count <= MAX_REPEAT);
        let is_valid = match (count(least), most) {
            (Some(_), None | Some("")) => true,
            (Some(least), Some(most)) => count(most).is_some_and(|most| least <= most),
            (None, _) => false,
        };
        self.at += inside.len() + 1;
        Some(if is_valid { Ok(whole) } else { Err(PatternError(format!("invalid repeat count: `{whole}`"))) })
    }
}

/// `x41`, `x{10FFFF}`: the character and how many bytes it is written in.
fn hexadecimal(text: &str) -> Option<(char, usize)> {
    let (digits, length) = if text[1..].starts_with('{') {
        let end = text.find('}')?;
        (&text[2..end], end + 1)
    } else {
        (text.get(1..3)?, 3)
    };
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = if all_digits { u32::from_str_radix(digits, 16).ok()? } else { return None };
    Some((char::from_u32(code)?, length))
}

/// `0`, `012`, `12`; a single digit other than zero would be a reference to a group, which Go does not have.
fn octal(text: &str) -> Option<(char, usize)> {
    let digits = text.bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
    if digits < 2 && !text.starts_with('0') {
        return None;
    }
    let code = u32::from_str_radix(&text[..digits], 8).ok()?;
    Some((char::from_u32(code)?, digits))
}

/// A character that stands for itself, in a class and outside.
pub(super) fn escape(letter: char) -> String {
    if letter.is_ascii_alphanumeric() || !letter.is_ascii_graphic() || matches!(letter, '<' | '>' | '_') {
        // White space counts: the flag that lets it pass is refused.
        letter.to_string()
    } else {
        format!("\\{letter}")
    }
}
