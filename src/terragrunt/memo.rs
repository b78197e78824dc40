//! What was found out about a path once, for the rest of a run. Shared by threads.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{PoisonError, RwLock};

/// Values by path, by its text: that is hashed quicker than its parts.
#[derive(Debug)]
pub(super) struct Memo<V>(RwLock<HashMap<OsString, V>>);

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<V: Clone> Memo<V> {
    /// What is remembered of `path`, else what `make` gives. Two threads may both make it; both get the first.
    pub(super) fn get_or_make(&self, path: &Path, make: impl FnOnce() -> V) -> V {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(path.as_os_str()) {
            return known.clone();
        }
        // Not held while it is made: that may ask for other paths.
        let made = make();
        let mut values = self.0.write().unwrap_or_else(PoisonError::into_inner);
        values.entry(path.into()).or_insert(made).clone()
    }
}
