//! What no message may show: secrets that files hold, in the lines that are shown and in what is said about them.

use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Diagnostic, Label};
use crate::lang::secret_names::is_secret_name;
use crate::source::{SourceFile, Sources};

use super::place::clamp;

/// Longer lines are shown by no format.
const MOST_SEARCHED: usize = 1 << 16;
/// What stands for a secret.
const HIDDEN: &str = "(sensitive)";

/// A name with what gives it a value: `password = `, `"password": `.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"([A-Za-z0-9_.\-]+)["']?[ \t]*([=:])[ \t]*"#).expect("internal: a valid pattern")
});

/// The lines of `range`, with what is secret in them masked: as many bytes, and the same signs around.
pub(super) fn shown(file: &SourceFile, range: Range<usize>) -> String {
    let lines = &file.text()[range.clone()];
    if file.is_confidential() {
        return masked(lines);
    }
    let mut shown = String::with_capacity(lines.len());
    let mut at = range.start;
    for hidden in hidden(file, &range) {
        let start = hidden.start.clamp(at, range.end);
        let end = hidden.end.clamp(start, range.end);
        shown.push_str(&file.text()[at..start]);
        shown.push_str(&masked(&file.text()[start..end]));
        at = end;
    }
    shown.push_str(&file.text()[at..range.end]);
    shown
}

