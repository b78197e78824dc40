//! A Go pattern as one for the `regex` crate. What both read alike is passed on; the rest is rewritten or refused.

use super::PatternError;
use super::class::translate_class;

/// Go's largest repetition count.
const MAX_REPEAT: u32 = 1000;

/// A place in a pattern.
pub(super) struct Cursor<'p> {
    pattern: &'p str,
    at: usize,
}

/// Rewrites `pattern`.
///
/// # Errors
/// When Go would refuse a part that the `regex` crate would take.
pub(super) fn translate(pattern: &str) -> Result<String, PatternError> {
    let mut cursor = Cursor { pattern, at: 0 };
    let mut output = String::with_capacity(pattern.len() + 16);
    let mut after_repeat = false;
    while let Some(letter) = cursor.next() {
        let was_repeat = std::mem::take(&mut after_repeat);
        match letter {
            '\\' => translate_escape(&mut cursor, &mut output)?,
            '[' => translate_class(&mut cursor, &mut output)?,
            '(' => translate_group(&mut cursor, &mut output)?,
            '*' | '+' | '?' => {
                after_repeat = true;
                output.push(letter);
            }
            '{' => match cursor.repetition() {
                Some(repetition) => {
                    after_repeat = true;
                    output.push_str(&repetition?);
                }
                None => output.push_str("\\{"),
            },
            '}' => output.push_str("\\}"),
            '^' | '$' | '|' | ')' | '.' => output.push(letter),
            _ => output.push_str(&escape(letter)),
        }
        if after_repeat {
            if was_repeat {
                return Err(PatternError(format!("invalid nested repetition operator: `{letter}`")));
            }
            // A question mark after a repetition makes it a lazy one.
            if cursor.take("?") {
                output.push('?');
            }
        }
    }
    Ok(output)
}

fn translate_escape(cursor: &mut Cursor<'_>, output: &mut String) -> Result<(), PatternError> {
    cursor.at -= 1;
    if let Some(set) = cursor.perl_set() {
        output.push_str(set);
        return Ok(());
    }
    if cursor.property(output)? {
        return Ok(());
    }
    cursor.at += 1;
    if cursor.take("Q") {
        let rest = cursor.rest();
        let (literal, length) = match rest.find("\\E") {
            Some(end) => (&rest[..end], end + 2),
            None => (rest, rest.len()),
        };
        literal.chars().for_each(|letter| output.push_str(&escape(letter)));
        cursor.skip(length);
        return Ok(());
    }
    for (name, meaning) in [("A", "\\A"), ("z", "\\z"), ("b", "(?-u:\\b)"), ("B", "\\B")] {
        if cursor.take(name) {
            output.push_str(meaning);
            return Ok(());
        }
    }
    // Go lets `\E` close nothing.
    if cursor.take("E") {
        return Ok(());
    }
    output.push_str(&escape(cursor.escaped()?));
    Ok(())
}

