//! Maps of which only some entries are known: what is laid over an unknown map is known all the same.

use std::sync::Arc;

use super::kind::Type;
use super::provenance::Provenance;
use super::value::{Data, Entries, Unknown, Value};

/// The map `above` laid over the map `below`, one of which is not known as a whole; `None` where both are.
pub fn laid_over(below: &Value, above: &Value) -> Option<Value> {
    let (unknown, known) = match (below.as_unknown(), above.as_unknown()) {
        (None, None) => return None,
        // Whatever it turns out to hold may take the place of what is below it.
        (_, Some(above)) => (above, above.known.clone()),
        (Some(below), None) => {
            let mut known: Entries = below.known.as_deref().cloned().unwrap_or_default();
            known.extend(above.entries()?.iter().map(|(name, entry)| (Arc::clone(name), entry.clone())));
            (below, Some(Arc::new(known)))
        }
    };
    let sensitive = below.sensitive || above.sensitive;
    let from = [below.provenance.clone(), above.provenance.clone()];
    let value = Value::new(Data::Unknown(Arc::new(Unknown {
        reason: unknown.reason.clone(),
        kind: Type::Any,
        reference: None,
        mock: None,
        known,
    })));
    Some(value.with_provenance(Provenance::computed(above.provenance.span, from)).sensitive_if(sensitive))
}

/// A map as far as it is known: of one that is not known as a whole, an object of the entries that are; any other value
/// as it is.
pub fn known_part(value: &Value) -> Value {
    match value.as_unknown().and_then(|unknown| unknown.known.as_ref()) {
        Some(known) => value.with_data(Data::Object(Arc::clone(known))),
        None => value.clone(),
    }
}

/// What is known inside an unknown after its conversion to `kind`.
pub(super) fn converted(
    known: &Entries,
    kind: &Type,
    convert: impl Fn(&Value, &Type) -> Option<Value>,
) -> Option<Arc<Entries>> {
    let entry_kind = |name: &str| match kind {
        Type::Any => Some(Type::Any),
        Type::Map(element) => Some((**element).clone()),
        Type::Object(attributes) => attributes.get(name).cloned(),
        _ => None,
    };
    let entries = known
        .iter()
        .filter_map(|(name, entry)| Some((Arc::clone(name), convert(entry, &entry_kind(name)?)?)));
    let entries: Entries = entries.collect();
    (!entries.is_empty()).then(|| Arc::new(entries))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::reason::Reason;

    fn map(entries: &[(&str, i64)]) -> Value {
        Value::object(
            entries.iter().map(|(name, number)| (Arc::from(*name), Value::number(*number))).collect(),
        )
    }

    #[test]
    fn what_is_laid_over_an_unknown_is_known_and_what_it_is_laid_over_is_not() {
        let unknown = Value::unknown(Reason::Resource("a.b".into()), Type::Any);
        let over = laid_over(&unknown, &map(&[("a", 1)])).unwrap();
        assert_eq!(over.as_unknown().unwrap().known.as_ref().unwrap()["a"], Value::number(1));
        let twice = laid_over(&over, &map(&[("b", 2)])).unwrap();
        assert_eq!(twice.as_unknown().unwrap().known.as_ref().unwrap().len(), 2);
        let under = laid_over(&map(&[("a", 1)]), &unknown).unwrap();
        assert!(under.as_unknown().unwrap().known.is_none());
        assert!(laid_over(&map(&[]), &map(&[])).is_none());
    }
}
