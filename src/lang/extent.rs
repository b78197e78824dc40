//! How large a value is: known when it is made, so that nothing too large is ever walked through.
//!
//! Collections share their parts: sixty lists, each of which holds the one before twice, fit into a few kilobytes, and
//! have more elements than anything could visit. Extents count what is shared each time.

use std::sync::Arc;

use super::kind::Type;
use super::value::{Data, Entries, Value};

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

    /// Of a value with this data.
    pub(super) fn of(data: &Data) -> Self {
        match data {
            Data::Bool(_) | Data::Number(_) => Self::LEAF,
            Data::String(text) => Self { weight: text_weight(text), depth: 0 },
            Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => {
                of_parts(elements.iter())
            }
            Data::Map(_, entries) | Data::Object(entries) => of_entries(entries),
            Data::Null(kind) => of_kind(kind),
            Data::Unknown(unknown) => {
                let mock = unknown.mock.as_ref().map_or(Self::LEAF, Value::extent);
                let known = unknown.known.as_ref().map_or(Self::LEAF, |known| of_entries(known));
                let kind = of_kind(&unknown.kind);
                if unknown.mock.is_none() && unknown.known.is_none() {
                    return kind;
                }
                kind.with(mock).with(known).nested()
            }
        }
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
    fn with(self, other: Self) -> Self {
        Self { weight: self.weight.saturating_add(other.weight), depth: self.depth.max(other.depth) }
    }

    fn nested(self) -> Self {
        Self { depth: self.depth.saturating_add(1), ..self }
    }
}

fn of_parts<'v>(parts: impl Iterator<Item = &'v Value>) -> Extent {
    parts.fold(Extent::LEAF, |extent, part| extent.with(part.extent())).nested()
}

fn of_entries(entries: &Entries) -> Extent {
    let entry = |(name, value): (&Arc<str>, &Value)| {
        let Extent { weight, depth } = value.extent();
        Extent { weight: weight.saturating_add(text_weight(name) - 1), depth }
    };
    entries.iter().map(entry).fold(Extent { weight: WEIGHT_OF_OBJECT, depth: 0 }, Extent::with).nested()
}

fn text_weight(text: &str) -> u32 {
    u32::try_from(1 + text.len() / TEXT_UNIT).unwrap_or(u32::MAX)
}

/// Types are shared too, and nulls and unknowns of a large type are as hard to look at as the values.
fn of_kind(kind: &Type) -> Extent {
    if kind.is_primitive() || *kind == Type::Any {
        return Extent::LEAF;
    }
    let mut left = MAX_WEIGHT;
    let depth = walk_kind(kind, 0, &mut left);
    Extent { weight: (MAX_WEIGHT - left).max(1), depth }
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
