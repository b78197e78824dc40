//! Which types convert to which, before any value is known. Must agree with `convert`, which does it.

use super::kind::Type;

/// Whether a value of type `from` may turn out convertible to `to`: the check for unknowns.
pub(super) fn may_convert(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Any, _) | (_, Type::Any) | (Type::String, Type::Number | Type::Bool) => true,
        (from, Type::String) => from.is_primitive(),
        (Type::List(from) | Type::Set(from), Type::List(to) | Type::Set(to))
        | (Type::Map(from), Type::Map(to)) => may_convert(from, to),
        (Type::Tuple(from), Type::List(to) | Type::Set(to)) => from.iter().all(|kind| may_convert(kind, to)),
        (Type::Object(from), Type::Map(to)) => from.values().all(|kind| may_convert(kind, to)),
        (Type::Map(from), Type::Object(to)) => to.values().all(|kind| may_convert(from, kind)),
        (Type::Tuple(from), Type::Tuple(to)) => {
            from.len() == to.len() && from.iter().zip(to.iter()).all(|(from, to)| may_convert(from, to))
        }
        (Type::Object(from), Type::Object(to)) => {
            to.iter().all(|(name, to)| from.get(name).is_some_and(|from| may_convert(from, to)))
        }
        (from, to) => from == to,
    }
}
