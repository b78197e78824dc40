//! How an included file merges. Data only.

/// How an include merges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strategy {
    /// Not at all: only its exposed values count.
    NoMerge,
    /// By top-level key; the default.
    Shallow,
    /// Recursively.
    Deep,
}
