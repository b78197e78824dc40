//! What many units say alike is told once. Keeps the order; changes no problem but by a note that counts.

use std::collections::{BTreeMap, HashSet};

use super::{Code, Diagnostic, Label};

/// Each of them once, in their order: a file that many units read says the same many times.
pub fn deduplicated(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut known = HashSet::new();
    let mut is_new = |diagnostic: &Diagnostic| {
        let place = diagnostic.primary.clone().map(|Label { span, text }| (span, text));
        known.insert((diagnostic.code, diagnostic.title.clone(), place))
    };
    diagnostics.iter().filter(|diagnostic| is_new(diagnostic)).cloned().collect()
}

/// Warnings of an older way of writing, each kind once with the number of its other places: an estate that is written
/// so is written so everywhere.
pub fn folded(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut first: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for diagnostic in diagnostics {
        if diagnostic.code == Code::DeprecatedSyntax && !diagnostic.is_error() {
            if let Some((_, others)) = first.get_mut(diagnostic.title.as_str()) {
                *others += 1;
                continue;
            }
            first.insert(&diagnostic.title, (kept.len(), 0));
        }
        kept.push(diagnostic.clone());
    }
    for (index, others) in first.into_values().filter(|(_, others)| *others > 0) {
        let places = if others == 1 { "1 other place" } else { &format!("{others} other places") };
        kept[index].notes.push(format!("the same in {places}; `--verbose` shows them"));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_way_is_told_once_with_the_number_of_its_places() {
        let old = |title: &str| Diagnostic::warning(Code::DeprecatedSyntax, title);
        let other = Diagnostic::warning(Code::ForeignPath, "a path");
        let all = [old("skip"), other.clone(), old("skip"), old("include"), other.clone(), old("skip")];
        let counted = old("skip").note("the same in 2 other places; `--verbose` shows them");
        assert_eq!(folded(&all), [counted, other.clone(), old("include"), other]);
    }

    #[test]
    fn an_error_is_told_at_every_place() {
        let error = Diagnostic::error(Code::DeprecatedSyntax, "skip");
        assert_eq!(folded(&[error.clone(), error.clone()]).len(), 2);
        assert_eq!(deduplicated(&[error.clone(), error]).len(), 1);
    }
}
