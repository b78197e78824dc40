//! What a pattern is put together to, and what each part matches.

use super::runes;

/// Where in a text something matches: the first place, and all lengths from there, ascending.
pub(super) type Found = Option<(usize, Vec<usize>)>;

/// A pattern, or a part of one, put together. What separates steps is `/`.
#[derive(Clone, Debug)]
pub(in crate::lang::glob) enum Matcher {
    /// The empty text.
    Nothing,
    /// Any text.
    Anything,
    /// Any text without `/`.
    Step,
    /// A letter that is no `/`.
    Letter,
    /// A letter among these, or not among them.
    List { letters: Vec<char>, is_negated: bool },
    /// A letter from one to another, or outside.
    Range { low: char, high: char, is_negated: bool },
    /// This text.
    Text(String),
    /// What begins with this.
    Prefix(String),
    /// What ends with this.
    Suffix(String),
    /// This, and then no `/`.
    PrefixStep(String),
    /// No `/`, and then this.
    SuffixStep(String),
    /// What begins with the one and ends with the other; both may be the same place.
    PrefixSuffix(String, String),
    /// What has this somewhere, or nowhere.
    Contains { needle: String, is_negated: bool },
    /// At least so many letters.
    AtLeast(usize),
    /// At most so many letters.
    AtMost(usize),
    /// What all of these match.
    All(Vec<Self>),
    /// What one of these matches.
    AnyOf(Vec<Self>),
    /// These one behind the other, each of a fixed length; all together so many letters.
    Row(usize, Vec<Self>),
    /// A part with what stands before and after it.
    Around(Box<Around>),
}

/// A part that is looked for, with what has to match before and after it.
#[derive(Clone, Debug)]
pub(in crate::lang::glob) struct Around {
    pub(super) value: Matcher,
    pub(super) left: Option<Matcher>,
    pub(super) right: Option<Matcher>,
    /// How many letters they take, as far as that is fixed.
    lengths: Lengths,
}

#[derive(Clone, Copy, Debug)]
struct Lengths {
    left: Option<usize>,
    right: Option<usize>,
    all: Option<usize>,
}

impl Around {
    pub(super) fn new(value: Matcher, left: Option<Matcher>, right: Option<Matcher>) -> Self {
        let side = |side: &Option<Matcher>| side.as_ref().map_or(Some(0), Matcher::length);
        let (left_length, right_length) = (side(&left), side(&right));
        let all = left_length.zip(value.length()).zip(right_length).map(|((a, b), c)| a + b + c);
        let lengths = Lengths { left: left_length, right: right_length, all };
        Self { value, left, right, lengths }
    }

    fn matches(&self, text: &[u8]) -> bool {
        if self.lengths.all.is_some_and(|length| length > text.len()) {
            return false;
        }
        let mut offset = self.lengths.left.unwrap_or(0);
        let limit = text.len().saturating_sub(self.lengths.right.unwrap_or(0));
        let side = |side: &Option<Matcher>, part: &[u8]| {
            side.as_ref().map_or(part.is_empty(), |side| side.matches(part))
        };
        while offset < limit {
            let Some((index, lengths)) = self.value.index(&text[offset..limit]) else { return false };
            let start = offset + index;
            if side(&self.left, &text[..start]) {
                let is_found =
                    |length: &usize| side(&self.right, text.get(start + length..).unwrap_or_default());
                if lengths.iter().rev().any(is_found) {
                    return true;
                }
            }
            offset = start + runes::first(&text[start..]).1.max(1);
        }
        false
    }
}

