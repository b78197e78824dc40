//! The product's result beside the expected one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::oracle::Case;
use crate::{expression, typed};

/// What is left out of a comparison.
pub(crate) enum Skip {
    Nothing,
}

/// The folder that the file functions of our own expressions read from.
pub(crate) fn files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/files")
}

/// Fails with every case that comes to something else.
#[track_caller]
pub(crate) fn all_equal(cases: &[Case], folder: &Path, _skip: Skip) {
    let mut differences = Vec::new();
    let mut equal = 0;
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases {
        if !case.skipped.is_empty() {
            *skipped.entry(&case.skipped).or_default() += 1;
            continue;
        }
        match difference(case, folder) {
            None => equal += 1,
            Some(difference) => {
                let Case { origin, source, .. } = case;
                differences.push(format!("{origin}: {source}\n{difference}"));
            }
        }
    }
    eprintln!("{equal} equal, {} differ, skipped: {skipped:?}", differences.len());
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

fn difference(case: &Case, folder: &Path) -> Option<String> {
    let variables = case.variables.iter().map(|(name, variable)| {
        let value = typed::read_value(&typed::read_type(&variable.kind), &variable.value);
        (name.clone(), value.unwrap_or_else(|| panic!("{variable:?} is a value")))
    });
    let variables: BTreeMap<_, _> = variables.collect();
    let shown = |name: &str| serde_json::to_string(&case.variables[name]).unwrap_or_default();
    let with: String = variables.keys().map(|name| format!("  with {name}: {}\n", shown(name))).collect();
    let found = expression::evaluate(&case.source, &variables, folder);
    match (&case.result, found) {
        (None, Err(_)) => None,
        (None, Ok(found)) => {
            let found = typed::value_json(&found);
            Some(format!("{with}  expected an error: {}\n  found {found}", case.error.trim()))
        }
        (Some(expected), Err(error)) => {
            Some(format!("{with}  expected {}\n  found an error: {error}", expected.value))
        }
        (Some(expected), Ok(found)) => {
            let kind = typed::type_json(&found.kind());
            let value = typed::value_json(&found);
            let is_equal = kind == expected.kind && value == typed::without_bits(&expected.value);
            (!is_equal).then(|| {
                format!("{with}  expected {} {}\n  found    {kind} {value}", expected.kind, typed::without_bits(&expected.value))
            })
        }
    }
}
