//! A Go pattern as one for the `regex` crate. What both read alike is passed on; the rest is rewritten or refused.

use super::class::translate_class;
use super::cursor::{Cursor, escape};
use super::error::PatternError;

/// Rewrites `pattern`.
///
/// # Errors
/// When Go would refuse a part that the `regex` crate would take.
pub(super) fn translate(pattern: &str) -> Result<String, PatternError> {
    let mut cursor = Cursor::new(pattern);
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
    cursor.back(1);
    if let Some(set) = cursor.perl_set() {
        output.push_str(set);
        return Ok(());
    }
    if cursor.property(output)? {
        return Ok(());
    }
    cursor.skip(1);
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

#[cfg(test)]
mod tests {
    use super::super::testing::compiled;

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
            let it = compiled(pattern).unwrap_or_else(|error| panic!("{pattern}: {error:?}"));
            let result = it.regex.find(text).map(|found| found.as_str());
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
            r"(?P<1 >a)",
            r"*a",
            r"\x{110000}",
            r"\C",
            r"\y",
        ] {
            assert!(compiled(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_would_fill_the_memory_is_refused() {
        let error = compiled("((a{1000}){1000}){1000}").unwrap_err();
        assert_eq!(error.message, "invalid regexp pattern: the pattern is too large");
    }
}