impl Matcher {
    /// Whether it matches the whole text.
    pub(in crate::lang::glob) fn matches(&self, text: &[u8]) -> bool {
        match self {
            Self::Nothing => text.is_empty(),
            Self::Anything => true,
            Self::Step => !text.contains(&b'/'),
            Self::Letter | Self::List { .. } | Self::Range { .. } => {
                let (letter, length) = runes::first(text);
                text.len() <= length && self.is_letter(letter)
            }
            Self::Text(own) => own.as_bytes() == text,
            Self::Prefix(prefix) => text.starts_with(prefix.as_bytes()),
            Self::Suffix(suffix) => text.ends_with(suffix.as_bytes()),
            Self::PrefixStep(prefix) => {
                text.strip_prefix(prefix.as_bytes()).is_some_and(|rest| !rest.contains(&b'/'))
            }
            Self::SuffixStep(suffix) => {
                text.strip_suffix(suffix.as_bytes()).is_some_and(|rest| !rest.contains(&b'/'))
            }
            Self::PrefixSuffix(prefix, suffix) => {
                text.starts_with(prefix.as_bytes()) && text.ends_with(suffix.as_bytes())
            }
            Self::Contains { needle, is_negated } => {
                runes::find(text, needle.as_bytes()).is_some() != *is_negated
            }
            Self::AtLeast(least) => runes::all(text).count() >= (*least).max(1),
            Self::AtMost(most) => runes::all(text).count() <= *most,
            Self::All(parts) => parts.iter().all(|part| part.matches(text)),
            Self::AnyOf(parts) => parts.iter().any(|part| part.matches(text)),
            Self::Row(length, parts) => runes::all(text).count() == *length && row_matches(parts, text),
            Self::Around(around) => around.matches(text),
        }
    }

    fn is_letter(&self, letter: char) -> bool {
        match self {
            Self::Letter => letter != '/',
            Self::List { letters, is_negated } => letters.contains(&letter) != *is_negated,
            Self::Range { low, high, is_negated } => (*low..=*high).contains(&letter) != *is_negated,
            _ => false,
        }
    }

    /// Where it first matches inside the text.
    pub(super) fn index(&self, text: &[u8]) -> Found {
        let after_each = |from: usize, part: &[u8]| -> Vec<usize> {
            std::iter::once(from)
                .chain(runes::all(part).map(|(at, letter)| from + at + letter.len_utf8()))
                .collect()
        };
        let before_each = |from: usize, part: &[u8]| -> Vec<usize> {
            runes::all(part).map(|(at, _)| from + at).chain([from + part.len()]).collect()
        };
        let step_of = |part: &[u8]| part.iter().position(|byte| *byte == b'/').unwrap_or(part.len());
        match self {
            Self::Nothing => Some((0, vec![0])),
            Self::Anything => Some((0, before_each(0, text))),
            Self::Step => Some((0, before_each(0, &text[..step_of(text)]))),
            Self::Letter | Self::List { .. } | Self::Range { .. } => runes::all(text)
                .find(|(_, letter)| self.is_letter(*letter))
                .map(|(at, letter)| (at, vec![letter.len_utf8()])),
            Self::Text(own) => Some((runes::find(text, own.as_bytes())?, vec![own.len()])),
            Self::Prefix(prefix) => {
                let at = runes::find(text, prefix.as_bytes())?;
                Some((at, after_each(prefix.len(), &text[at + prefix.len()..])))
            }
            Self::PrefixStep(prefix) => {
                let at = runes::find(text, prefix.as_bytes())?;
                let rest = &text[at + prefix.len()..];
                Some((at, after_each(prefix.len(), &rest[..step_of(rest)])))
            }
            Self::Suffix(suffix) => Some((0, vec![runes::find(text, suffix.as_bytes())? + suffix.len()])),
            Self::SuffixStep(suffix) => {
                let at = runes::find(text, suffix.as_bytes())?;
                let start = text[..at].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
                Some((start, vec![at + suffix.len() - start]))
            }
            Self::PrefixSuffix(prefix, suffix) => {
                prefix_suffix_index(prefix.as_bytes(), suffix.as_bytes(), text)
            }
            Self::Contains { needle, is_negated } => {
                let at = runes::find(text, needle.as_bytes());
                match (at, is_negated) {
                    (Some(at), false) => {
                        Some((0, before_each(at + needle.len(), &text[at + needle.len()..])))
                    }
                    (None, false) => None,
                    (at, true) => Some((0, before_each(0, &text[..at.unwrap_or(text.len())]))),
                }
            }
            Self::AtLeast(least) => {
                let lengths: Vec<usize> = after_each(0, text).into_iter().skip((*least).max(1)).collect();
                (!lengths.is_empty()).then_some((0, lengths))
            }
            Self::AtMost(most) => Some((0, after_each(0, text).into_iter().take(most + 1).collect())),
            Self::All(parts) => all_index(parts, text),
            Self::AnyOf(parts) => any_index(parts, text),
            Self::Row(length, parts) => runes::all(text)
                .map(|(at, _)| at)
                .take_while(|at| text.len() - at >= *length)
                .find(|at| row_matches(parts, &text[*at..]))
                // Its length in letters is taken for one in bytes.
                .map(|at| (at, vec![*length])),
            // It is never found inside a text.
            Self::Around(_) => None,
        }
    }

