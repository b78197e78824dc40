//! Where something was written: a file and a range of bytes in it. Must stay small and `Copy`: every value carries one.

use std::ops::Range;

/// Identifies a file inside one [`Sources`](super::Sources). Ids are handed out in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// The id of what was written in no file: defaults, command-line values, values the tool made.
    pub const NONE: Self = Self(u32::MAX);

    pub(super) fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).expect("internal: fewer than four billion files are read in one run"))
    }

    pub(super) fn index(self) -> Option<usize> {
        (self != Self::NONE).then_some(self.0 as usize)
    }
}

/// A half-open range of bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file the bytes are in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of what was written in no file.
    pub const NONE: Self = Self { file: FileId::NONE, start: 0, end: 0 };

    /// A span over `range` in `file`. Offsets past four gigabytes are clamped: no such file is read.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Self { file, start: offset(range.start), end: offset(range.end) }
    }

    /// Whether this is a place in a file.
    pub fn is_some(self) -> bool {
        self.file != FileId::NONE
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same range of a text that is written at `place`; no place when that is none.
    #[must_use]
    pub fn inside(self, place: Self) -> Self {
        if !place.is_some() {
            return Self::NONE;
        }
        let offset = |byte: u32| place.start.saturating_add(byte);
        Self { file: place.file, start: offset(self.start), end: offset(self.end) }
    }

    /// The first byte alone: a place for what spans many lines.
    #[must_use]
    pub fn head(self) -> Self {
        Self { end: self.end.min(self.start + 1), ..self }
    }

    /// The smallest span over both; `self` where they are in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
