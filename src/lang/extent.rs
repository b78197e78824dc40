//! How large a value is: known when it is made, so that nothing too large is ever walked through.
//!
//! Collections share their parts: sixty lists, each of which holds the one before twice, fit into a few kilobytes, and
//! have more elements than anything could visit. Extents count what is shared each time.

use super::kind::Type;

/// The size and depth of a value. Both stop at the largest number they can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    weight: u32,
    depth: u16,
}

/// The most that one value may weigh.
const MAX_WEIGHT: u32 = 4_000_000;

/// The deepest a value may be: shallow enough for every thread's stack.
const MAX_DEPTH: u16 = 400;

/// An object has room for more entries than it has.
const WEIGHT_OF_OBJECT: u32 = 8;

/// How many bytes of text weigh as much as a value.
const TEXT_UNIT: usize = 64;

impl Extent {
    /// Of a number, a truth value, or null.
    pub const LEAF: Self = Self { weight: 1, depth: 0 };

    /// Of a text.
    pub(super) fn of_text(text: &str) -> Self {
        Self { weight: text_weight(text), depth: 0 }
    }

    /// Of a list, set or tuple with elements of these extents.
    pub(super) fn of_parts(parts: impl Iterator<Item = Self>) -> Self {
        parts.fold(Self::LEAF, Self::with).nested()
    }

    /// Of a map or an object with entries of these names and extents.
    pub(super) fn of_entries<'n>(entries: impl Iterator<Item = (&'n str, Self)>) -> Self {
        let entry = |(name, extent): (&str, Self)| Self {
            weight: extent.weight.saturating_add(text_weight(name) - 1),
            ..extent
        };
        entries.map(entry).fold(Self { weight: WEIGHT_OF_OBJECT, depth: 0 }, Self::with).nested()
    }

    /// Of a null or an unknown of this type. Types are shared too, and such a value is as hard to look at as one with
    /// parts.
    pub(super) fn of_kind(kind: &Type) -> Self {
        if kind.is_primitive() || *kind == Type::Any {
            return Self::LEAF;
        }
        let mut left = MAX_WEIGHT;
        let depth = walk_kind(kind, 0, &mut left);
        Self { weight: (MAX_WEIGHT - left).max(1), depth }
    }

    /// How many values it has, itself included, with a share for the length of texts.
    pub fn weight(self) -> u64 {
        u64::from(self.weight)
    }

    /// Whether it may be used.
    pub(super) fn is_allowed(self) -> bool {
        self.weight <= MAX_WEIGHT && self.depth <= MAX_DEPTH
    }

    /// Of both together, side by side.
    pub(super) fn with(self, other: Self) -> Self {
        Self { weight: self.weight.saturating_add(other.weight), depth: self.depth.max(other.depth) }
    }

    /// Of something that holds what has this extent.
    pub(super) fn nested(self) -> Self {
        Self { depth: self.depth.saturating_add(1), ..self }
    }
}

fn text_weight(text: &str) -> u32 {
    u32::try_from(1 + text.len() / TEXT_UNIT).unwrap_or(u32::MAX)
}

/// The depth of a type below `depth`. Stops where nothing is left of what one value may weigh.
fn walk_kind(kind: &Type, depth: u16, left: &mut u32) -> u16 {
    *left = left.saturating_sub(1);
    if *left == 0 || depth > MAX_DEPTH {
        return u16::MAX;
    }
    let inner = depth + 1;
    match kind {
        Type::Any | Type::Bool | Type::Number | Type::String => depth,
        Type::List(element) | Type::Set(element) | Type::Map(element) => walk_kind(element, inner, left),
        Type::Tuple(elements) => deepest(elements.iter(), inner, left),
        Type::Object(attributes) => deepest(attributes.values(), inner, left),
    }
}

fn deepest<'k>(kinds: impl Iterator<Item = &'k Type>, depth: u16, left: &mut u32) -> u16 {
    kinds.fold(depth, |deepest, kind| deepest.max(walk_kind(kind, depth, left)))
}
