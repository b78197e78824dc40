//! Heredocs that the parser would end elsewhere than the language does: it looks for the marker at the start of a line,
//! where the language wants it alone on its line. Such a heredoc gets a marker of its own, of the same length, in the copy
//! that the parser reads. The end of an empty heredoc it finds only after it has read all that follows as the heredoc's
//! text, which doubles the time with each one inside of that: the copy has `""` in its place.

use std::collections::HashSet;
use std::ops::Range;

use super::lower::is_in_name;
use super::names::spell;
use super::scan::{Bracket, Scan, TokenKind};

/// What the parser reads in place of a text.
pub(super) struct Separated {
    /// The copy.
    pub(super) text: String,
    /// Where nothing could be told from on, and how many heredocs after that may be empty.
    pub(super) unread: Option<(usize, usize)>,
}

/// `text` without empty heredocs and with markers of their own for all others, if one of them needs it.
pub(super) fn separate(text: &str, scan: impl FnOnce(&str) -> Scan) -> Option<Separated> {
    if !text.contains("<<") || ambiguous(text) == 0 {
        return None;
    }
    let mut copy = text.to_owned();
    let mut open: Vec<(usize, Range<usize>)> = Vec::new();
    let mut number = 0;
    let words: HashSet<&str> = text.lines().map(first_word).collect();
    let Scan { tokens, fault } = scan(text);
    let mut before = None;
    for token in tokens {
        match token.kind {
            TokenKind::Open(Bracket::Heredoc) => {
                let opener = text[token.start..token.end].trim_end();
                let marker = opener.trim_start_matches("<<").trim_start_matches('-');
                let end = token.start + opener.len();
                open.push((token.start, end - marker.len()..end));
            }
            TokenKind::Close(Bracket::Heredoc) => {
                let Some((start, marker)) = open.pop() else { continue };
                let is_empty = before == Some(TokenKind::Open(Bracket::Heredoc));
                before = Some(token.kind);
                if is_empty {
                    // At the end of the text it is none of the language, which only the parser's tree tells.
                    if text[token.end..].trim_start_matches([' ', '\t']).starts_with(['\r', '\n']) {
                        copy.replace_range(start..token.end, &format!("{:1$}", r#""""#, token.end - start));
                    }
                    continue;
                }
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
        before = Some(token.kind);
    }
    let unread = fault.map(|fault| (fault.at.start, ambiguous(&copy)));
    Some(Separated { text: copy, unread })
}

/// How many lines begin with the marker of a heredoc before them and yet do not end one, or end an empty one.
fn ambiguous(text: &str) -> usize {
    let mut markers: HashSet<&str> = HashSet::new();
    let mut after_opener = false;
    let mut count = 0;
    for line in text.lines() {
        let word = first_word(line);
        count += usize::from(markers.contains(word) && (after_opener || word != line.trim()));
        let marker = line.rsplit_once("<<").map(|(_, marker)| marker.trim_start_matches('-').trim_end());
        after_opener = marker.is_some_and(|marker| !marker.is_empty());
        markers.extend(marker.filter(|marker| !marker.is_empty()));
    }
    count
}

/// What the parser compares with the marker.
fn first_word(line: &str) -> &str {
    let line = line.trim_start();
    line.split(|c| !is_in_name(c)).next().unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::hcl::scan::scan;

    #[test]
    fn only_ambiguous_heredocs_are_touched() {
        let copy = |text: &str| separate(text, scan).map(|separated| separated.text);
        let plain = "a = <<EOT\ntext EOT\n  EOT\nb = <<-EOT\n${x}\nEOT\n";
        assert_eq!(copy(plain), None);
        let empty = "a = <<EOT\nEOT\nb = <<-EOT\n x\n EOT\n";
        assert_eq!(copy(empty).unwrap(), "a = \"\"       \nb = <<-_aa\n x\n _aa\n");
        let followed = "a = <<EOF\ncat <<EOF2\nEOF2 | sh\nEOF x\nEOF\n";
        assert_eq!(copy(followed).unwrap(), "a = <<_aa\ncat <<EOF2\nEOF2 | sh\nEOF x\n_aa\n");
    }
}
