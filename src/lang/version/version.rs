//! A version: numbers with an optional pre-release; what stands behind a `+` never decides anything.

use std::cmp::Ordering;
use std::sync::LazyLock;

use regex::Regex;

/// The numbers of a version, and the two ways to write a pre-release: after a `-`, or (leniently) without one.
pub(super) const LENIENT: &str = concat!(
    r"v?([0-9]+(?:\.[0-9]+)*?)",
    r"(?:-([0-9]+[0-9A-Za-z\-~]*(?:\.[0-9A-Za-z\-~]+)*)|(?:-?([A-Za-z\-~]+[0-9A-Za-z\-~]*(?:\.[0-9A-Za-z\-~]+)*)))?",
    r"(?:\+[0-9A-Za-z\-~]+(?:\.[0-9A-Za-z\-~]+)*)?",
);

static LENIENT_VERSION: LazyLock<Regex> = LazyLock::new(|| pattern(LENIENT));
static STRICT_VERSION: LazyLock<Regex> = LazyLock::new(|| pattern(&LENIENT.replace("(?:-?(", "(?:-(")));

fn pattern(version: &str) -> Regex {
    Regex::new(&format!("^(?:{version})$")).expect("internal: a valid pattern")
}

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// At least three numbers: what was not written is zero.
    pub(super) segments: Vec<i64>,
    /// How many of them were written.
    pub(super) written: usize,
    /// What stands before the release, as in `beta.1`; empty for a release.
    pub(super) pre_release: String,
}

impl Version {
    /// Reads a version as semantic versioning has it, `v1.2` and more than three numbers allowed.
    pub fn parse(text: &str) -> Option<Self> {
        Self::matched(&STRICT_VERSION, text)
    }

    /// Reads a version that may leave out the `-` before its pre-release.
    pub(super) fn parse_leniently(text: &str) -> Option<Self> {
        Self::matched(&LENIENT_VERSION, text)
    }

    fn matched(pattern: &Regex, text: &str) -> Option<Self> {
        let parts = pattern.captures(text)?;
        let mut segments = Vec::new();
        for segment in parts.get(1)?.as_str().split('.') {
            segments.push(segment.parse().ok()?);
        }
        let written = segments.len();
        segments.resize(written.max(3), 0);
        let pre_release = parts.get(3).or_else(|| parts.get(2)).map_or("", |part| part.as_str()).to_owned();
        Some(Self { segments, written, pre_release })
    }

    /// Whether it comes before its release.
    pub(super) fn is_pre_release(&self) -> bool {
        !self.pre_release.is_empty()
    }

    /// Which is older. A pre-release counts only between versions of as many numbers.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        if self.segments == other.segments {
            return compare_pre_releases(&self.pre_release, &other.pre_release);
        }
        let longest = self.segments.len().max(other.segments.len());
        let segment = |version: &Self, index| version.segments.get(index).copied().unwrap_or(0);
        (0..longest)
            .map(|index| segment(self, index).cmp(&segment(other, index)))
            .fold(Ordering::Equal, Ordering::then)
    }
}

fn compare_pre_releases(this: &str, other: &str) -> Ordering {
    match (this.is_empty(), other.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let (these, others): (Vec<&str>, Vec<&str>) = (this.split('.').collect(), other.split('.').collect());
    let part = |parts: &[&str], index: usize| parts.get(index).copied().unwrap_or_default().to_owned();
    (0..these.len().max(others.len()))
        .map(|index| compare_parts(&part(&these, index), &part(&others, index)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The original's own order: a number comes before a word; a part that is missing before a number, after a word.
fn compare_parts(this: &str, other: &str) -> Ordering {
    if this == other {
        return Ordering::Equal;
    }
    let (number, other_number) = (this.parse::<i64>().ok(), other.parse::<i64>().ok());
    match (number, other_number) {
        _ if this.is_empty() => {
            if other_number.is_some() {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        _ if other.is_empty() => {
            if number.is_some() {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => this.cmp(other),
        // Unequal texts of one number, `1` and `01`, are never equal there.
        (Some(number), Some(other)) => {
            if number > other {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
    }
}
