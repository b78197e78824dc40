//! All that differs in an estate, as a list to read.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use serde_json::Value;

use super::agreement::Agreement;
use super::planned::Planned;

/// One thing that differs.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) unit: String,
    pub(super) address: String,
    /// Nothing when the whole resource is meant.
    pub(super) attribute: Option<String>,
    pub(super) what: String,
}

/// What a comparison found.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(super) differences: Vec<Difference>,
    tally: BTreeMap<Agreement, usize>,
}

impl Findings {
    pub(super) fn agreed(&mut self, how: Agreement) {
        *self.tally.entry(how).or_default() += 1;
    }

    pub(super) fn whole(&mut self, unit: &str, address: &str, what: impl Into<String>) {
        self.differences.push(Difference {
            unit: unit.to_owned(),
            address: address.to_owned(),
            attribute: None,
            what: what.into(),
        });
    }

    /// The number of attributes that both know.
    pub(crate) fn known(&self) -> usize {
        self.tally.get(&Agreement::Known).copied().unwrap_or_default()
    }

    /// Fails with the list when there is any difference.
    #[track_caller]
    pub(crate) fn none_differs(&self, context: &str) {
        assert!(self.differences.is_empty(), "{context}\n{self}");
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} differences; agreed: {:?}", self.differences.len(), self.tally)?;
        let mut place = (String::new(), String::new());
        for Difference { unit, address, attribute, what } in &self.differences {
            if (unit, address) != (&place.0, &place.1) {
                writeln!(formatter, "{unit}: {address}")?;
                place = (unit.clone(), address.clone());
            }
            match attribute {
                Some(attribute) => writeln!(formatter, "    {attribute}: {what}")?,
                None => writeln!(formatter, "    {what}")?,
            }
        }
        Ok(())
    }
}

/// The two sides of a difference.
pub(super) fn sides(problem: &str, planned: &Planned, field: Option<&Value>) -> String {
    let mut text = problem.to_owned();
    let planned = match planned {
        Planned::Known(value) => value.to_string(),
        Planned::Partly(parts) => format!("{} and unknown parts", Value::Object(parts.clone())),
        other => format!("{other:?}").to_lowercase(),
    };
    write!(text, "\n        planned  {planned}").expect("internal: a string takes text");
    if let Some(field) = field {
        let mut told = field["state"].as_str().unwrap_or("?").to_owned();
        for name in ["value", "known_parts", "default", "mock", "reason", "origin"] {
            if let Some(value) = field.get(name).filter(|value| !value.is_null()) {
                write!(told, " {name}={value}").expect("internal: a string takes text");
            }
        }
        write!(text, "\n        inspect  {told}").expect("internal: a string takes text");
    }
    text
}
