//! Which types convert to which, and the one type that several have in common: each question asks the other. Both are
//! about types alone, before any value is looked at. Source: go-cty `cty/convert`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::kind::Type;
use super::preference::preference;

/// Which conversions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversions {
    /// Those that no value fails.
    Safe,
    /// Also those that some values fail: text to number, map to object.
    All,
}

/// Whether values of type `from` convert to `to`.
pub fn convertible(from: &Type, to: &Type, which: Conversions) -> bool {
    if from == to {
        return true;
    }
    match (from, to) {
        (_, Type::Any) | (Type::Number | Type::Bool, Type::String) => true,
        (Type::Any, _) | (Type::String, Type::Number | Type::Bool) => which == Conversions::All,
        (Type::List(_), Type::Set(_)) if which == Conversions::Safe => false,
        (Type::List(from) | Type::Set(from), Type::List(to) | Type::Set(to))
        | (Type::Map(from), Type::Map(to)) => convertible(from, to, which),
        (Type::Tuple(from), Type::List(to) | Type::Set(to)) => element_type(from, to, which).is_some(),
        (Type::Object(from), Type::Map(to)) => {
            let kinds: Vec<Type> = from.values().cloned().collect();
            entry_type(&kinds, to, which).is_some()
        }
        (Type::Map(from), Type::Object(to)) => {
            which == Conversions::All && to.values().all(|kind| convertible(from, kind, which))
        }
        (Type::Tuple(from), Type::Tuple(to)) => {
            from.len() == to.len()
                && from.iter().zip(to.iter()).all(|(from, to)| convertible(from, to, which))
        }
        (Type::Object(from), Type::Object(to)) => {
            to.iter().all(|(name, to)| from.get(name).is_some_and(|from| convertible(from, to, which)))
        }
        _ => false,
    }
}

/// The element type of the list or set that a tuple of `kinds` becomes where elements of type `wanted` are.
pub(super) fn element_type(kinds: &[Type], wanted: &Type, which: Conversions) -> Option<Type> {
    let element = entry_type(kinds, wanted, which)?;
    // Beside a null of any type nothing but primitives has a type in common.
    let stay_different = element == Type::Any && kinds.iter().any(|kind| *kind != Type::Any);
    (!stay_different).then_some(element)
}

/// The element type of the map that an object with attributes of `kinds` becomes.
pub(super) fn entry_type(kinds: &[Type], wanted: &Type, which: Conversions) -> Option<Type> {
    if kinds.is_empty() {
        return Some(wanted.clone());
    }
    let element = if *wanted == Type::Any { unify(kinds, which)? } else { wanted.clone() };
    kinds.iter().all(|kind| convertible(kind, &element, which)).then_some(element)
}

/// The type all of these convert to; `None` where there is none, and for no types.
pub fn unify(kinds: &[Type], which: Conversions) -> Option<Type> {
    let first = kinds.first()?;
    if kinds.iter().all(|kind| kind == first) {
        return Some(first.clone());
    }
    let has = |is: fn(&Type) -> bool| kinds.iter().any(is);
    let only = |is: fn(&Type) -> bool| kinds.iter().all(|kind| *kind == Type::Any || is(kind));
    let structure =
        if has(is_map) && only(is_map) || has(is_list) && only(is_list) || has(is_set) && only(is_set) {
            return unify_collections(kinds, which);
        } else if has(is_object) && only(is_object) {
            return unify_objects(kinds, which);
        } else if has(is_tuple) && only(is_tuple) {
            return unify_tuples(kinds, which);
        } else if has(is_map) && only(|kind| is_map(kind) || is_object(kind)) {
            unify_beside(kinds, is_object, to_map, which).filter(is_map)
        } else if has(is_list) && only(|kind| is_list(kind) || is_tuple(kind)) {
            unify_beside(kinds, is_tuple, to_list, which).filter(is_list)
        } else if has(is_object) && has(is_tuple) {
            return None;
        } else {
            None
        };
    structure.or_else(|| most_general(kinds, which))
}

