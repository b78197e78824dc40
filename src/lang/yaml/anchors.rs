//! What aliases refer to. An alias shares its value, but whatever walks the result meets it every time: the number of
//! elements counts with every repetition, or a few lines could keep the machine busy for years.

use std::collections::BTreeMap;

use crate::lang::value::Value;

/// A value with the number of values in it, itself included.
#[derive(Clone)]
pub(super) struct Sized {
    pub(super) value: Value,
    pub(super) size: usize,
}

/// The anchors of one document so far.
#[derive(Default)]
pub(super) struct Anchors {
    complete: BTreeMap<String, Sized>,
    /// Anchors of what is being read: nothing can refer to what it is inside of.
    open: Vec<String>,
}

impl Anchors {
    pub(super) fn open(&mut self, name: &str) {
        self.open.push(name.to_owned());
    }

    /// Ends the innermost open anchor, which has this value.
    pub(super) fn complete(&mut self, value: &Sized) {
        if let Some(name) = self.open.pop() {
            self.complete.insert(name, value.clone());
        }
    }

    /// The value an alias stands for.
    ///
    /// # Errors
    /// When there is no such anchor, or the alias is inside of it.
    pub(super) fn get(&self, name: &str) -> Result<Sized, String> {
        if self.open.iter().any(|open| open == name) {
            return Err(format!("the alias `*{name}` is inside of what it refers to"));
        }
        self.complete
            .get(name)
            .cloned()
            .ok_or_else(|| format!("there is no anchor `&{name}` before this alias"))
    }
}
