//! Heredocs that the parser would end elsewhere than the language does: it looks for the marker at the start of a line,
//! where the language wants it alone on its line, and does not see the end of an empty heredoc. Such a heredoc gets a
//! marker of its own, of the same length, in the copy that the parser reads.

use std::collections::HashSet;

use super::lower::is_in_name;
use super::names::spell;
use super::scan::{Bracket, TokenKind, scan};

/// `text` with markers of their own for all heredocs, if one of them needs it.
pub(super) fn separate(text: &str) -> Option<String> {
    if !text.contains("<<") || !is_ambiguous(text) {
        return None;
    }
    let mut copy = text.to_owned();
    let mut open = Vec::new();
    let mut number = 0;
    let words: HashSet<&str> = text.lines().map(first_word).collect();
    for token in scan(text).tokens {
        match token.kind {
            TokenKind::Open(Bracket::Heredoc) => {
                let opener = text[token.start..token.end].trim_end();
                let marker = opener.trim_start_matches("<<").trim_start_matches('-');
                open.push(token.start + opener.len() - marker.len()..token.start + opener.len());
            }
            TokenKind::Close(Bracket::Heredoc) => {
                let Some(marker) = open.pop() else { continue };
                let unused = loop {
                    let candidate = spell(number, marker.len())?;
                    number += 1;
                    if !words.contains(&*candidate) {
                        break candidate;
                    }
                };
                let end = token.end - marker.len()..token.end;
                copy.replace_range(marker, &unused);
                copy.replace_range(end, &unused);
            }
            _ => {}
        }
    }
    Some(copy)
}

/// Whether a line begins with the marker of a heredoc before it and yet does not end one, or ends an empty one.
fn is_ambiguous(text: &str) -> bool {
    let mut markers: HashSet<&str> = HashSet::new();
    let mut after_opener = false;
    for line in text.lines() {
        let word = first_word(line);
        if markers.contains(word) && (after_opener || word != line.trim()) {
            return true;
        }
        let marker = line.rsplit_once("<<").map(|(_, marker)| marker.trim_start_matches('-').trim_end());
        after_opener = marker.is_some_and(|marker| !marker.is_empty());
        markers.extend(marker.filter(|marker| !marker.is_empty()));
    }
    false
}

/// What the parser compares with the marker.
fn first_word(line: &str) -> &str {
    let line = line.trim_start();
    line.split(|c| !is_in_name(c)).next().unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ambiguous_heredocs_are_touched() {
        let plain = "a = <<EOT\ntext EOT\n  EOT\nb = <<-EOT\n${x}\nEOT\n";
        assert_eq!(separate(plain), None);
        let empty = "a = <<EOT\nEOT\nb = <<-EOT\n x\n EOT\n";
        assert_eq!(separate(empty).unwrap(), "a = <<_aa\n_aa\nb = <<-_ba\n x\n _ba\n");
        let followed = "a = <<EOF\ncat <<EOF2\nEOF2 | sh\nEOF x\nEOF\n";
        assert_eq!(separate(followed).unwrap(), "a = <<_aa\ncat <<EOF2\nEOF2 | sh\nEOF x\n_aa\n");
    }
}