/// The first of the types, the most general first, that all others convert to.
fn most_general(kinds: &[Type], which: Conversions) -> Option<Type> {
    let mut wanted = preference(kinds).into_iter().map(|index| &kinds[index]);
    wanted.find(|wanted| kinds.iter().all(|kind| convertible(kind, wanted, which))).cloned()
}

/// Types of which some are of one structure, and could as well be of a simpler one.
fn unify_beside(
    kinds: &[Type],
    is_structure: fn(&Type) -> bool,
    simplify: fn(&[Type], Conversions) -> Option<Type>,
    which: Conversions,
) -> Option<Type> {
    let structures: Vec<Type> = kinds.iter().filter(|kind| is_structure(kind)).cloned().collect();
    let simple = simplify(&structures, which)?;
    let simplified: Vec<Type> =
        kinds.iter().map(|kind| if is_structure(kind) { simple.clone() } else { kind.clone() }).collect();
    unify(&simplified, which)
}

fn unify_collections(kinds: &[Type], which: Conversions) -> Option<Type> {
    let mut elements = Vec::with_capacity(kinds.len());
    for kind in kinds {
        match kind {
            Type::List(element) | Type::Set(element) | Type::Map(element) => {
                elements.push((**element).clone());
            }
            // Whatever it turns out to be decides the type.
            _ => return Some(Type::Any),
        }
    }
    let element = unify(&elements, which)?;
    let unified = match kinds.first()? {
        Type::List(_) => Type::list(element),
        Type::Set(_) => Type::set(element),
        _ => Type::map(element),
    };
    all_convert(kinds, unified, which)
}

fn unify_objects(kinds: &[Type], which: Conversions) -> Option<Type> {
    let mut objects: Vec<&BTreeMap<Arc<str>, Type>> = Vec::with_capacity(kinds.len());
    for kind in kinds {
        match kind {
            Type::Object(attributes) => objects.push(attributes),
            _ => return Some(Type::Any),
        }
    }
    let names = objects.first()?;
    if objects.iter().any(|attributes| !attributes.keys().eq(names.keys())) {
        return to_map(kinds, which);
    }
    let attributes: BTreeMap<Arc<str>, Type> = names
        .keys()
        .map(|name| {
            let kinds: Vec<Type> = objects.iter().map(|attributes| attributes[name].clone()).collect();
            Some((Arc::clone(name), unify(&kinds, which)?))
        })
        .collect::<Option<_>>()?;
    all_convert(kinds, Type::Object(Arc::new(attributes)), which).or_else(|| to_map(kinds, which))
}

fn unify_tuples(kinds: &[Type], which: Conversions) -> Option<Type> {
    let mut tuples: Vec<&[Type]> = Vec::with_capacity(kinds.len());
    for kind in kinds {
        match kind {
            Type::Tuple(elements) => tuples.push(elements),
            _ => return Some(Type::Any),
        }
    }
    let length = tuples.first()?.len();
    if tuples.iter().any(|elements| elements.len() != length) {
        return to_list(kinds, which);
    }
    let elements: Vec<Type> = (0..length)
        .map(|index| {
            let kinds: Vec<Type> = tuples.iter().map(|elements| elements[index].clone()).collect();
            unify(&kinds, which)
        })
        .collect::<Option<_>>()?;
    all_convert(kinds, Type::Tuple(elements.into()), which).or_else(|| to_list(kinds, which))
}

/// The map that all these objects are.
fn to_map(kinds: &[Type], which: Conversions) -> Option<Type> {
    let parts = kinds.iter().filter_map(|kind| match kind {
        Type::Object(attributes) => Some(attributes.values().cloned()),
        _ => None,
    });
    let element = unify(&parts.flatten().collect::<Vec<_>>(), which)?;
    all_convert(kinds, Type::map(element), which)
}

