//! An order over values, for sets: cty keeps strings sorted and everything else in an order of its own that no
//! configuration may rely on; ours only has to be the same every time.

use std::cmp::Ordering;

use super::value::{Data, Value};

/// The elements without repetition, in the order a set keeps them.
pub fn set_of(mut elements: Vec<Value>) -> Vec<Value> {
    elements.sort_by(order);
    elements.dedup_by(|a, b| a == b);
    elements
}

/// A total order over data; unknowns stand last.
pub fn order(left: &Value, right: &Value) -> Ordering {
    match (&left.data, &right.data) {
        (Data::Bool(a), Data::Bool(b)) => a.cmp(b),
        (Data::Number(a), Data::Number(b)) => a.cmp(b),
        (Data::String(a), Data::String(b)) => a.cmp(b),
        (
            Data::List(_, a) | Data::Set(_, a) | Data::Tuple(a),
            Data::List(_, b) | Data::Set(_, b) | Data::Tuple(b),
        ) => a
            .iter()
            .zip(b.iter())
            .map(|(a, b)| order(a, b))
            .find(|ordering| ordering.is_ne())
            .unwrap_or_else(|| a.len().cmp(&b.len())),
        (Data::Map(_, a) | Data::Object(a), Data::Map(_, b) | Data::Object(b)) => a
            .iter()
            .zip(b.iter())
            .map(|((name_a, a), (name_b, b))| name_a.cmp(name_b).then_with(|| order(a, b)))
            .find(|ordering| ordering.is_ne())
            .unwrap_or_else(|| a.len().cmp(&b.len())),
        _ => rank(left).cmp(&rank(right)),
    }
}

fn rank(value: &Value) -> u8 {
    match value.data {
        Data::Null(_) => 0,
        Data::Bool(_) => 1,
        Data::Number(_) => 2,
        Data::String(_) => 3,
        Data::List(..) | Data::Set(..) | Data::Tuple(_) => 4,
        Data::Map(..) | Data::Object(_) => 5,
        Data::Unknown(_) => 6,
    }
}
