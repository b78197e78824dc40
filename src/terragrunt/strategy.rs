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

impl Strategy {
    /// The one that `merge_strategy` names. `deep_map_only`, which mocks know, is none for an include.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "no_merge" => Some(Self::NoMerge),
            "shallow" => Some(Self::Shallow),
            "deep" => Some(Self::Deep),
            _ => None,
        }
    }
}
