//! Mock outputs under outputs that are known. Source: Terragrunt 1.1.3 `pkg/config/cty_helpers.go`
//! (`shallowMergeCtyMaps`, `deepMergeCtyMapsMapOnly`, which calls mergo 1.0.2 with `WithOverride`).

use std::sync::Arc;

use crate::lang::value::{Data, Entries, Value};

/// How mocks go under known outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::terragrunt) enum MockStrategy {
    /// They do not: known outputs are all there is.
    NoMerge,
    /// A mock stands in for an output that is not there.
    Shallow,
    /// The same in maps inside of outputs.
    DeepMapOnly,
}

/// The outputs with those mocks that nothing known stands over. `mock_alone` makes a value of such a mock, told the way
/// to it: `roles.reader`.
pub(in crate::terragrunt) fn merge_mocks(
    known: &Entries,
    mocks: &Entries,
    strategy: MockStrategy,
    mock_alone: &mut dyn FnMut(&str, &Value) -> Value,
) -> Entries {
    merge_below("", known, mocks, strategy, mock_alone)
}

fn merge_below(
    way: &str,
    known: &Entries,
    mocks: &Entries,
    strategy: MockStrategy,
    mock_alone: &mut dyn FnMut(&str, &Value) -> Value,
) -> Entries {
    let mut merged = known.clone();
    for (name, mock) in mocks {
        let way = if way.is_empty() { name.to_string() } else { format!("{way}.{name}") };
        let value = match (merged.get(name), strategy) {
            (None, MockStrategy::Shallow | MockStrategy::DeepMapOnly) => mock_alone(&way, mock),
            (Some(over), MockStrategy::DeepMapOnly) => {
                let (Some(above), Some(below)) = (over.entries(), mock.entries()) else { continue };
                let entries = merge_below(&way, above, below, strategy, mock_alone);
                over.with_data(Data::Object(Arc::new(entries)))
            }
            _ => continue,
        };
        merged.insert(Arc::clone(name), value);
    }
    merged
}
