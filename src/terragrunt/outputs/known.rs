//! Outputs of one unit, each labelled with where it was had. Data only.

use std::sync::Arc;

use crate::lang::origin::{OutputOrigin, OutputSource};
use crate::lang::provenance::Via;
use crate::lang::reason::Reference;
use crate::lang::value::{Data, Entries, Value};

/// What is known of a unit's outputs.
#[derive(Clone, Debug, Default)]
pub(in crate::terragrunt) struct KnownOutputs {
    /// The outputs by name.
    pub(in crate::terragrunt) entries: Arc<Entries>,
    /// Whether the unit has these and no others. Outputs that a person writes down one by one are not all of them.
    pub(in crate::terragrunt) is_whole: bool,
}

impl KnownOutputs {
    /// These, and those of `state` that are not among them.
    pub(in crate::terragrunt) fn over(&self, state: &Self) -> Self {
        let mut entries = (*state.entries).clone();
        entries.extend(self.entries.iter().map(|(name, value)| (Arc::clone(name), value.clone())));
        Self { entries: Arc::new(entries), is_whole: state.is_whole }
    }
}

/// `value` with its origin in every part, so that a part taken out of it still tells where it was had.
pub(in crate::terragrunt) fn labelled(
    value: &Value,
    unit: &Arc<str>,
    output: &str,
    source: &OutputSource,
) -> Value {
    let reference = Reference { unit: Arc::clone(unit), output: output.into() };
    let origin = OutputOrigin { reference, source: source.clone() };
    with_via(value, &Arc::new(Via::Output(Arc::new(origin))))
}

fn with_via(value: &Value, via: &Arc<Via>) -> Value {
    let all = |parts: &Arc<[Value]>| parts.iter().map(|part| with_via(part, via)).collect::<Arc<[Value]>>();
    let each = |entries: &Entries| {
        Arc::new(entries.iter().map(|(name, entry)| (Arc::clone(name), with_via(entry, via))).collect())
    };
    let data = match &value.data {
        Data::List(kind, parts) => Data::List(kind.clone(), all(parts)),
        Data::Set(kind, parts) => Data::Set(kind.clone(), all(parts)),
        Data::Tuple(parts) => Data::Tuple(all(parts)),
        Data::Map(kind, entries) => Data::Map(kind.clone(), each(entries)),
        Data::Object(entries) => Data::Object(each(entries)),
        other => other.clone(),
    };
    let mut labelled = value.with_data(data);
    labelled.provenance.via = Some(Arc::clone(via));
    labelled
}