/// The list that all these tuples are.
fn to_list(kinds: &[Type], which: Conversions) -> Option<Type> {
    let parts = kinds.iter().filter_map(|kind| match kind {
        Type::Tuple(elements) => Some(elements.iter().cloned()),
        _ => None,
    });
    let element = unify(&parts.flatten().collect::<Vec<_>>(), which)?;
    all_convert(kinds, Type::list(element), which)
}

fn all_convert(kinds: &[Type], unified: Type, which: Conversions) -> Option<Type> {
    kinds.iter().all(|kind| convertible(kind, &unified, which)).then_some(unified)
}

/// The type of a null or unknown of type `from` after its conversion to `to`: what `to` leaves open stays.
pub(super) fn filled_in(from: &Type, to: &Type) -> Type {
    let all = |kinds: &[Type]| unify(kinds, Conversions::All).unwrap_or(Type::Any);
    match (from, to) {
        (Type::Any, to) => to.clone(),
        (from, Type::Any) => from.clone(),
        (Type::List(from) | Type::Set(from), Type::List(to)) => Type::list(filled_in(from, to)),
        (Type::Tuple(from), Type::List(to)) => Type::list(filled_in(&all(from), to)),
        (Type::List(from) | Type::Set(from), Type::Set(to)) => Type::set(filled_in(from, to)),
        (Type::Tuple(from), Type::Set(to)) => Type::set(filled_in(&all(from), to)),
        (Type::Map(from), Type::Map(to)) => Type::map(filled_in(from, to)),
        (Type::Object(from), Type::Map(to)) => {
            Type::map(filled_in(&all(&from.values().cloned().collect::<Vec<_>>()), to))
        }
        (Type::Tuple(from), Type::Tuple(to)) => {
            Type::Tuple(from.iter().zip(to.iter()).map(|(from, to)| filled_in(from, to)).collect())
        }
        (Type::Map(_) | Type::Object(_), Type::Object(to)) => {
            let attribute = |name: &Arc<str>| match from {
                Type::Map(element) => Some(&**element),
                Type::Object(attributes) => attributes.get(name),
                _ => None,
            };
            let attributes = to.iter().map(|(name, to)| {
                let kind = attribute(name).map_or_else(|| to.clone(), |from| filled_in(from, to));
                (Arc::clone(name), kind)
            });
            Type::Object(Arc::new(attributes.collect()))
        }
        (_, to) => to.clone(),
    }
}

fn is_map(kind: &Type) -> bool {
    matches!(kind, Type::Map(_))
}

fn is_list(kind: &Type) -> bool {
    matches!(kind, Type::List(_))
}

fn is_set(kind: &Type) -> bool {
    matches!(kind, Type::Set(_))
}

fn is_object(kind: &Type) -> bool {
    matches!(kind, Type::Object(_))
}

fn is_tuple(kind: &Type) -> bool {
    matches!(kind, Type::Tuple(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn string_takes_in_the_other_primitives() {
        let unify = |kinds: &[Type]| unify(kinds, Conversions::All);
        assert_eq!(unify(&[Type::Number, Type::String]), Some(Type::String));
        assert_eq!(unify(&[Type::Number, Type::Bool]), None);
        assert_eq!(
            unify(&[Type::list(Type::Number), Type::Tuple(vec![Type::String].into())]),
            Some(Type::list(Type::String))
        );
        assert_eq!(unify(&[]), None);
        assert_eq!(unify(&[Type::list(Type::Any), Type::Number]), None);
        assert_eq!(unify(&[Type::Any, Type::String]), Some(Type::String));
        assert_eq!(unify(&[Type::Any, Type::list(Type::String)]), Some(Type::Any));
    }

    #[test]
    fn what_a_value_could_fail_is_no_safe_conversion() {
        for (from, to) in [
            (Type::String, Type::Number),
            (Type::list(Type::String), Type::set(Type::String)),
            (Type::Any, Type::String),
        ] {
            assert!(convertible(&from, &to, Conversions::All), "{from:?} to {to:?}");
            assert!(!convertible(&from, &to, Conversions::Safe), "{from:?} to {to:?}");
        }
    }
}
