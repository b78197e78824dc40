//! Go's replacement of all matches: what `$1` and `${name}` stand for in the replacement.

use ::regex::Captures;

use crate::lang::builtin::{Call, CallError};
use crate::lang::limits::check_text;

use super::search::Pattern;

/// Replaces every match in `text` by `replacement` with its references filled in.
///
/// # Errors
/// When the result would be too long, or the evaluation cannot take it.
pub(in crate::lang) fn replace_all(
    call: &Call<'_>,
    pattern: &Pattern,
    text: &str,
    replacement: &str,
) -> Result<String, CallError> {
    let mut output = String::new();
    let mut copied = 0;
    for captures in pattern.matches(call, text) {
        let captures = captures?;
        let found = captures.get_match();
        output.push_str(&text[copied..found.start()]);
        copied = found.end();
        expand(&captures, replacement, &mut output);
        check_text(output.len())?;
    }
    output.push_str(&text[copied..]);
    Ok(output)
}

fn expand(captures: &Captures<'_>, replacement: &str, output: &mut String) {
    let mut rest = replacement;
    while let Some(dollar) = rest.find('$') {
        output.push_str(&rest[..dollar]);
        rest = &rest[dollar + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            output.push('$');
            rest = after;
            continue;
        }
        match reference(rest) {
            Some((name, after)) => {
                let group = match name.parse::<usize>() {
                    Ok(number) => captures.get(number),
                    Err(_) => captures.name(name),
                };
                output.push_str(group.map_or("", |group| group.as_str()));
                rest = after;
            }
            // A dollar that begins no reference is one.
            None => output.push('$'),
        }
    }
    output.push_str(rest);
}

/// The name a reference begins with, and what comes after it.
fn reference(text: &str) -> Option<(&str, &str)> {
    let (text, is_braced) = match text.strip_prefix('{') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let end = text.find(|letter| !is_word(letter)).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    if name.is_empty() {
        return None;
    }
    if is_braced { Some((name, after.strip_prefix('}')?)) } else { Some((name, after)) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::replaced;

    #[test]
    fn references_are_filled_in_as_go_does() {
        let pattern = "(a)(?P<name>b)?";
        for (replacement, expected) in [
            ("<$1>", "<a>"),
            ("<$1x>", "<>"),
            ("<${1}x>", "<ax>"),
            ("<${name}$name>", "<bb>"),
            ("$$1", "$1"),
            ("${", "${"),
            ("$ $-", "$ $-"),
            ("${1", "${1"),
            ("$9", ""),
        ] {
            assert_eq!(replaced(pattern, "ab", replacement).unwrap(), expected, "{replacement}");
        }
    }

    #[test]
    fn empty_matches_stand_between_letters() {
        let pattern = "b*";
        assert_eq!(replaced(pattern, "abc", "-").unwrap(), "-a-c-");
    }

    #[test]
    fn a_result_that_would_fill_the_memory_is_refused() {
        let pattern = "a";
        let error = replaced(pattern, &"a".repeat(100), &"x".repeat(1_000_000)).unwrap_err();
        assert!(error.message.contains("longer than 64 MB"));
    }
}
