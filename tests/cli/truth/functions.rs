//! The functions of a unit in its plan and in the document, resource by resource.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::agreement::{Place, agree};
use super::configuration;
use super::defaults::is_default;
use super::differences::{Difference, Findings, sides};
use super::planned::{Planned, attributes};
use super::schema::Schema;

const FUNCTION: &str = "aws_lambda_function";

/// What is about a function by its type alone: the document must list it with a function of the unit.
const ABOUT_A_FUNCTION: [&str; 6] = [
    "aws_lambda_alias",
    "aws_lambda_event_source_mapping",
    "aws_lambda_function_event_invoke_config",
    "aws_lambda_function_url",
    "aws_lambda_permission",
    "aws_lambda_provisioned_concurrency_config",
];

/// Compares what a unit's plan makes with the functions that the document has for the unit.
pub(super) fn compare(unit: &str, plan: &Value, told: &[&Value], schemas: &Value, findings: &mut Findings) {
    let planned = changes(plan);
    let of_unit = Unit { name: unit, plan, planned: &planned, schemas };
    let mut functions = BTreeSet::new();
    let mut related = BTreeSet::new();
    for function in told {
        let Some(address) = function["resource"].as_str() else {
            let name = function["name"].as_str().unwrap_or("?");
            findings.whole(unit, name, "the document names no resource");
            continue;
        };
        if !functions.insert(address) {
            findings.whole(unit, address, "told twice");
        }
        of_unit.compare(address, &function["fields"], findings);
        for other in function["related"].as_array().into_iter().flatten() {
            let address = other["address"].as_str().unwrap_or_default();
            // A permission that names two functions is told with both.
            if related.insert(address) {
                of_unit.compare(address, &other["attributes"], findings);
            }
        }
    }
    for (address, change) in &planned {
        let kind = change["type"].as_str().unwrap_or_default();
        if kind == FUNCTION && !functions.contains(address) {
            findings.whole(unit, address, "planned, and not told");
        }
        if ABOUT_A_FUNCTION.contains(&kind) && !functions.is_empty() && !related.contains(address) {
            findings.whole(unit, address, "planned, and related to no function");
        }
    }
}

/// What a plan makes, by address. A resource that is not made differs from nothing.
fn changes(plan: &Value) -> BTreeMap<&str, &Value> {
    let changes = plan["resource_changes"].as_array().into_iter().flatten();
    changes
        .filter(|change| change["mode"] == "managed" && !change["change"]["after"].is_null())
        .filter_map(|change| Some((change["address"].as_str()?, change)))
        .collect()
}

/// A unit with its plan.
struct Unit<'a> {
    name: &'a str,
    plan: &'a Value,
    planned: &'a BTreeMap<&'a str, &'a Value>,
    schemas: &'a Value,
}

impl Unit<'_> {
    /// Compares one resource of the plan with what is told of it.
    fn compare(&self, address: &str, fields: &Value, findings: &mut Findings) {
        let Some(change) = self.planned.get(address) else {
            return findings.whole(self.name, address, "told, and not planned");
        };
        let kind = change["type"].as_str().unwrap_or_default();
        let Some(schema) = Schema::of(self.schemas, kind) else {
            return findings.whole(self.name, address, format!("the double has no schema of {kind}"));
        };
        let planned = attributes(&change["change"], schema);
        let told = fields.as_object().map(|fields| fields.keys().map(String::as_str).collect());
        for path in paths(&planned, &told.unwrap_or_default()) {
            let of_plan = planned.get(path).or_else(|| within_unknown_block(&planned, path));
            let of_plan = of_plan.unwrap_or(&Planned::Absent);
            let field = fields.get(path);
            let place = Place {
                attribute: schema.attribute(path),
                is_configured: configuration::sets(self.plan, address, path),
                is_default: matches!(of_plan, Planned::Known(value) if is_default(kind, path, value)),
            };
            match agree(of_plan, field, place) {
                Ok(how) => findings.agreed(how),
                Err(problem) => findings.differences.push(Difference {
                    unit: self.name.to_owned(),
                    address: address.to_owned(),
                    attribute: Some(path.to_owned()),
                    what: sides(problem, of_plan, field),
                }),
            }
        }
    }
}

/// The paths of both sides. A block whose number is not known is compared by what is told of it.
fn paths<'a>(planned: &'a BTreeMap<String, Planned>, told: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let is_told_in_parts = |path: &str| told.iter().any(|other| other.starts_with(&format!("{path}.")));
    let of_plan: Vec<_> = planned.keys().map(String::as_str).filter(|path| !is_told_in_parts(path)).collect();
    of_plan.into_iter().chain(told.iter().copied()).collect()
}

fn within_unknown_block<'a>(planned: &'a BTreeMap<String, Planned>, path: &str) -> Option<&'a Planned> {
    let (block, _) = path.rsplit_once('.')?;
    planned.get(block).or_else(|| within_unknown_block(planned, block))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schemas() -> Value {
        let attributes = json!({
            "function_name": { "type": "string", "required": true },
            "timeout": { "type": "number", "optional": true, "computed": true },
            "arn": { "type": "string", "computed": true },
        });
        let environment =
            json!({ "attributes": { "variables": { "type": ["map", "string"], "optional": true } } });
        let function = json!({ "block": {
            "attributes": attributes, "block_types": { "environment": { "block": environment } },
        } });
        json!({ "provider_schemas": { "aws": { "resource_schemas": {
            "aws_lambda_function": function, "aws_lambda_alias": { "block": { "attributes": {} } },
        } } } })
    }

    fn plan() -> Value {
        json!({ "resource_changes": [{
            "address": "aws_lambda_function.a", "mode": "managed", "type": "aws_lambda_function",
            "change": {
                "after": { "function_name": "a", "timeout": 3, "environment": [{ "variables": { "X": "1" } }] },
                "after_unknown": { "arn": true }, "after_sensitive": {},
            },
        }] })
    }

    fn report(told: &[&Value]) -> String {
        let mut findings = Findings::default();
        compare("live/a", &plan(), told, &schemas(), &mut findings);
        findings.to_string()
    }

    #[test]
    fn a_document_that_agrees_leaves_no_difference() {
        let told = json!({ "name": "a", "resource": "aws_lambda_function.a", "fields": {
            "function_name": { "state": "known", "value": "a" },
            "timeout": { "state": "absent", "default": 3 },
            "environment.variables": { "state": "known", "value": { "X": "1" } },
        } });
        insta::assert_snapshot!(report(&[&told]), @"0 differences; agreed: {Known: 2, Absent: 1, FilledIn: 1}");
    }

    #[test]
    fn differences_are_listed_with_both_sides() {
        let told = json!({ "name": "a", "resource": "aws_lambda_function.a", "fields": {
            "function_name": { "state": "known", "value": "b" },
            "timeout": { "state": "absent" },
        }, "related": [{ "address": "aws_lambda_alias.live", "attributes": {} }] });
        let nameless = json!({ "name": "z", "resource": null, "fields": {} });
        insta::assert_snapshot!(report(&[&told, &nameless]), @r#"
        5 differences; agreed: {FilledIn: 1}
        live/a: aws_lambda_function.a
            environment.variables: not told
                planned  {"X":"1"}
            function_name: another value
                planned  "a"
                inspect  known value="b"
            timeout: the plan has a value
                planned  3
                inspect  absent
        live/a: aws_lambda_alias.live
            told, and not planned
        live/a: z
            the document names no resource
        "#);
        insta::assert_snapshot!(report(&[]), @"
        1 differences; agreed: {}
        live/a: aws_lambda_function.a
            planned, and not told
        ");
    }
}
