//! Which of several types cty would rather convert the others to. Source: go-cty `cty/convert/sort_types.go`.

use std::cmp::Ordering;
use std::collections::VecDeque;

use super::kind::Type;

/// The positions of `kinds`, the most general type first; types that cannot be compared keep their places.
pub(super) fn preference(kinds: &[Type]) -> Vec<usize> {
    let mut less_general: Vec<Vec<usize>> = vec![Vec::new(); kinds.len()];
    let mut waiting_for = vec![0_usize; kinds.len()];
    for (a, first) in kinds.iter().enumerate() {
        for (b, second) in kinds.iter().enumerate().skip(a + 1) {
            match compare(first, second) {
                Ordering::Less => {
                    less_general[a].push(b);
                    waiting_for[b] += 1;
                }
                Ordering::Greater => {
                    less_general[b].push(a);
                    waiting_for[a] += 1;
                }
                Ordering::Equal => {}
            }
        }
    }
    let mut ready: VecDeque<usize> = (0..kinds.len()).filter(|index| waiting_for[*index] == 0).collect();
    let mut sorted = Vec::with_capacity(kinds.len());
    while let Some(index) = ready.pop_front() {
        sorted.push(index);
        for next in &less_general[index] {
            waiting_for[*next] -= 1;
            if waiting_for[*next] == 0 {
                ready.push_back(*next);
            }
        }
    }
    sorted
}

/// `Less` when `a` is the more general; `Equal` also where neither is.
fn compare(a: &Type, b: &Type) -> Ordering {
    match (a, b) {
        (Type::Any, Type::Any) => Ordering::Equal,
        (_, Type::Any)
        | (Type::String, Type::Bool | Type::Number)
        | (Type::List(_) | Type::Tuple(_), Type::Set(_))
        | (Type::List(_), Type::Tuple(_))
        | (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Any, _)
        | (Type::Bool | Type::Number, Type::String)
        | (Type::Set(_), Type::List(_) | Type::Tuple(_))
        | (Type::Tuple(_), Type::List(_))
        | (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) | (Type::Map(a), Type::Map(b)) => {
            compare(a, b)
        }
        (Type::Object(a), Type::Object(b)) if a.keys().eq(b.keys()) => {
            all(a.values().zip(b.values()).map(|(a, b)| compare(a, b)))
        }
        (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => {
            all(a.iter().zip(b.iter()).map(|(a, b)| compare(a, b)))
        }
        _ => Ordering::Equal,
    }
}

/// One type is more general where none of its parts is less so.
fn all(parts: impl Iterator<Item = Ordering>) -> Ordering {
    let (mut less, mut greater) = (false, false);
    for part in parts {
        less |= part.is_lt();
        greater |= part.is_gt();
    }
    match (less, greater) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
