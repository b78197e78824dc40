//! What the parser did not understand, in words that help.

use hcl_edit::parser::Error;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The diagnostic for a parse error.
pub(super) fn syntax_error(file: FileId, text: &str, error: &Error) -> Diagnostic {
    let offset = text.floor_char_boundary(error.location().offset().min(text.len()));
    let found = text[offset..].chars().next();
    let width = found.filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let span = Span::new(file, offset..offset + width);
    if error.message().contains("redefined attribute") {
        let name: String =
            text[offset..].chars().take_while(|c| c.is_alphanumeric() || "_-".contains(*c)).collect();
        return Diagnostic::error(Code::DuplicateKey, format!("the attribute `{name}` is written twice"))
            .at(Span::new(file, offset..offset + name.len()), "the second time")
            .hint("remove one of the two: a body takes each attribute once");
    }
    let title = "the file is not valid HCL";
    let unclosed = unclosed(text);
    let wanted = wanted(error);
    // Where a bracket is open to the end, the parser gives up far from the cause.
    if let (Some((bracket, at)), None) = (unclosed, &wanted) {
        return Diagnostic::error(Code::SyntaxError, title)
            .at(Span::new(file, at..at + 1), format!("this `{bracket}` is never closed"));
    }
    let here = match found {
        None => "the file ends here".to_owned(),
        Some('\n' | '\r') => "the line ends here".to_owned(),
        Some(found) => format!("`{found}` is unexpected"),
    };
    let label = wanted.map_or_else(|| here.clone(), |wanted| format!("{here}; expected {wanted}"));
    let mut diagnostic = Diagnostic::error(Code::SyntaxError, title).at(span, label);
    if let Some((bracket, at)) = unclosed {
        diagnostic =
            diagnostic.related(Span::new(file, at..at + 1), format!("this `{bracket}` is never closed"));
    }
    if found == Some('\'') {
        diagnostic = diagnostic.hint("HCL quotes texts with `\"`");
    }
    diagnostic
}

/// What the parser wanted; `None` where it does not know better than "something else".
fn wanted(error: &Error) -> Option<String> {
    let (_, expected) = error.message().split_once("expected ")?;
    match expected.trim() {
        "token" => None,
        // The list of everything that starts an expression.
        list if list.contains("`[`, `{`") => Some("a value".to_owned()),
        expected => Some(expected.to_owned()),
    }
}

/// The innermost bracket that is open at the end of the text, when the text has more opening than closing ones.
fn unclosed(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at += line_length(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'/') => at += line_length(bytes, at),
            b'"' => at = end_of_quotes(bytes, at),
            bracket @ (b'{' | b'[' | b'(') => open.push((bracket, at)),
            b'}' | b']' | b')' => {
                open.pop();
            }
            _ => {}
        }
        at += 1;
    }
    open.pop().map(|(bracket, at)| (bracket as char, at))
}

fn line_length(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at)
}

/// The closing quote of a text on one line, interpolations with quotes of their own skipped.
fn end_of_quotes(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start + 1;
    while at < bytes.len() && (bytes[at] != b'\n' || depth > 0) {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' if matches!(bytes[at - 1], b'$' | b'%') => depth += 1,
            b'}' if depth > 0 => depth -= 1,
            b'"' if depth == 0 => return at,
            b'"' => at = end_of_quotes(bytes, at),
            _ => {}
        }
        at += 1;
    }
    at
}
