//! Units written in JSON, in the odd shapes that the language's JSON takes or refuses, beside the real Terragrunt.

use crate::difference::differences;
use crate::support::Sandbox;

/// The text of a `terragrunt.hcl.json`, each a unit of its own.
const UNITS: [&str; 19] = [
    r#"{"inputs": {"a": "${1 + 1}", "b": ["x", "${get_env("NONE", "y")}"]}}"#,
    r#"[{"locals": {"a": 1}}, {"inputs": {"b": "${local.a}"}}]"#,
    r#"{"locals": [{"a": 1}, {"b": 2}]}"#,
    r#"{"locals": {"a": 1, "a": 2}}"#,
    r#"{"locals": [[{"a": 1}]]}"#,
    r#"{"locals": [null]}"#,
    r#"{"exclude": [[{"if": true, "actions": ["all"]}]]}"#,
    r#"{"exclude": [null]}"#,
    r#"{"locals": null}"#,
    r#"{"inputs": null}"#,
    r#"{"feature": {"f": {"default": true}}, "inputs": {"f": "${feature.f.value}"}}"#,
    r#"{"feature": [{"f": {"default": 1}}, {"g": {"default": 2}}]}"#,
    r#"{"feature": {"f": [{"default": 1}]}}"#,
    r#"{"feature": {}}"#,
    r#"{"feature": []}"#,
    r#"{"feature": {"f": "text"}}"#,
    r#"{"feature": {"//": "no comment here", "f": {"default": 1}}}"#,
    r#"{"//": "a comment", "inputs": {"//": 1}}"#,
    r#"{"terraform": {"extra_arguments": {"x": {"commands": ["plan"], "arguments": ["-lock=false"]}}}}"#,
];

#[test]
fn units_in_json_render_as_terragrunt_renders_them() {
    let sandbox = Sandbox::new();
    for (index, text) in UNITS.iter().enumerate() {
        sandbox.write(format!("unit-{index}/terragrunt.hcl.json"), text);
    }
    sandbox.commit();
    let (mut rendered, mut unequal) = (0, Vec::new());
    for (index, text) in UNITS.iter().enumerate() {
        let arguments = ["render", "--json", "--working-dir", &format!("unit-{index}")];
        let real = sandbox.terragrunt().args(arguments).run();
        let ours = sandbox.tglambda().args(arguments).run();
        match (real.code(), ours.code()) {
            (Some(0), Some(0)) => {
                let places = differences(&real.success().last_line_json(), &ours.success().json());
                unequal.extend(places.iter().map(|place| format!("{text}\n{place}")));
                rendered += 1;
            }
            (Some(0), _) | (_, Some(0)) => unequal.push(format!("{text}\n{real}\n{ours}")),
            _ => {}
        }
    }
    assert!(unequal.is_empty(), "{}", unequal.join("\n"));
    assert!((8..UNITS.len() - 4).contains(&rendered), "{rendered} render");
}
