//! What the language refuses although the parser reads it, and what it takes but is likely a slip: in our words.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::Ident;

use super::literal::FaultKind;

/// An error in the text at `span`.
pub(super) fn error(title: impl Into<String>, span: Span, label: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::SyntaxError, title).at(span, label)
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    error("expression is nested too deeply", span, "too many levels here")
        .hint("Give inner parts a name of their own in `locals`.")
}

pub(super) fn attribute_redefined(name: &Ident, first: Span) -> Diagnostic {
    error(format!("attribute `{}` is set twice", name.text), name.span, "set again here")
        .related(first, "first set here")
        .hint("Keep one of the two.")
}

pub(super) fn duplicate_key(text: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::warning(Code::DuplicateKey, format!("key `{text}` is given twice"))
        .at(span, "given again here")
        .related(first, "first given here")
        .note("The last one counts; those before it have no effect.")
        .hint("Keep one of them.")
}

pub(super) fn for_as_name(span: Span) -> Diagnostic {
    error("`for` cannot be a name here", span, "begins a `for` expression")
        .hint("Write a key of this name as `\"for\"`.")
}

pub(super) fn glued(keyword: &str, span: Span) -> Diagnostic {
    error(format!("`{keyword}` is glued to what follows"), span, "a blank is expected after this")
}

pub(super) fn dotted_number(span: Span) -> Diagnostic {
    error("malformed number", span, "too many dots")
}

pub(super) fn nested_splat(span: Span) -> Diagnostic {
    error("`.*` inside another `.*`", span, "a second splat")
        .hint("Use `[*]`, which applies to all that follows.")
}

pub(super) fn chained_index(written: &str, span: Span) -> Diagnostic {
    let proper = format!("[{}]", written.trim_matches('.').replace('.', "]["));
    error(format!("`{written}` reads as a fraction, not as two indexes"), span, "two indexes in a row")
        .hint(format!("Write `{proper}`."))
}

pub(super) fn heredoc_end(marker: &str, at_end_of_file: bool, span: Span) -> Diagnostic {
    if at_end_of_file {
        return error(format!("heredoc `{marker}` ends without a line break"), span, "the file ends here")
            .hint("End the file with a line break.");
    }
    error(format!("heredoc end `{marker}` does not stand alone on its line"), span, "more follows")
        .hint(format!("Put what follows `{marker}` on the next line."))
}

pub(super) fn string_fault(kind: &FaultKind, raw: &str, span: Span) -> Diagnostic {
    match kind {
        FaultKind::LineBreak => error("string goes on over the end of its line", span, "the line ends here")
            .hint("Write `\\n`, or use a heredoc (`<<EOT`) for text of several lines."),
        FaultKind::Quote => {
            error("`\"` inside a string", span, "not escaped").hint("Write `\\\"`.")
        }
        FaultKind::Escape if raw.starts_with("\\u") => {
            error(format!("`{raw}` is no Unicode character"), span, "unknown escape")
                .hint("`\\u` takes four hexadecimal digits of a character.")
        }
        FaultKind::Escape if raw.starts_with("\\U") => {
            error(format!("`{raw}` is no Unicode character"), span, "unknown escape")
                .hint("`\\U` takes eight hexadecimal digits of a character.")
        }
        FaultKind::Escape => error(format!("unknown escape `{}`", raw.trim_end()), span, "unknown escape")
            .hint("For a backslash write `\\\\`; the escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\u` and `\\U`."),
    }
}
