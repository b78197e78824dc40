//! Why the parser refuses a text, in our words. The parser says where it stopped and what it would have taken; that is
//! often the start of the item only. What stands there, and what is open around it, comes from the tokenizer.

use std::ops::Range;

use crate::diagnostic::Diagnostic;

use super::expected;
use super::faults;
use super::lower::Lower;
use super::messages::{error, string_fault, too_deep};
use super::scan::{Scan, scan, scan_template};
use super::scene::Scene;

/// What the text as a whole is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grammar {
    Body,
    Expression,
    Template,
}

impl Grammar {
    /// The tokens of a text of this kind.
    pub(super) fn scan(self, text: &str) -> Scan {
        if self == Self::Template { scan_template(text) } else { scan(text) }
    }
}

/// What the parser says when it says nothing.
const VAGUE: &str = "unexpected token";

/// What the parser says of too many levels.
const DEPTH: &str = "invalid nesting depth";

/// Ours for an object with too many items.
const SIZE: &str = "too many items";

/// Ours for a carriage return that ends no line.
const RETURN: &str = "lone carriage return";

/// The parser's own words, and where it stopped.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) offset: usize,
}

impl Refusal {
    pub(super) fn new(text: &str, error: &hcl_edit::parser::Error) -> Self {
        let location = error.location();
        let mut offset = text.floor_char_boundary(location.offset());
        // The parser points at the last byte where it means the end; only the column tells the two apart.
        if offset + 1 >= text.len() {
            let line = text[..offset].rfind('\n').map_or(0, |at| at + 1);
            let column = text.get(line..=offset).map_or(offset - line + 1, |line| line.chars().count());
            if location.column() > column {
                offset = text.len();
            }
        }
        let message = error.message().to_owned();
        if message.starts_with("invalid object value assignment") {
            // Here the parser points behind the character that it refuses.
            offset = offset.saturating_sub(1);
        }
        Self { message, offset: text.floor_char_boundary(offset) }
    }

    /// Where the parser took what the grammar does not: there is only the text to say why.
    pub(super) fn at_start() -> Self {
        Self { message: VAGUE.to_owned(), offset: 0 }
    }

    /// Ours for a text whose fault there is told by the text itself, where the parser would take minutes to find it.
    pub(super) fn at_fault(offset: usize) -> Self {
        Self { message: String::new(), offset }
    }

    /// An object that the parser would need minutes for.
    pub(super) fn for_size(offset: usize) -> Self {
        Self { message: SIZE.to_owned(), offset }
    }

    /// A carriage return where the language has none.
    pub(super) fn for_carriage_return(offset: usize) -> Self {
        Self { message: RETURN.to_owned(), offset }
    }

    /// Ours for a text that the parser would read too often.
    pub(super) fn for_depth(offset: usize) -> Self {
        Self { message: DEPTH.to_owned(), offset }
    }

    /// Whether it is the one refusal that the language does not know.
    pub(super) fn is_for_equal_names(&self) -> bool {
        self.message.contains("redefined")
    }

    fn is_for_depth(&self) -> bool {
        self.message.starts_with(DEPTH) || self.message.starts_with("invalid binary operation")
    }

    /// The parser knows only where the item begins that it cannot read.
    fn is_vague(&self) -> bool {
        self.message == VAGUE || self.is_in_heredoc()
    }

    fn is_in_heredoc(&self) -> bool {
        self.message.contains("heredoc end")
    }
}

/// The message for a refused text. `places` gives its places in the file.
pub(super) fn explain(text: &str, grammar: Grammar, refusal: &Refusal, places: &Lower<'_>) -> Diagnostic {
    let scan = grammar.scan(text);
    let scene = Scene::new(text, &scan.tokens, refusal.offset);
    if refusal.is_for_depth() {
        return too_deep(places.span(scene.place()));
    }
    if refusal.message == SIZE {
        return error("object has too many items", places.span(scene.place()), "one more than can be read")
            .hint("Keep data of this size in a JSON or YAML file, and read it with `jsondecode` or `yamldecode`.");
    }
    if refusal.message == RETURN {
        let place = refusal.offset..(refusal.offset + 1).min(text.len());
        return error("a carriage return ends no line", places.span(place), "not part of the language")
            .hint("Save the file with line breaks of one kind: `\\n` or `\\r\\n`.");
    }
    if refusal.is_for_equal_names() {
        return error("too many equal names", places.span(scene.place()), "one of them")
            .hint("Keep one of each.");
    }
    if let Some(range) = escape_before(text, refusal) {
        return string_fault(&super::literal::FaultKind::Escape, &text[range.clone()], places.span(range));
    }
    let in_block = refusal.message.starts_with("invalid block body");
    if refusal.is_vague() || (in_block && scene.line_breaks_inside()) {
        if grammar == Grammar::Body
            && !refusal.is_in_heredoc()
            && let Some(found) = expected::explain_item(&scene, places)
        {
            return found;
        }
        if let Some(fault) = &scan.fault {
            return faults::explain_fault(text, &scan, fault, places);
        }
        let (found, span) = (scene.found_name(), places.span(scene.place()));
        if grammar == Grammar::Body {
            return error(format!("{found} cannot be read"), span, "something in here is not valid");
        }
        return error(format!("unexpected {found}"), span, "not valid from here on");
    }
    match &scan.fault {
        Some(fault) if scene.found().is_none() || fault.at.start <= refusal.offset => {
            faults::explain_fault(text, &scan, fault, places)
        }
        _ => expected::explain_expected(&scene, &refusal.message, places),
    }
}

/// The escape that the parser stopped in or right after, if that is why it stopped.
fn escape_before(text: &str, refusal: &Refusal) -> Option<Range<usize>> {
    if !refusal.message.starts_with("invalid escape sequence") && !refusal.message.contains("hex code") {
        return None;
    }
    let start = text[..refusal.offset].rfind('\\')?;
    let inside = &text[start..];
    let end = match super::literal::unquote(inside) {
        Err(fault) if fault.range.start == 0 => fault.range.end,
        _ => inside.chars().take(2).map(char::len_utf8).sum(),
    };
    Some(start..start + end)
}
