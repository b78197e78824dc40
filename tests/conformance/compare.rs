//! The product's result beside the expected one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::oracle::{Case, Typed};
use crate::{differences, expression, parallel, typed};

/// How the product's result stands to the expected one.
enum Verdict {
    /// The same value of the same type, or an error here and there.
    Equal,
    /// Unknown where the expected one is known in part, or of a type that is.
    LessCertain,
    /// Something else, told for people.
    Different(String),
}

/// The folder that the file functions of our own expressions read from.
pub(crate) fn files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/files")
}

/// Fails with every case that comes to something else, but for the differences that are known under this name. Gives
/// how many cases there are that are equal.
#[track_caller]
#[expect(clippy::print_stderr, reason = "the counts are for whoever asks with `--nocapture`")]
pub(crate) fn all_equal(table: &str, cases: &[Case], folder: &Path) -> usize {
    let verdicts = parallel::map(cases, |case| case.skipped.is_empty().then(|| verdict(case, folder)));
    let mut found = BTreeMap::new();
    let (mut equal, mut less_certain) = (0, 0);
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    for (case, verdict) in cases.iter().zip(verdicts) {
        match verdict {
            None => *skipped.entry(&case.skipped).or_default() += 1,
            Some(Verdict::Equal) => equal += 1,
            Some(Verdict::LessCertain) => less_certain += 1,
            Some(Verdict::Different(difference)) => {
                let name = if case.origin.is_empty() { &case.source } else { &case.origin };
                found.insert(name.clone(), format!("{name}> {}\n{difference}", case.source));
            }
        }
    }
    eprintln!(
        "{table}: {equal} equal, {less_certain} less certain, {} differ, skipped: {skipped:?}",
        found.len()
    );
    let known: BTreeSet<String> = differences::known(table);
    let new: Vec<&str> =
        found.iter().filter(|(name, _)| !known.contains(*name)).map(|(_, told)| told.as_str()).collect();
    assert!(new.is_empty(), "{}", new.join("\n\n"));
    let gone: Vec<&String> = known.iter().filter(|name| !found.contains_key(*name)).collect();
    assert!(gone.is_empty(), "no longer different, so take them off the list: {gone:?}");
    equal
}

fn verdict(case: &Case, folder: &Path) -> Verdict {
    let variables = case.variables.iter().map(|(name, variable)| {
        let value = typed::read_value(&typed::read_type(&variable.kind), &variable.value);
        (name.clone(), value.unwrap_or_else(|| panic!("{variable:?} is a value")))
    });
    let variables: BTreeMap<_, _> = variables.collect();
    let shown = |name: &str| serde_json::to_string(&case.variables[name]).unwrap_or_default();
    let with: Vec<_> = variables.keys().map(|name| format!("  with {name}: {}\n", shown(name))).collect();
    let with = with.concat();
    let given_unknown = case.variables.values().any(|variable| contains(&variable.value, "unknown"));
    let different = |expected: &str, found: &str| {
        Verdict::Different(format!("{with}  expected {expected}\n  found    {found}"))
    };
    match (&case.result, expression::evaluate(&case.source, &variables, folder)) {
        (None, Err(_)) => Verdict::Equal,
        (None, Ok(found)) if given_unknown && !found.is_wholly_known() => Verdict::LessCertain,
        (None, Ok(found)) => {
            different(&format!("an error: {}", case.error.trim()), &typed::value_json(&found).to_string())
        }
        (Some(expected), Err(error)) => different(&told(expected), &format!("an error: {error}")),
        (Some(expected), Ok(found)) => {
            let found = Typed { kind: typed::type_json(&found.kind()), value: typed::value_json(&found) };
            if *expected == found {
                return Verdict::Equal;
            }
            let has_unknown = given_unknown || contains(&expected.value, "unknown");
            let is_as_secret = contains(&expected.value, "sensitive") == contains(&found.value, "sensitive");
            let (expected_value, found_value) = (without_marks(&expected.value), without_marks(&found.value));
            if is_as_secret && expected.kind == found.kind && expected_value == found_value {
                return Verdict::Equal;
            }
            if is_as_secret && has_unknown && leaves_open(&expected_value, &found_value) {
                return Verdict::LessCertain;
            }
            different(&told(expected), &told(&found))
        }
    }
}

fn told(value: &Typed) -> String {
    format!("{} {}", value.kind, value.value)
}

/// Whether all that `found` says is said by `expected` too.
fn leaves_open(expected: &Json, found: &Json) -> bool {
    if contains_itself(found, "unknown") {
        return true;
    }
    match (expected, found) {
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| leaves_open(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.keys().eq(b.keys()) && a.iter().all(|(name, a)| leaves_open(a, &b[name]))
        }
        (a, b) => a == b,
    }
}

/// Secrets are marked where they are by us, and as a whole by Terraform.
fn without_marks(json: &Json) -> Json {
    match json {
        Json::Object(object) if object.contains_key("sensitive") => without_marks(&object["sensitive"]),
        Json::Object(object) => {
            Json::Object(object.iter().map(|(name, json)| (name.clone(), without_marks(json))).collect())
        }
        Json::Array(parts) => Json::Array(parts.iter().map(without_marks).collect()),
        other => other.clone(),
    }
}

fn contains_itself(json: &Json, what: &str) -> bool {
    json.as_object().is_some_and(|object| object.contains_key(what))
}

fn contains(json: &Json, what: &str) -> bool {
    contains_itself(json, what)
        || match json {
            Json::Object(object) => object.values().any(|json| contains(json, what)),
            Json::Array(parts) => parts.iter().any(|json| contains(json, what)),
            _ => false,
        }
}
