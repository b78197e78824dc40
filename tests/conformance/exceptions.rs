//! What is known not to be equal, and why: `exceptions.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// In which way a unit is not equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Both render it, and the documents differ.
    Differs,
    /// The real one renders it, and we reject it.
    Rejected,
    /// The real one rejects it, and we render it.
    Accepted,
}

/// Units by the way in which they are not equal.
pub(crate) type Exceptions = BTreeMap<(String, Kind), String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    exception: Vec<Exception>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    kind: Kind,
    reason: String,
    units: Vec<String>,
}

/// The reasons by unit and kind.
pub(crate) fn read() -> Exceptions {
    let file: File = toml::from_str(include_str!("exceptions.toml")).expect("exceptions.toml");
    let mut exceptions = Exceptions::new();
    for Exception { kind, reason, units } in file.exception {
        for unit in units {
            let earlier = exceptions.insert((unit.clone(), kind), reason.clone());
            assert!(earlier.is_none(), "{unit} is in exceptions.toml twice");
        }
    }
    exceptions
}