    /// How many letters it takes, where that is fixed.
    pub(super) fn length(&self) -> Option<usize> {
        match self {
            Self::Nothing => Some(0),
            Self::Letter | Self::List { .. } | Self::Range { .. } => Some(1),
            Self::Text(text) => Some(text.chars().count()),
            Self::Row(length, _) => Some(*length),
            Self::Around(around) => around.lengths.all,
            Self::AnyOf(parts) => {
                let mut length = None;
                for part in parts {
                    match (length, part.length()) {
                        (None, own) => length = own,
                        (Some(_), None) => return None,
                        (Some(one), Some(other)) if one != other => return None,
                        _ => {}
                    }
                }
                length
            }
            _ => None,
        }
    }
}

/// Each part takes its letters; the last of them is taken for a single byte.
fn row_matches(parts: &[Matcher], text: &[u8]) -> bool {
    let mut at = 0;
    for part in parts {
        let length = part.length().unwrap_or(0);
        let rest = text.get(at..).unwrap_or_default();
        let letters = runes::all(rest).take(if length == 0 { usize::MAX } else { length });
        let (count, last) = letters.fold((0, 0), |(count, _), (index, _)| (count + 1, index));
        if count < length || !rest.get(..=last).is_some_and(|own| part.matches(own)) {
            return false;
        }
        at += last + 1;
    }
    true
}

fn prefix_suffix_index(prefix: &[u8], suffix: &[u8], text: &[u8]) -> Found {
    let start = runes::find(text, prefix)?;
    let mut rest = &text[start..];
    if suffix.is_empty() {
        return Some((start, vec![rest.len()]));
    }
    let mut lengths = Vec::new();
    while let Some(at) = runes::find_last(rest, suffix) {
        lengths.push(at + suffix.len());
        rest = &rest[..at];
    }
    lengths.reverse();
    (!lengths.is_empty()).then_some((start, lengths))
}

fn all_index(parts: &[Matcher], text: &[u8]) -> Found {
    let (mut index, mut offset) = (0, 0);
    let mut current: Vec<usize> = Vec::new();
    let mut rest = text;
    for (number, part) in parts.iter().enumerate() {
        let (at, lengths) = part.index(rest)?;
        if number == 0 {
            current = lengths;
        } else {
            let moved = |length: usize| (length + index).checked_sub(at + offset);
            current =
                current.into_iter().filter_map(moved).filter(|length| lengths.contains(length)).collect();
            if current.is_empty() {
                return None;
            }
        }
        index = at + offset;
        rest = text.get(index..)?;
        offset += at;
    }
    Some((index, current))
}

fn any_index(parts: &[Matcher], text: &[u8]) -> Found {
    let mut found: Found = None;
    for (at, lengths) in parts.iter().filter_map(|part| part.index(text)) {
        match &mut found {
            Some((first, _)) if at > *first => {}
            Some((first, own)) if at == *first => {
                own.extend(lengths);
                own.sort_unstable();
                own.dedup();
            }
            _ => found = Some((at, lengths)),
        }
    }
    found
}
