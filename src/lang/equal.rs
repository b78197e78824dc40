//! Whether two values are equal, as far as that is known: cty's `Equals`.

use super::value::{Data, Entries, Value};

/// Whether the values are equal; `None` when that hangs on something unknown.
pub fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (&left.data, &right.data) {
        (Data::Unknown(_), _) | (_, Data::Unknown(_)) => None,
        (Data::List(_, a), Data::List(_, b)) | (Data::Tuple(a), Data::Tuple(b)) => equal_elements(a, b),
        (Data::Set(_, a), Data::Set(_, b)) => {
            let known = a.iter().chain(b.iter()).all(Value::is_wholly_known);
            known.then(|| left == right)
        }
        (Data::Map(_, a), Data::Map(_, b)) | (Data::Object(a), Data::Object(b)) => equal_entries(a, b),
        _ => Some(left == right),
    }
}

fn equal_elements(left: &[Value], right: &[Value]) -> Option<bool> {
    if left.len() != right.len() {
        return Some(false);
    }
    all(left.iter().zip(right).map(|(a, b)| equal(a, b)))
}

fn equal_entries(left: &Entries, right: &Entries) -> Option<bool> {
    if !left.keys().eq(right.keys()) {
        return Some(false);
    }
    all(left.values().zip(right.values()).map(|(a, b)| equal(a, b)))
}

/// One known difference decides, whatever is unknown beside it.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = false,
        }
    }
    known.then_some(true)
}
