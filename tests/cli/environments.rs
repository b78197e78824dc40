//! Environments: what tells the name and the account of a unit, and that nothing talks a unit out of production.

use insta::assert_snapshot;

use crate::small_estate::FUNCTION;
use crate::support::Sandbox;

/// An estate with these files and one function folder, `lambdas/foo`.
fn estate(files: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tglambda.toml", "");
    sandbox.write("lambdas/foo/app.py", "def h(event, context):\n    return event\n");
    for (path, text) in files {
        sandbox.write(path, text);
    }
    sandbox.commit();
    sandbox
}

/// A unit with the function `foo` and more in it.
fn function(more: &str) -> String {
    format!("inputs = {{\n  name = \"foo\", {FUNCTION}\n{more}}}\n")
}

/// `environment account` of each function that `inspect` shows when it is asked for this environment.
fn told(sandbox: &Sandbox, environment: &str) -> Vec<String> {
    let arguments = ["inspect", "--env", environment, "--format", "json"];
    let listed = sandbox.tglambda().args(arguments).run().success().json();
    let functions = listed["functions"].as_array().expect("functions");
    functions
        .iter()
        .map(|function| {
            let account = function["account"].as_str().unwrap_or("-");
            format!("{} {account}", function["environment"].as_str().unwrap_or("-"))
        })
        .collect()
}

#[test]
fn the_inputs_and_the_included_locals_of_a_unit_tell_its_environment() {
    let sandbox = estate(&[
        ("root.hcl", "locals {\n  account_id = \"111111111111\"\n}\n"),
        (
            "live/u/terragrunt.hcl",
            &format!(
                "include \"root\" {{\n  path = find_in_parent_folders(\"root.hcl\")\n}}\n{}",
                function("  environment = \"dev\"\n")
            ),
        ),
    ]);
    assert_eq!(told(&sandbox, "dev"), ["dev 111111111111"]);
}

#[test]
fn an_environment_that_is_a_map_of_variables_is_no_name() {
    let sandbox = estate(&[("live/u/terragrunt.hcl", &function("  environment = { LEVEL = \"dev\" }\n"))]);
    let output = sandbox.tglambda().args(["inspect", "--env", "dev"]).run();
    assert_eq!(output.code(), Some(3), "{output}");
}

#[test]
fn data_around_a_unit_tells_its_environment_and_its_account() {
    let sandbox = estate(&[
        (
            "live/accounts.json",
            "{\"sand\": {\"account_id\": \"111111111111\"}, \"prod\": \"333333333333\"}\n",
        ),
        ("live/a/env.yaml", "environment: sand\n"),
        ("live/a/u/terragrunt.hcl", &function("")),
    ]);
    assert_eq!(told(&sandbox, "sand"), ["sand 111111111111"]);
}

#[test]
fn an_account_is_inferred_from_a_role_and_not_from_a_layer() {
    let role = "  role_arn = \"arn:aws:iam::111111111111:role/foo\"\n";
    let layers = "  layers = [\"arn:aws:lambda:eu-west-1:222222222222:layer:x:1\"]\n";
    let sandbox = estate(&[
        ("live/dev/a/terragrunt.hcl", &function(&format!("{role}{layers}"))),
        ("live/dev/b/terragrunt.hcl", &function(layers)),
        ("live/dev/c/terragrunt.hcl", &function("  topic = \"arn:aws:sns:eu-west-1:444444444444:t\"\n")),
        (
            "live/dev/d/terragrunt.hcl",
            &format!("iam_role = \"arn:aws:iam::555555555555:role/deploy\"\n{}", function(role)),
        ),
    ]);
    // What disagrees tells nothing.
    assert_eq!(told(&sandbox, "dev"), ["dev 111111111111", "dev -", "dev 444444444444", "dev -"]);
}