/// The diagnostics without the secrets that stand in the lines that they are about.
pub(super) fn redacted(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Diagnostic> {
    diagnostics.iter().map(|diagnostic| redacted_one(diagnostic, sources)).collect()
}

fn redacted_one(diagnostic: &Diagnostic, sources: &Sources) -> Diagnostic {
    let mut diagnostic = diagnostic.clone();
    let labels = diagnostic.primary.iter().chain(&diagnostic.related);
    let mut secrets: Vec<String> = labels.flat_map(|label| secrets_at(label, sources)).collect();
    if secrets.is_empty() {
        return diagnostic;
    }
    // A secret inside a longer one must not leave the rest of that.
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    let labels = diagnostic.primary.iter_mut().chain(&mut diagnostic.related).map(|label| &mut label.text);
    let texts =
        labels.chain(&mut diagnostic.notes).chain(&mut diagnostic.hints).chain([&mut diagnostic.title]);
    for text in texts {
        for secret in &secrets {
            *text = without(text, secret);
        }
    }
    diagnostic
}

/// The secrets in the lines of a label. Ones of a letter or two are none, and would blacken everything.
fn secrets_at(label: &Label, sources: &Sources) -> Vec<String> {
    let Some(file) = sources.get(label.span.file) else { return Vec::new() };
    let text = file.text();
    let range = clamp(label.span, text);
    let start = text[..range.start].rfind('\n').map_or(0, |line_break| line_break + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |line_break| range.end + line_break);
    let lines = start..end;
    if file.is_confidential() {
        // Any word may be one.
        let words = text[lines].split(|letter: char| letter.is_whitespace() || "\"'{}[],:=".contains(letter));
        return words.filter(|word| word.len() > 2).map(str::to_owned).collect();
    }
    let hidden = hidden(&file, &lines).into_iter();
    let secrets = hidden.map(|hidden| text[hidden].trim_matches(['"', '\'']).to_owned());
    secrets.filter(|secret| secret.len() > 2).collect()
}

/// `text` with `secret` taken out where it stands as a word.
fn without(text: &str, secret: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for (start, found) in text.match_indices(secret) {
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let end = start + found.len();
        if is_word(text[..start].chars().next_back()) || is_word(text[end..].chars().next()) {
            continue;
        }
        result.push_str(&text[at..start]);
        result.push_str(HIDDEN);
        at = end;
    }
    result.push_str(&text[at..]);
    result
}

/// The parts of lines that are secret, in order: what is known to be one, and what a name in the same line says is one.
fn hidden(file: &SourceFile, lines: &Range<usize>) -> Vec<Range<usize>> {
    let known = file.confidential_ranges();
    let known = known.into_iter().filter(|range| range.start < lines.end && range.end > lines.start);
    let mut hidden: Vec<Range<usize>> = known.collect();
    let text = if lines.len() > MOST_SEARCHED { "" } else { &file.text()[lines.clone()] };
    for found in NAMED.captures_iter(text) {
        let (Some(all), Some(name), Some(sign)) = (found.get(0), found.get(1), found.get(2)) else {
            continue;
        };
        if !is_secret_name(name.as_str()) {
            continue;
        }
        let length = value_length(&text[all.end()..], sign.as_str() == ":" && is_yaml(file.path()));
        let start = lines.start + all.end();
        hidden.push(start..start + length);
    }
    hidden.retain(|range| {
        !range.is_empty()
            && file.text().is_char_boundary(range.start)
            && file.text().is_char_boundary(range.end)
    });
    hidden.sort_by_key(|range| range.start);
    hidden
}

/// How long the literal is that a text begins with; in YAML it needs no quotes.
fn value_length(text: &str, is_plain: bool) -> usize {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    match line.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let mut is_escaped = false;
            let end = line.char_indices().skip(1).find(|(_, letter)| {
                let ends = *letter == quote && !is_escaped;
                is_escaped = *letter == '\\' && !is_escaped;
                ends
            });
            end.map_or(line.len(), |(index, quote)| index + quote.len_utf8())
        }
        Some(_) if is_plain => line.len(),
        Some(digit) if digit.is_ascii_digit() => line.bytes().take_while(u8::is_ascii_alphanumeric).count(),
        _ => 0,
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// What is written there stays, what it says does not.
fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '{' | '}' | '[' | ']' | ':' | ',' | '"' | '\n' | '\r' | ' ' | '\t' => masked.push(letter),
            _ => masked.extend(std::iter::repeat_n('*', letter.len_utf8())),
        }
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    fn shown_whole(path: &str, text: &str) -> String {
        let sources = Sources::default();
        let file = sources.add(Path::new(path), text);
        shown(&file, 0..text.len())
    }

    #[test]
    fn values_of_secret_names_are_masked_in_every_notation() {
        for (path, text, expected) in [
            ("/x.hcl", "db_password = \"a b\\\"c\" # why", "db_password = \"* **\"*\" # why"),
            ("/x.hcl", "x = { token = \"abc\", name = \"n\" }", "x = { token = \"***\", name = \"n\" }"),
            ("/x.hcl", "password = local.x", "password = local.x"),
            ("/x.hcl", "password = 12345", "password = *****"),
            ("/x.hcl", "secret_arn = \"abc\"", "secret_arn = \"abc\""),
            ("/x.json", "{\"apiKey\": \"abc\", \"a\": 1}", "{\"apiKey\": \"***\", \"a\": 1}"),
            ("/x.yaml", "password: s3cr3t value\nuser: x", "password: ****** *****\nuser: x"),
            ("/x.hcl", "password = \"open", "password = \"****"),
        ] {
            assert_eq!(shown_whole(path, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_said_about_a_line_does_not_repeat_its_secret() {
        let sources = Sources::default();
        let file = sources.add(Path::new("/x.hcl"), "password = tonumber(\"s3cr3t\")\n");
        file.keep_range_confidential(20..28);
        let diagnostic = Diagnostic::error(Code::InvalidValue, "`s3cr3t` is no number, nor is s3cr3ts")
            .at(Span::new(file.id(), 11..29), "s3cr3t")
            .note("it is s3cr3t")
            .hint("change `s3cr3t`");
        let [redacted] = &*redacted(&[diagnostic], &sources) else { panic!("one diagnostic") };
        assert_eq!(redacted.title, "`(sensitive)` is no number, nor is s3cr3ts");
        assert_eq!(redacted.primary.as_ref().unwrap().text, "(sensitive)");
        assert_eq!((&*redacted.notes[0], &*redacted.hints[0]), ("it is (sensitive)", "change `(sensitive)`"));
    }
}
