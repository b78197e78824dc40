//! `render` beside the real `terragrunt render --json`, unit by unit.

use serde_json::Value;

use crate::estates::{estate, local_estate, unit_folders};
use crate::support::Sandbox;

#[test]
fn every_unit_of_the_estate_renders_as_terragrunt_renders_it() {
    compare(&estate(), &[]);
}

#[test]
fn every_unit_of_the_local_estate_renders_as_terragrunt_renders_it() {
    compare(&local_estate(), &[]);
}

#[test]
fn every_part_of_a_unit_is_found_in_the_file_that_terragrunt_names() {
    compare(&estate(), &["--with-metadata"]);
}

fn compare(sandbox: &Sandbox, more: &[&str]) {
    let units = unit_folders(sandbox);
    assert!(units.len() > 10, "the estate has units: {units:?}");
    let mut rendered = 0;
    for unit in &units {
        let folder = unit.to_str().expect("unit paths are text");
        let state = sandbox.outside("state");
        let real = sandbox
            .terragrunt()
            .env("ESTATE_STATE", &state)
            .args(["render", "--json", "--working-dir", folder])
            .args(more)
            .run();
        let ours = sandbox
            .tglambda()
            .env("ESTATE_STATE", &state)
            .args(["render", "--json", "--working-dir", folder])
            .args(more)
            .run();
        if real.code() != Some(0) {
            assert_ne!(ours.code(), Some(0), "{folder}: the real one fails\n{real}\n{ours}");
            assert_eq!(folder, "infra/live", "only the root file is a unit that cannot render\n{real}");
            continue;
        }
        let expected = real.success().last_line_json();
        let found = ours.success().json();
        let differences = differences("", &expected, &found);
        assert!(differences.is_empty(), "{folder}:\n{}", differences.join("\n"));
        rendered += 1;
    }
    assert_eq!(rendered, units.len() - 1, "every unit but the root file renders");
}

/// Where two documents differ, a line each. Numbers are compared as numbers.
pub(crate) fn differences(route: &str, expected: &Value, found: &Value) -> Vec<String> {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            keys.into_iter()
                .flat_map(|key| {
                    let route = format!("{route}.{key}");
                    match (a.get(key), b.get(key)) {
                        (Some(a), Some(b)) => differences(&route, a, b),
                        (a, b) => vec![format!("{route}: expected {a:?}, found {b:?}")],
                    }
                })
                .collect()
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .flat_map(|(index, (a, b))| differences(&format!("{route}[{index}]"), a, b))
            .collect(),
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => Vec::new(),
        (a, b) if a == b => Vec::new(),
        (a, b) => vec![format!("{route}: expected {a}, found {b}")],
    }
}
