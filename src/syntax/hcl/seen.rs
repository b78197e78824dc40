//! Names side by side, to find those that come again.

use std::collections::HashMap;
use std::sync::Arc;

use crate::source::Span;

/// Up to so many names, looking through them is cheaper than a table.
const FEW: usize = 16;

/// The names so far, each with its first place.
#[derive(Default)]
pub(super) struct Seen {
    few: Vec<(Arc<str>, Span)>,
    many: HashMap<Arc<str>, Span>,
}

impl Seen {
    /// Notes a name; gives its first place when it was there before.
    pub(super) fn note(&mut self, name: &Arc<str>, span: Span) -> Option<Span> {
        if self.few.len() < FEW {
            if let Some((_, first)) = self.few.iter().find(|(known, _)| known == name) {
                return Some(*first);
            }
            self.few.push((Arc::clone(name), span));
            return None;
        }
        if self.many.is_empty() {
            self.many.extend(self.few.iter().cloned());
        }
        let first = *self.many.entry(Arc::clone(name)).or_insert(span);
        (first != span).then_some(first)
    }
}
