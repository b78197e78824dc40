//! Messages for a word where the parser would have taken another one.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

use super::lower::Lower;
use super::messages::error;
use super::scan::{Bracket, TokenKind};
use super::scene::{Scene, shorten};

/// The message for a refusal that says what would have been taken.
pub(super) fn explain_expected(scene: &Scene<'_>, message: &str, places: &Lower<'_>) -> Diagnostic {
    match message {
        _ if message.starts_with("invalid expression") => value(scene, places),
        _ if message.starts_with("invalid object value assignment") => key_without_value(scene, places),
        _ if message.starts_with("invalid object item") => {
            separator(scene, places, "an item", "`,` or a line break")
        }
        _ if message.starts_with("invalid block body") => one_line_block(scene, places),
        _ if message.starts_with("invalid attribute") => one_line_block(scene, places),
        _ if message.starts_with("invalid traversal operator") => step(scene, places),
        _ if message.starts_with("invalid structure") => header(scene, places),
        "expected `{`" => header(scene, places),
        "expected newline" => plain(scene, places, "the end of the line after the marker")
            .hint("The text of a heredoc begins on the line after `<<` and its marker."),
        "expected newline or eof" => end_of_item(scene, places),
        "expected `in`" => plain(scene, places, "`in`").hint("Write `for item in collection`."),
        "expected `=>`" => plain(scene, places, "`=>`")
            .hint("Between braces, `for` gives pairs: `for item in collection : key => value`."),
        "expected `:`" if !scene.has_inside("for") || scene.has_inside("?") => {
            plain(scene, places, "`:`").hint("Write `condition ? value : other`.")
        }
        "expected `:`" => plain(scene, places, "`:`").hint("Write `for item in collection : value`."),
        _ => closing(scene, message, places),
    }
}

/// The message for an item of a body whose start the parser refuses, when the item itself says why.
pub(super) fn explain_item(scene: &Scene<'_>, places: &Lower<'_>) -> Option<Diagnostic> {
    let first = scene.found()?;
    let word = shorten(scene.found_text());
    match (first.kind, scene.after(1).map(|next| (next.kind, scene.text_of(next)))) {
        (TokenKind::Name, None | Some((TokenKind::LineBreak, _))) => {
            Some(stands_alone(&word, places.span(scene.place())))
        }
        (TokenKind::Name, Some((TokenKind::Symbol, "="))) if scene.after(2).is_none() => {
            Some(no_value(&word, places, scene))
        }
        (TokenKind::Open(Bracket::Quote), _) => {
            let span = places.span(scene.place());
            Some(
                error("names of attributes and blocks take no quotes", span, "a name is expected here")
                    .hint("Write the name without quotes."),
            )
        }
        (TokenKind::Name, _) => None,
        _ => Some(plain(scene, places, "an attribute or a block")),
    }
}

/// “expected …, found …”.
pub(super) fn plain(scene: &Scene<'_>, places: &Lower<'_>, expected: &str) -> Diagnostic {
    let title = format!("expected {expected}, found {}", scene.found_name());
    error(title, places.span(scene.place()), format!("expected {expected}"))
}

fn stands_alone(name: &str, span: Span) -> Diagnostic {
    error(format!("`{name}` is neither an attribute nor a block"), span, "stands alone")
        .hint(format!("Write `{name} = …` for an attribute, `{name} {{ … }}` for a block."))
}

fn no_value(name: &str, places: &Lower<'_>, scene: &Scene<'_>) -> Diagnostic {
    let after = scene.before().map_or(scene.place().start, |token| token.end);
    let end = scene.after(1).map_or(after, |token| token.end.max(after));
    error(format!("`{name}` has no value"), places.span(end..end), "a value is expected here")
}

fn value(scene: &Scene<'_>, places: &Lower<'_>) -> Diagnostic {
    let item = scene.item();
    let ends = match scene.found().map(|token| token.kind) {
        None | Some(TokenKind::LineBreak | TokenKind::Close(_)) => true,
        Some(_) => scene.found_text() == ",",
    };
    let written = scene.slice(item).trim_end();
    let named = written.strip_suffix(['=', ':']).map(str::trim).filter(|name| !name.is_empty());
    if let (true, Some(name)) = (ends && matches!(scene.before_text(), "=" | ":"), named) {
        let end = scene.before().map_or(0, |token| token.end);
        let title = format!("`{}` has no value", shorten(name));
        return error(title, places.span(end..end), "a value is expected here");
    }
    let error = plain(scene, places, "a value");
    match (scene.found_text(), scene.before_text()) {
        ("=", "=") => error.hint("An attribute takes one `=`."),
        ("*", "*") => error.hint("There is no operator `**`; use `pow(…)`."),
        (_, operator) if scene.before().is_some_and(|token| token.kind == TokenKind::Symbol) => {
            let line = if scene.breaks_count() { " on the same line" } else { "" };
            error.hint(format!("Something must follow `{operator}`{line}."))
        }
        _ => error,
    }
}

fn key_without_value(scene: &Scene<'_>, places: &Lower<'_>) -> Diagnostic {
    let item = scene.item();
    let key = shorten(scene.slice(item.clone()));
    let title = format!("expected `=` after key `{key}`, found {}", scene.found_name());
    let error =
        error(title, places.span(scene.place()), "expected `=`").related(places.span(item), "the key");
    if scene.found().is_some_and(|token| token.kind == TokenKind::Name) {
        return error.hint("Put a key with dots or blanks in quotes.");
    }
    error.hint(format!("Write `{key} = …`."))
}

