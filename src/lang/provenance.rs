//! Where a value was written and through what it came. Cheap to carry: a literal's provenance allocates nothing.

use std::collections::HashSet;
use std::sync::Arc;

use crate::source::Span;

use super::origin::OutputOrigin;

/// Where a value was written, and the way from there to where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The expression that made the value.
    pub span: Span,
    /// How it came from there; `None` where it is used as written.
    pub via: Option<Arc<Via>>,
    /// How many steps the longest way to here has.
    steps: u32,
}

/// The longest way that is kept, shallow enough for every thread's stack: a longer one loses its beginning.
const LONGEST_WAY: u32 = 1_000;

/// One step of a value's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// A reference (`local.account`, `include.root.locals.region`) handed the value on.
    Reference {
        /// The reference itself.
        span: Span,
        /// The steps before it, nearer to where the value was written.
        before: Option<Arc<Self>>,
    },
    /// The expression computed the value from these.
    Computed(Arc<[Provenance]>),
    /// It is an output of another unit that was told from outside the configuration; the first step of its way.
    Output(Arc<OutputOrigin>),
}

impl Provenance {
    /// Of a value that was written nowhere.
    pub const NONE: Self = Self { span: Span::NONE, via: None, steps: 0 };

    /// Of a value written at `span`.
    pub fn written(span: Span) -> Self {
        Self { span, via: None, steps: 0 }
    }

    /// Of a value that the expression at `span` computed from values with these provenances.
    pub fn computed(span: Span, from: impl IntoIterator<Item = Self>) -> Self {
        // An operand written inside the expression itself adds nothing: its place is seen there.
        let inside = |part: &Self| {
            part.via.is_none()
                && part.span.file == span.file
                && span.start <= part.span.start
                && part.span.end <= span.end
        };
        let from: Vec<Self> = from.into_iter().filter(|part| part.span.is_some() && !inside(part)).collect();
        let steps = 1 + from.iter().map(|part| part.steps).max().unwrap_or_default();
        if from.is_empty() || steps > LONGEST_WAY {
            return Self::written(span);
        }
        Self { span, via: Some(Arc::new(Via::Computed(from.into()))), steps }
    }

    /// The place that shows it best where it is used: the reference that brought it, else where it was written.
    pub fn nearest(&self) -> Span {
        match self.via.as_deref() {
            Some(Via::Reference { span, .. }) => *span,
            _ => self.span,
        }
    }

    /// The places on the way, each once: the references that handed the value on, the nearest first, then the expression
    /// that made it, then the same for what that expression computed it from.
    pub fn way(&self) -> Vec<Span> {
        let mut places = Vec::new();
        let mut seen: HashSet<Span> = HashSet::new();
        let mut open = vec![self];
        while let Some(part) = open.pop() {
            let mut made_from: &[Self] = &[];
            let mut steps = part.via.as_deref();
            while let Some(step) = steps {
                steps = match step {
                    Via::Reference { span, before } => {
                        places.extend(seen.insert(*span).then_some(*span));
                        before.as_deref()
                    }
                    Via::Computed(parts) => {
                        made_from = parts;
                        None
                    }
                    Via::Output(_) => None,
                };
            }
            let is_new = part.span.is_some() && seen.insert(part.span);
            places.extend(is_new.then_some(part.span));
            // What was looked at already is not followed again: ways share their parts.
            if is_new {
                open.extend(made_from.iter().rev());
            }
        }
        places
    }

    /// Where the outputs were had that the value is, or was computed from; each once, the nearest first.
    pub fn outputs(&self) -> Vec<&OutputOrigin> {
        let mut found: Vec<&OutputOrigin> = Vec::new();
        // Ways share their parts; each part is looked at once.
        let mut seen: HashSet<*const Via> = HashSet::new();
        let mut open: Vec<&Arc<Via>> = self.via.iter().collect();
        while let Some(via) = open.pop() {
            if !seen.insert(Arc::as_ptr(via)) {
                continue;
            }
            match &**via {
                Via::Reference { before, .. } => open.extend(before),
                Via::Computed(parts) => open.extend(parts.iter().rev().filter_map(|part| part.via.as_ref())),
                Via::Output(origin) if !found.contains(&&**origin) => found.push(origin),
                Via::Output(_) => {}
            }
        }
        found
    }

    /// Of the same value after a reference at `span` handed it on. A value that is at that place already took no step.
    #[must_use]
    pub fn through(self, span: Span) -> Self {
        if !self.span.is_some() {
            return Self::written(span);
        }
        let here = match self.via.as_deref() {
            Some(Via::Reference { span: last, .. }) => *last,
            _ => self.span,
        };
        if here == span {
            return self;
        }
        let (before, steps) = if self.steps < LONGEST_WAY { (self.via, self.steps + 1) } else { (None, 1) };
        Self { span: self.span, via: Some(Arc::new(Via::Reference { span, before })), steps }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::Sources;

    fn span(start: u32) -> Span {
        let file = Sources::default().add(Path::new("env.hcl"), "").id();
        Span { file, start, end: start + 1 }
    }

    #[test]
    fn the_way_goes_from_the_nearest_reference_to_where_each_part_was_written() {
        let account = Provenance::written(span(1)).through(span(2)).through(span(3));
        let region = Provenance::written(span(4));
        let role = Provenance::computed(span(5), [account.clone(), region, account]).through(span(6));
        assert_eq!(role.way(), [6, 5, 3, 2, 1, 4].map(span));
    }
}
