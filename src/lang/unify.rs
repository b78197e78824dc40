//! The one type that values of several types have in common. Source: go-cty `cty/convert/unify.go`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::kind::Type;

/// The type all of these convert to without loss of meaning; `None` where there is none. Of no types: any.
pub fn unify(kinds: &[Type]) -> Option<Type> {
    let first = kinds.first()?;
    if kinds.iter().all(|kind| kind == first) {
        return Some(first.clone());
    }
    if kinds.contains(&Type::Any) {
        return Some(unify_with_any(kinds));
    }
    let is_objects = kinds.iter().all(|kind| matches!(kind, Type::Object(_)));
    let is_tuples = kinds.iter().all(|kind| matches!(kind, Type::Tuple(_)));
    let has_map = kinds.iter().any(|kind| matches!(kind, Type::Map(_)));
    let has_list = kinds.iter().any(|kind| matches!(kind, Type::List(_)));
    if is_objects {
        return unify_objects(kinds);
    }
    if is_tuples {
        return unify_tuples(kinds);
    }
    if has_map && kinds.iter().all(|kind| matches!(kind, Type::Map(_) | Type::Object(_))) {
        return unify_elements(kinds).map(Type::map);
    }
    if has_list && kinds.iter().all(|kind| matches!(kind, Type::List(_) | Type::Tuple(_))) {
        return unify_elements(kinds).map(Type::list);
    }
    if kinds.iter().all(|kind| matches!(kind, Type::Set(_) | Type::List(_) | Type::Tuple(_))) {
        return unify_elements(kinds).map(if has_list { Type::list } else { Type::set });
    }
    // Only to string do the other primitives convert without fail.
    (kinds.iter().all(Type::is_primitive) && kinds.contains(&Type::String)).then_some(Type::String)
}

/// Nulls and unknowns of any type give way to the others, but what is inside collections is then not known.
fn unify_with_any(kinds: &[Type]) -> Type {
    let known: Vec<Type> = kinds.iter().filter(|kind| **kind != Type::Any).cloned().collect();
    let same_structure = known.first().is_some_and(|first| {
        !first.is_primitive()
            && known.iter().all(|kind| std::mem::discriminant(kind) == std::mem::discriminant(first))
    });
    if same_structure { Type::Any } else { unify(&known).unwrap_or(Type::Any) }
}

fn unify_objects(kinds: &[Type]) -> Option<Type> {
    let objects: Vec<&BTreeMap<Arc<str>, Type>> = kinds
        .iter()
        .filter_map(|kind| if let Type::Object(attributes) = kind { Some(&**attributes) } else { None })
        .collect();
    let same_names = objects.windows(2).all(|pair| pair[0].keys().eq(pair[1].keys()));
    if !same_names {
        return unify_elements(kinds).map(Type::map);
    }
    let attributes: BTreeMap<Arc<str>, Type> = objects
        .first()?
        .keys()
        .map(|name| {
            let kinds: Vec<Type> = objects.iter().map(|attributes| attributes[name].clone()).collect();
            Some((Arc::clone(name), unify(&kinds)?))
        })
        .collect::<Option<_>>()?;
    Some(Type::Object(Arc::new(attributes)))
}

fn unify_tuples(kinds: &[Type]) -> Option<Type> {
    let tuples: Vec<&[Type]> = kinds
        .iter()
        .filter_map(|kind| if let Type::Tuple(elements) = kind { Some(&**elements) } else { None })
        .collect();
    let length = tuples.first()?.len();
    if tuples.iter().any(|elements| elements.len() != length) {
        return unify_elements(kinds).map(Type::list);
    }
    let elements: Vec<Type> = (0..length)
        .map(|index| unify(&tuples.iter().map(|elements| elements[index].clone()).collect::<Vec<_>>()))
        .collect::<Option<_>>()?;
    Some(Type::Tuple(elements.into()))
}

fn unify_elements(kinds: &[Type]) -> Option<Type> {
    let mut elements = Vec::new();
    for kind in kinds {
        match kind {
            Type::List(element) | Type::Set(element) | Type::Map(element) => {
                elements.push((**element).clone());
            }
            Type::Tuple(parts) => elements.extend(parts.iter().cloned()),
            Type::Object(attributes) => elements.extend(attributes.values().cloned()),
            _ => return None,
        }
    }
    if elements.is_empty() { Some(Type::Any) } else { unify(&elements) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn string_takes_in_the_other_primitives() {
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
}
