//! Mock outputs beside outputs that are known, in both modes: what Terragrunt 1.1.3 takes, and what is known before an
//! apply.

use crate::lang::world::Mode;

use super::support::{Estate, show};

/// What is known of `k`, in the three forms that it may have.
const FILES: &[(&str, &str)] = &[
    ("/estate/k/terragrunt.hcl", ""),
    (
        "/estate/k/terraform.tfstate",
        r#"{ "version": 4, "outputs": {
            "text": { "value": "state", "type": "string" },
            "map": { "value": { "a": "state" }, "type": ["map", "string"] },
            "list": { "value": ["state"], "type": ["list", "string"] }
        } }"#,
    ),
    ("/estate/some.json", r#"{ "k": { "text": "given" } }"#),
    ("/estate/all/k.json", r#"{ "text": { "value": "given", "type": "string", "sensitive": false } }"#),
    ("/estate/none.json", r#"{ "k": {} }"#),
];

const MOCKS: &str =
    r#"mock_outputs = { text = "mock", map = { a = "mock", b = "mock" }, list = ["mock"], more = 1 }"#;

const STATE: Estate<'_> = Estate { files: FILES, outputs: None, local_state: true };

/// `outputs` of `k` with typed unknowns and in `render`, where the block has these lines.
fn outputs(estate: &Estate<'_>, command: &str, lines: &[&str]) -> [String; 2] {
    let unit = format!(
        "dependency \"k\" {{\n  config_path = \"../k\"\n  {}\n}}\ninputs = {{\n  x = dependency.k.outputs\n}}\n",
        lines.join("\n  ")
    );
    [(Mode::Plan, command), (Mode::Render, "render")].map(|(mode, command)| {
        match estate.inputs(mode, command, &unit) {
            Ok(inputs) => inputs.entry("x").map(show).unwrap_or_default(),
            Err(errors) => format!("error: {}", errors.join("; ")),
        }
    })
}

#[track_caller]
fn check(estate: &Estate<'_>, lines: &[&str], before: &str, printed: &str) {
    assert_eq!(outputs(estate, "plan", lines), [before, printed], "{lines:?}");
}

const OF_STATE: &str = r#"{ list = list["state"], map = map{ a = "state" }, text = "state" }"#;
const OF_MOCKS: &str =
    r#"?any=k ({ list = ["mock"], map = { a = "mock", b = "mock" }, more = 1, text = "mock" })"#;
const PRINTED_MOCKS: &str =
    r#"{ list = ["mock"], map = { a = "mock", b = "mock" }, more = 1, text = "mock" }"#;

#[test]
fn a_state_is_all_there_is_unless_mocks_are_laid_under_it() {
    check(&STATE, &[], OF_STATE, OF_STATE);
    check(&STATE, &[MOCKS], OF_STATE, OF_STATE);
    let no_merge = r#"mock_outputs_merge_strategy_with_state = "no_merge""#;
    check(&STATE, &[MOCKS, no_merge, "mock_outputs_merge_with_state = true"], OF_STATE, OF_STATE);

    let shallow = r#"{ list = ["state"], map = { a = "state" }, more = ?any=k.more (1), text = "state" }"#;
    let printed = r#"{ list = ["state"], map = { a = "state" }, more = 1, text = "state" }"#;
    check(&STATE, &[MOCKS, r#"mock_outputs_merge_strategy_with_state = "shallow""#], shallow, printed);
    check(&STATE, &[MOCKS, "mock_outputs_merge_with_state = true"], shallow, printed);

    let deep = r#"{ list = ["state"], map = { a = "state", b = ?any=k.map.b ("mock") }, more = ?any=k.more (1), text = "state" }"#;
    let printed = r#"{ list = ["state"], map = { a = "state", b = "mock" }, more = 1, text = "state" }"#;
    check(&STATE, &[MOCKS, r#"mock_outputs_merge_strategy_with_state = "deep_map_only""#], deep, printed);

    let unknown = "error: mocks have no merge strategy `deep`";
    check(&STATE, &[MOCKS, r#"mock_outputs_merge_strategy_with_state = "deep""#], unknown, unknown);
    // Without mocks nothing is merged, whatever the strategy is called.
    check(&STATE, &[r#"mock_outputs_merge_strategy_with_state = "deep""#], OF_STATE, OF_STATE);
}

#[test]
fn mocks_count_for_the_commands_that_the_block_allows() {
    let shallow = r#"mock_outputs_merge_strategy_with_state = "shallow""#;
    let allowed = |commands: &str| format!("mock_outputs_allowed_terraform_commands = {commands}");
    // `render` is no command that anybody allows: there a state is not merged, and mocks are taken without one.
    let for_plan = allowed(r#"["plan", "validate"]"#);
    let [before, printed] = outputs(&STATE, "plan", &[MOCKS, shallow, &for_plan]);
    assert!(before.contains("more = ?any=k.more (1)"), "{before}");
    assert_eq!(printed, OF_STATE);
    assert_eq!(outputs(&STATE, "apply", &[MOCKS, shallow, &for_plan])[0], OF_STATE);
    assert_eq!(outputs(&STATE, "apply", &[MOCKS, shallow, &allowed("[]")])[0], before);

    let none = Estate { local_state: false, ..STATE };
    assert_eq!(outputs(&none, "plan", &[MOCKS, &for_plan]), [OF_MOCKS, PRINTED_MOCKS]);
    assert_eq!(outputs(&none, "apply", &[MOCKS, &for_plan]), ["?any=k", PRINTED_MOCKS]);
}

#[test]
fn outputs_that_are_not_fetched_are_not_known() {
    let absent = "error: there is no attribute `outputs`";
    check(&STATE, &[MOCKS, "skip_outputs = true"], OF_MOCKS, PRINTED_MOCKS);
    check(&STATE, &["skip_outputs = true"], absent, r#""""#);
    check(&STATE, &[MOCKS, "enabled = false"], OF_MOCKS, PRINTED_MOCKS);
    check(&STATE, &["enabled = false"], absent, r#""""#);
    let for_validate = r#"mock_outputs_allowed_terraform_commands = ["validate"]"#;
    check(&STATE, &[MOCKS, "skip_outputs = true", for_validate], absent, PRINTED_MOCKS);
    check(&STATE, &[MOCKS, "enabled = false", for_validate], OF_MOCKS, PRINTED_MOCKS);
}

#[test]
fn supplied_outputs_go_over_a_state() {
    // Bare values are those that somebody knows; there may be others.
    let some = Estate { outputs: Some("/estate/some.json"), local_state: false, ..STATE };
    let unit = |x: &str| {
        format!("dependency \"k\" {{\n  config_path = \"../k\"\n  {MOCKS}\n}}\ninputs = {{\n  x = {x}\n}}\n")
    };
    let one = |estate: &Estate<'_>, mode, x: &str| {
        let inputs = estate.inputs(mode, "plan", &unit(x));
        inputs
            .map_or_else(|errors| errors.join("; "), |inputs| inputs.entry("x").map(show).unwrap_or_default())
    };
    for (x, before, printed) in [
        ("dependency.k.outputs.text", r#""given""#, r#""given""#),
        (r#"dependency.k.outputs["text"]"#, r#""given""#, r#""given""#),
        ("dependency.k.outputs.more", "?any=k.more (1)", r#""""#),
        ("dependency.k.outputs.other", "?any=k.other", r#""""#),
        (r#"try(dependency.k.outputs.text, "no")"#, r#""given""#, r#""given""#),
        (r#"try(dependency.k.outputs.other, "no")"#, "?any~k.other", r#""no""#),
        ("keys(dependency.k.outputs)", "?any~k", r#"["text"]"#),
        ("merge({ a = 1 }, dependency.k.outputs)", "?any~k", r#"{ a = 1, text = "given" }"#),
    ] {
        assert_eq!(one(&some, Mode::Plan, x), before, "{x}");
        assert_eq!(one(&some, Mode::Render, x), printed, "{x}");
    }
    // A state has the others.
    let over = Estate { local_state: true, ..some };
    let both = r#"{ list = list["state"], map = map{ a = "state" }, text = "given" }"#;
    check(&over, &[], both, both);
    // What Terraform wrote are all outputs of the unit.
    let all = Estate { outputs: Some("/estate/all"), ..STATE };
    check(&all, &[MOCKS], r#"{ text = "given" }"#, r#"{ text = "given" }"#);
    assert_eq!(one(&all, Mode::Plan, "dependency.k.outputs.other"), "there is no attribute `other`");
    assert_eq!(one(&all, Mode::Plan, r#"try(dependency.k.outputs.other, "no")"#), r#""no""#);
    // A unit without outputs is one that nothing is known of.
    let none = Estate { outputs: Some("/estate/none.json"), ..STATE };
    check(&none, &[MOCKS], OF_STATE, OF_STATE);
}