#[test]
fn the_settings_map_folders_to_environments() {
    let sandbox = estate(&[("live/acct-a/u/terragrunt.hcl", &function(""))]);
    sandbox.write(
        "tglambda.toml",
        "[[environments.map]]\npath = \"live/acct-a/**\"\nname = \"dev\"\naccount = \"111111111111\"\n",
    );
    assert_eq!(told(&sandbox, "dev"), ["dev 111111111111"]);
    let output = sandbox.tglambda().args(["build", "--env", "dev"]).run();
    assert_eq!(output.code(), Some(0), "{output}");
}

#[test]
fn a_wrong_mapping_is_told_with_its_line() {
    let sandbox = estate(&[("live/dev/u/terragrunt.hcl", &function(""))]);
    sandbox.write("tglambda.toml", "[[environments.map]]\npath = \"live/**\"\nnmae = \"dev\"\n");
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[invalid-config]: `environments.map` has no `nmae`
     --> tglambda.toml:3:1
      |
    3 | nmae = "dev"
      | ^^^^ no such key
      |
      = help: did you mean `name`?
    1 error
    error: `[ROOT]/tglambda.toml` cannot be used
    "#);
}

#[test]
fn nothing_talks_a_unit_out_of_production() {
    let named = "locals {\n  env = \"prod\"\n}\n";
    let in_files = estate(&[
        ("live/a/env.hcl", named),
        ("live/a/u/terragrunt.hcl", &function("  environment = \"dev\"\n")),
    ]);
    let in_folders = estate(&[("live/prod/u/terragrunt.hcl", &function("  environment = \"dev\"\n"))]);
    let in_inputs = estate(&[("live/dev/u/terragrunt.hcl", &function("  environment = \"production\"\n"))]);
    for sandbox in [&in_files, &in_folders, &in_inputs] {
        sandbox.write("tglambda.toml", "[[environments.map]]\npath = \"live/**\"\nname = \"dev\"\n");
        let output = sandbox.tglambda().args(["build", "--env", "dev"]).run();
        assert_ne!(output.code(), Some(0), "{output}");
        assert!(!output.to_string().contains("built"), "{output}");
        let output = sandbox.tglambda().args(["build"]).run();
        assert_ne!(output.code(), Some(0), "{output}");
    }
}

#[test]
fn an_account_of_production_is_refused_whatever_names_it() {
    let dev = function("  role_arn = \"arn:aws:iam::333333333333:role/foo\"\n");
    let plain = function("  account_id = \"333333333333\"\n");
    let mapped =
        "[[environments.map]]\npath = \"live/prod/**\"\nname = \"prod\"\naccount = \"333333333333\"\n";
    let by_table =
        estate(&[("live/accounts.yaml", "prod: \"333333333333\"\n"), ("live/dev/u/terragrunt.hcl", &dev)]);
    let by_mapping = estate(&[("live/dev/u/terragrunt.hcl", &plain)]);
    by_mapping.write("tglambda.toml", mapped);
    let by_unit = estate(&[("live/prod/u/terragrunt.hcl", &plain), ("live/dev/u/terragrunt.hcl", &plain)]);
    // A mapping hides no account that a configuration names.
    let hidden = estate(&[
        ("live/prod/env.hcl", "locals {\n  env = \"prod\"\n  account_id = \"333333333333\"\n}\n"),
        ("live/dev/env.hcl", "locals {\n  env = \"dev\"\n  account_id = \"333333333333\"\n}\n"),
        ("live/dev/u/terragrunt.hcl", &function("")),
    ]);
    hidden.write(
        "tglambda.toml",
        "[[environments.map]]\npath = \"live/dev/**\"\nname = \"dev\"\naccount = \"111111111111\"\n",
    );
    for sandbox in [&by_table, &by_mapping, &by_unit, &hidden] {
        let output = sandbox.tglambda().args(["build", "--env", "dev"]).run();
        assert_eq!(output.code(), Some(4), "{output}");
    }
}