/// `(`, `(?:`, `(?flags)`, `(?flags:`, `(?P<name>`, `(?<name>`.
fn translate_group(cursor: &mut Cursor<'_>, output: &mut String) -> Result<(), PatternError> {
    output.push('(');
    if !cursor.take("?") {
        return Ok(());
    }
    output.push('?');
    if cursor.take("P<") || cursor.take("<") {
        let rest = cursor.rest();
        let name = rest.split_once('>').map(|(name, _)| name).unwrap_or_default();
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        if name.is_empty() || !name.chars().all(is_word) {
            return Err(PatternError(format!("invalid named capture: `(?P<{name}`")));
        }
        output.push_str("P<");
        return Ok(());
    }
    let rest = cursor.rest();
    let end = rest.find([':', ')']);
    let end = end.filter(|end| rest[..*end].chars().all(|flag| matches!(flag, 'i' | 'm' | 's' | 'U' | '-')));
    let Some(end) = end else {
        return Err(PatternError("invalid or unsupported Perl syntax: `(?`".to_owned()));
    };
    output.push_str(&rest[..=end]);
    cursor.skip(end + 1);
    Ok(())
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

impl Cursor<'_> {
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
    fn repetition(&mut self) -> Option<Result<String, PatternError>> {
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

#[cfg(test)]
mod tests {
    use super::super::compile;

    /// Patterns with a text and what Go finds in it first.
    #[test]
    fn patterns_mean_what_they_mean_in_go() {
        for (pattern, text, found) in [
            (r"\d+", "٣4", Some("4")),
            (r"\w+", "éa_1", Some("a_1")),
            (r"[\w-]+", "é.a-b", Some("a-b")),
            (r"[^\d]", "1é", Some("é")),
            (r"\s", "\u{a0}\u{b} ", Some(" ")),
            (r"\S+", "\u{a0}\u{b}", Some("\u{a0}\u{b}")),
            (r"\bb\b", "éb c", Some("b")),
            (r"\Qa.b*\E+", "a.b**", Some("a.b**")),
            (r"[[]", "a[", Some("[")),
            (r"[]a]+", "]a", Some("]a")),
            (r"[a&&b]+", "&ab", Some("&ab")),
            (r"[a~~b]+", "~ab", Some("~ab")),
            (r"a{,2}", "aa{,2}", Some("a{,2}")),
            (r"{x}", "{x}", Some("{x}")),
            (r"a{02}", "a{02}", Some("a{02}")),
            (r"a{2}", "aaa", Some("aa")),
            (r"a{2,}?", "aaa", Some("aa")),
            (r"\x41\x{42}\103", "ABC", Some("ABC")),
            (r"\_\<\-\/", "_<-/", Some("_<-/")),
            (r"(?i)straSSe", "STRASSE", Some("STRASSE")),
            (r"(?P<n>a)(?<m>b)", "ab", Some("ab")),
            (r"(?s-i:a.)", "a\n", Some("a\n")),
            (r"a.", "a\n", None),
            (r"a$", "a\n", None),
            (r"(?m)a$", "a\nb", Some("a")),
            (r"\p{Greek}+\P{L}", "aαβ1", Some("αβ1")),
            (r"[\pL\p{^L}]+", "a1", Some("a1")),
            (r"[[:alpha:]_]+", "1a_b", Some("a_b")),
            (r"[[:^alpha:]]", "a1", Some("1")),
            (r"[a-]+", "-a", Some("-a")),
            (r"[+--]+", "+,-", Some("+,-")),
            (r"a|ab", "ab", Some("a")),
            (r"\Aa\z", "a", Some("a")),
            (r"# x", "# x", Some("# x")),
        ] {
            let pattern = compile(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
            let result = pattern.find(text).map(|found| found.as_str());
            assert_eq!(result, found, "{pattern}");
        }
    }

    #[test]
    fn what_go_refuses_is_refused() {
        for pattern in [
            r"a++",
            r"a**",
            r"a{2}{3}",
            r"a{1001}",
            r"a{3,2}",
            r"(?x)a",
            r"(?u)a",
            r"\u0041",
            r"\Z",
            r"\1",
            r"\8",
            r"a\",
            r"(a",
            r"a)",
            r"[a",
            r"[b-a]",
            r"[a--b]",
            r"[a-\d]",
            r"[[:nope:]]",
            r"\p{Nope}",
            r"(?=a)",
            r"(?<=a)",
            r"(?P<n>a)(?P<n>b)",
            r"(?P<1 >a)",
            r"*a",
            r"\x{110000}",
            r"\C",
            r"\y",
        ] {
            assert!(compile(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_would_fill_the_memory_is_refused() {
        let error = compile("((a{1000}){1000}){1000}").unwrap_err();
        assert_eq!(error.to_string(), "invalid regexp pattern: the pattern is too large");
    }
}