fn separator(scene: &Scene<'_>, places: &Lower<'_>, item: &str, expected: &str) -> Diagnostic {
    if scene.before_text() == "..." {
        return plain(scene, places, "`)`").hint("Nothing follows the argument that `...` expands.");
    }
    if !scene.found_begins_value() {
        let at_start = scene.before_text() == "," || scene.inside().is_empty();
        return plain(scene, places, if at_start { "a value" } else { expected });
    }
    let error = error(
        format!("missing comma before {}", scene.found_name()),
        places.span(scene.place()),
        format!("expected {expected} before this"),
    );
    let before = scene.value_before();
    let written = shorten(scene.slice(before.clone()));
    error
        .related(places.span(before), format!("{item} ends here"))
        .hint(format!("Put a comma after `{written}`."))
}

fn one_line_block(scene: &Scene<'_>, places: &Lower<'_>) -> Diagnostic {
    plain(scene, places, "`}`")
        .hint("A block on one line holds one attribute; put each on a line of its own for more.")
}

fn step(scene: &Scene<'_>, places: &Lower<'_>) -> Diagnostic {
    plain(scene, places, "a name after `.`")
}

fn header(scene: &Scene<'_>, places: &Lower<'_>) -> Diagnostic {
    let name = shorten(scene.slice(scene.item()).split([' ', '\t', '"']).next().unwrap_or_default());
    let error = plain(scene, places, "`{`");
    let item = scene.item();
    if scene.slice(item.clone()) == name && scene.next_word() != Some(TokenKind::Open(Bracket::Brace)) {
        if scene.found().is_none_or(|token| token.kind == TokenKind::LineBreak) {
            return stands_alone(&name, places.span(item));
        }
        if scene.found().is_some_and(|token| token.kind == TokenKind::Symbol) {
            return error.hint(format!("Write `{name} = …` for an attribute, `{name} {{ … }}` for a block."));
        }
    }
    match scene.found().map(|token| token.kind) {
        Some(TokenKind::LineBreak) => error.hint(format!("Put the `{{` on the line of `{name}`.")),
        Some(TokenKind::Open(Bracket::Quote)) => {
            error.hint("The label of a block is plain text, without `${`.")
        }
        Some(TokenKind::Symbol) if scene.found_text() == "=" => error
            .hint(format!("Write `{name} = …` for an attribute, `{name} \"label\" {{ … }}` for a block.")),
        Some(TokenKind::Symbol) if matches!(scene.found_text(), "." | "-" | "/") => {
            error.hint("Put a label that is more than a plain word in quotes.")
        }
        Some(TokenKind::Number) => error.hint("Put the label in quotes."),
        _ => error,
    }
}

fn end_of_item(scene: &Scene<'_>, places: &Lower<'_>) -> Diagnostic {
    let found = scene.found_text();
    if matches!(found, "." | "::") {
        let name = scene.after(1).map_or("the end of the file".to_owned(), |token| match token.kind {
            TokenKind::LineBreak => "the end of the line".to_owned(),
            _ => format!("`{}`", shorten(scene.text_of(token))),
        });
        let title = format!("expected a name after `{found}`, found {name}");
        return error(title, places.span(scene.place()), "leads to no name");
    }
    if found == "[" {
        return error("`[` is never closed", places.span(scene.place()), "opened here");
    }
    let error = plain(scene, places, "the end of the line");
    match found {
        "," => error.hint("Attributes are separated by line breaks, not by commas."),
        ":" | "?" => error.hint("A conditional is `condition ? value : other`."),
        _ if scene.before_text() == "}" => {
            error.hint("Each attribute and each block begins on a line of its own.")
        }
        _ => error.hint("Each attribute stands on a line of its own; text goes in quotes."),
    }
}

/// What is left: the parser wants something closed.
fn closing(scene: &Scene<'_>, message: &str, places: &Lower<'_>) -> Diagnostic {
    let (Some(bracket), Some(opener)) = (scene.opener(), scene.opener_range()) else {
        return as_the_parser_says(scene, message, places);
    };
    let opened = |error: Diagnostic| error.related(places.span(opener.clone()), "opened here");
    match bracket {
        Bracket::Square if scene.opener_follows_value() => opened(plain(scene, places, "`]`")),
        Bracket::Square => opened(separator(scene, places, "an element", "`,` or `]`")),
        Bracket::Round if scene.opener_follows_value() => {
            opened(separator(scene, places, "an argument", "`,` or `)`"))
        }
        Bracket::Round => opened(plain(scene, places, "`)`")),
        Bracket::Interpolation => opened(plain(scene, places, "`}` after the expression"))
            .hint("For the text `${` (of a shell, say) write `$${`."),
        Bracket::Directive => opened(plain(scene, places, "`}`")).hint("For the text `%{` write `%%{`."),
        _ => as_the_parser_says(scene, message, places),
    }
}

fn as_the_parser_says(scene: &Scene<'_>, message: &str, places: &Lower<'_>) -> Diagnostic {
    match message.split_once("expected ") {
        Some((_, "identifier")) if scene.before_text() == "for" => {
            plain(scene, places, "a name").hint("Write a key of the name `for` as `\"for\"`.")
        }
        Some((_, expected)) => plain(scene, places, &expected.replace("identifier", "a name")),
        None => plain(scene, places, "something else"),
    }
}
