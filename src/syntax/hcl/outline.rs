//! The attributes and blocks of a file before it is parsed, so that only those which somebody wants are: the parser costs
//! many times what it takes to find where each ends.

use std::ops::Range;

use super::scan::{Token, TokenKind, scan};

/// An attribute or block of the file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'t> {
    /// The attribute's name, or the block's type.
    pub name: &'t str,
    /// Whether it is a block.
    pub is_block: bool,
    /// All of it but its name.
    pub text: &'t str,
    range: Range<usize>,
}

/// The items of a text in order; `None` where it cannot be told where each ends.
pub(super) fn items(text: &str) -> Option<Vec<Item<'_>>> {
    let scanned = scan(text);
    if scanned.fault.is_some() {
        return None;
    }
    let mut items = Vec::new();
    let mut rest = &*scanned.tokens;
    while let [first, others @ ..] = rest {
        rest = others;
        match first.kind {
            TokenKind::LineBreak => continue,
            TokenKind::Name => {}
            _ => return None,
        }
        let length = length(others);
        let (own, behind) = others.split_at(length);
        let is_attribute = matches!(own, [sign, ..] if text.get(sign.start..sign.end) == Some("="));
        let end = own.last().map_or(first.end, |last| last.end);
        items.push(Item {
            name: &text[first.start..first.end],
            is_block: !is_attribute,
            text: &text[first.end..end],
            range: first.start..end,
        });
        rest = behind;
    }
    Some(items)
}

/// How many tokens stand before the line break that ends an item.
fn length(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    let ends = |token: &Token| {
        match token.kind {
            TokenKind::Open(_) => depth += 1,
            TokenKind::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.kind == TokenKind::LineBreak
    };
    tokens.iter().position(ends).unwrap_or(tokens.len())
}

/// The text with blanks in place of the items that are not wanted: every place stays what it was.
pub(super) fn blank_out(text: &str, items: &[Item<'_>], wanted: &[bool]) -> String {
    let mut blanked = String::with_capacity(text.len());
    for (item, _) in items.iter().zip(wanted).filter(|(_, wanted)| !**wanted) {
        blanked.push_str(&text[blanked.len()..item.range.start]);
        let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
        blanked.extend(text.as_bytes()[item.range.clone()].iter().map(|byte| blank(*byte)));
    }
    blanked.push_str(&text[blanked.len()..]);
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# ä {\na = {\n  b = \"}\"\n}\n/* { */ locals {\n}\nc = <<EOF\n}\nEOF\nd \"e\" { f = 1 }\r\ng = ü\n";

    #[test]
    fn each_item_has_its_text() {
        let found: Vec<_> = items(TEXT).unwrap().into_iter().map(|item| (item.name, item.is_block)).collect();
        assert_eq!(found, [("a", false), ("locals", true), ("c", false), ("d", true), ("g", false)]);
    }

    #[test]
    fn blanks_keep_places() {
        let all = items(TEXT).unwrap();
        let kept = blank_out(TEXT, &all, &all.iter().map(|item| item.name == "d").collect::<Vec<_>>());
        assert_eq!(kept.len(), TEXT.len());
        assert_eq!(kept.find("d \"e\" { f = 1 }"), TEXT.find("d \"e\" { f = 1 }"));
        assert_eq!(kept.lines().count(), TEXT.lines().count());
        assert!(!kept.contains("locals") && !kept.contains("EOF") && kept.contains("# ä {"), "{kept}");
        assert_eq!(blank_out(TEXT, &all, &[true; 5]), TEXT);
    }

    #[test]
    fn what_has_no_end_has_no_items() {
        for text in ["a = {\n", "a = \"x\n", "}\n", "= 1\n", "a = <<EOF\n"] {
            assert_eq!(items(text), None, "{text}");
        }
    }
}
