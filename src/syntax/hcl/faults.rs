//! Messages for what the tokenizer finds: what is never closed, what closes something else, what begins nothing.

use std::ops::Range;

use crate::diagnostic::Diagnostic;

use super::lower::Lower;
use super::messages::error;
use super::scan::{Fault, FaultKind, Scan, TokenKind};

/// The message for the fault that ended the scan.
pub(super) fn explain_fault(text: &str, scan: &Scan, fault: &Fault, places: &Lower<'_>) -> Diagnostic {
    let span = places.span(fault.at.clone());
    let written = &text[fault.at.clone()];
    match &fault.kind {
        FaultKind::UnclosedString => {
            let line = text[fault.at.start..].lines().next().unwrap_or_default();
            let whole = fault.at.start..fault.at.start + line.len();
            error("string is never closed", places.span(whole), "no closing `\"` on this line")
                .hint("Close it with `\"`; for text of several lines use a heredoc (`<<EOT`).")
        }
        FaultKind::UnclosedHeredoc { marker } => {
            let marker = &text[marker.clone()];
            error(format!("heredoc `{marker}` is never closed"), span, "begins here")
                .hint(format!("Put `{marker}` alone on the line after the text, with a line break after it."))
        }
        FaultKind::UnclosedComment => {
            error("comment is never closed", span, "begins here").hint("Close it with `*/`.")
        }
        FaultKind::Unclosed { opener } => {
            let opening = &text[opener.clone()];
            let label = if written.is_empty() { "the file ends here" } else { "the string ends here" };
            let unclosed = error(format!("`{opening}` is never closed"), span, label)
                .related(places.span(opener.clone()), "opened here");
            match next_less_indented(text, scan, opener) {
                Some(line) => {
                    let label = format!("perhaps `{opening}` was meant to be closed before this line");
                    unclosed.related(places.span(line), label)
                }
                None => unclosed,
            }
        }
        FaultKind::Mismatch { opener } => {
            let opening = &text[opener.clone()];
            let expected = format!("expected `{}`", closer(opening));
            error(format!("`{written}` does not close `{opening}`"), span, expected)
                .related(places.span(opener.clone()), "opened here")
        }
        FaultKind::Stray => error(format!("`{written}` closes nothing"), span, "nothing is open here"),
        FaultKind::Character(character) => {
            explain_character(*character, &text[fault.at.start..], places, fault)
        }
        FaultKind::UnknownDirective => {
            error(format!("`{written}` is no template directive"), span, "unknown word").hint(
                "A directive is `if`, `else`, `endif`, `for` or `endfor`; for the text `%{` write `%%{`.",
            )
        }
        FaultKind::UnclosedDirective => {
            let word = if written.ends_with("for") { "endfor" } else { "endif" };
            error(format!("template directive has no `%{{ {word} }}`"), span, "begins here")
                .hint(format!("Put `%{{ {word} }}` after the text it applies to."))
        }
        FaultKind::StrayDirective => {
            error(format!("`{written}` belongs to no directive"), span, "no such directive is open here")
        }
    }
}

fn explain_character(character: char, from: &str, places: &Lower<'_>, fault: &Fault) -> Diagnostic {
    let span = places.span(fault.at.clone());
    let label = "not part of the language";
    match character {
        '\'' => error("strings take double quotes, not `'`", span, label).hint("Write `\"…\"`."),
        '“' | '”' | '„' | '‘' | '’' => {
            error(format!("strings take straight double quotes, not `{character}`"), span, label)
                .hint("Write `\"…\"`; curly quotes often come from a document or chat.")
        }
        '`' => error("strings take double quotes, not backticks", span, label)
            .hint("Write `\"…\"`, or a heredoc (`<<EOT`) for text of several lines."),
        ';' => error("`;` separates nothing", span, label)
            .hint("Put each attribute on a line of its own, and commas between the items of a list."),
        '&' | '|' | '^' | '~' => {
            let error = error(format!("operator `{character}` does not exist"), span, label);
            match character {
                '&' | '|' => error.hint(format!("For a condition write `{character}{character}`.")),
                _ => error,
            }
        }
        '$' | '%' if from[1..].starts_with('{') => {
            error(format!("`{character}{{` outside a string"), span, "interpolation belongs into quotes")
                .hint("Write the expression alone, without `${` and `}`, or put quotes around it.")
        }
        _ => error(format!("unexpected character `{}`", character.escape_debug()), span, label),
    }
}

fn closer(opening: &str) -> &'static str {
    match opening {
        "[" => "]",
        "(" => ")",
        _ => "}",
    }
}

/// The first line after the opening bracket that begins with a word, no further in than the line of the bracket: most
/// likely what is open should have ended before it.
fn next_less_indented(text: &str, scan: &Scan, opener: &Range<usize>) -> Option<Range<usize>> {
    let column = |at: usize| at - text[..at].rfind('\n').map_or(0, |line_break| line_break + 1);
    let line = text[..opener.start].rfind('\n').map_or(0, |at| at + 1);
    let indentation = text[line..].len() - text[line..].trim_start_matches([' ', '\t']).len();
    let mut at_line_start = false;
    for token in scan.tokens.iter().filter(|token| token.start >= opener.end) {
        if at_line_start && token.kind == TokenKind::Name && column(token.start) <= indentation {
            return Some(token.start..token.end);
        }
        at_line_start = token.kind == TokenKind::LineBreak;
    }
    None
}
