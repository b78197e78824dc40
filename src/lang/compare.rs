//! The order of a set's elements: cty's own, since it shows wherever a set is printed or iterated.
//!
//! Texts, numbers and bools stand in their natural order, everything else in that of cty's hash text; unknowns and
//! nulls stand last.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::decimal::Decimal;
use super::number::Number;
use super::value::{Data, Value};

/// The elements without repetition, in the order a set keeps them.
pub fn set_of(mut elements: Vec<Value>) -> Vec<Value> {
    if elements.iter().any(|element| element.elements().is_some() || element.entries().is_some()) {
        elements.sort_by_cached_key(hash_text);
    }
    // Stable, and quick where the hash texts have done the work.
    elements.sort_by(order);
    elements.dedup_by(|a, b| a == b);
    elements
}

/// A total order over data; equal only for equal data, but for unknowns.
pub fn order(left: &Value, right: &Value) -> Ordering {
    match (&left.data, &right.data) {
        (Data::Bool(a), Data::Bool(b)) => a.cmp(b),
        (Data::Number(a), Data::Number(b)) => a.cmp(b),
        (Data::String(a), Data::String(b)) => a.cmp(b),
        _ => rank(left).cmp(&rank(right)).then_with(|| {
            // Hash texts cut numbers short, so that different values may share one.
            hash_text(left).cmp(&hash_text(right)).then_with(|| parts_order(left, right))
        }),
    }
}

/// By the elements or entries themselves.
fn parts_order(left: &Value, right: &Value) -> Ordering {
    if let (Some(a), Some(b)) = (left.elements(), right.elements()) {
        let parts = a.iter().zip(b.iter()).map(|(a, b)| order(a, b));
        return first_difference(parts).unwrap_or_else(|| a.len().cmp(&b.len()));
    }
    if let (Some(a), Some(b)) = (left.entries(), right.entries()) {
        let parts = a
            .iter()
            .zip(b.iter())
            .map(|((name_a, a), (name_b, b))| name_a.cmp(name_b).then_with(|| order(a, b)));
        return first_difference(parts).unwrap_or_else(|| a.len().cmp(&b.len()));
    }
    Ordering::Equal
}

fn first_difference(mut parts: impl Iterator<Item = Ordering>) -> Option<Ordering> {
    parts.find(|ordering| ordering.is_ne())
}

/// Only values of one type meet in a set; the numbers beyond the last two keep a mixture in order.
fn rank(value: &Value) -> u8 {
    match value.data {
        Data::Bool(_) => 0,
        Data::Number(_) => 1,
        Data::String(_) => 2,
        Data::List(..) | Data::Set(..) | Data::Tuple(_) | Data::Map(..) | Data::Object(_) => 3,
        Data::Unknown(_) => 4,
        Data::Null(_) => 5,
    }
}

/// What cty hashes, and compares where nothing else tells which of two elements comes first.
fn hash_text(value: &Value) -> String {
    let mut text = String::new();
    write_hash(&mut text, value);
    text
}

fn write_hash(text: &mut String, value: &Value) {
    let write_all = |text: &mut String, parts: &[Value]| {
        for part in parts {
            write_hash(text, part);
            text.push(';');
        }
    };
    match &value.data {
        Data::Unknown(_) => text.push('?'),
        Data::Null(_) => text.push('~'),
        Data::Bool(flag) => text.push(if *flag { 'T' } else { 'F' }),
        Data::Number(number) => write_number(text, number),
        Data::String(string) => write_quoted(text, string),
        Data::List(_, parts) | Data::Set(_, parts) => {
            text.push('[');
            write_all(text, parts);
            text.push(']');
        }
        Data::Tuple(parts) => {
            text.push('<');
            write_all(text, parts);
            text.push('>');
        }
        Data::Map(_, entries) => {
            text.push('{');
            for (name, entry) in entries.iter() {
                write_quoted(text, name);
                text.push(':');
                write_hash(text, entry);
                text.push(';');
            }
            text.push('}');
        }
        Data::Object(entries) => {
            text.push('<');
            for entry in entries.values() {
                write_hash(text, entry);
                text.push(';');
            }
            text.push('>');
        }
    }
}

/// Ten digits, as Go's `big.Float` prints itself.
fn write_number(text: &mut String, number: &Number) {
    let decimal = Decimal::exact(number);
    if decimal.negative {
        text.push('-');
    }
    text.push_str(&decimal.general(10, 'e'));
}

/// Go's `%q`.
fn write_quoted(text: &mut String, string: &str) {
    text.push('"');
    for letter in string.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{7}' => text.push_str("\\a"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{b}' => text.push_str("\\v"),
            '\0'..='\u{1f}' | '\u{7f}' => write!(text, "\\x{:02x}", u32::from(letter))
                .expect("internal: writing to a string cannot fail"),
            _ => text.push(letter),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_keep_the_order_of_cty() {
        let lists = |lists: &[&[&str]]| -> Vec<Value> {
            lists.iter().map(|list| Value::string_list(list.iter().copied())).collect()
        };
        let sorted = set_of(lists(&[&[], &["b"], &["a", "a"], &["\n"], &["b"]]));
        assert_eq!(sorted, lists(&[&["\n"], &["a", "a"], &["b"], &[]]));
        let sorted = set_of(vec![Value::null(), Value::string("b"), Value::string("a"), Value::string("b")]);
        assert_eq!(sorted, [Value::string("a"), Value::string("b"), Value::null()]);
    }
}
