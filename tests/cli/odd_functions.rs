//! Functions that are described in odd ways: nothing that is null or unknown makes the others vanish.

use insta::assert_snapshot;

use crate::small_estate::{FUNCTION, unit, with_dependency};
use crate::support::{Output, Sandbox};

fn build(sandbox: &Sandbox) -> Output {
    sandbox.tglambda().installing_packages().args(["build", "--env", "dev"]).run()
}

/// Runs the hook in a folder that has a module which takes packages.
fn hook(sandbox: &Sandbox, command: &str) -> Output {
    sandbox.write("work/main.tf", "variable \"lambda_packages\" {\n  default = {}\n}\n");
    sandbox
        .tglambda()
        .installing_packages()
        .dir("work")
        .args(["hook", "before", "--command", command, "--unit-dir", "../live/dev/u"])
        .run()
}

fn hand_over(sandbox: &Sandbox) -> serde_json::Value {
    serde_json::from_str(&sandbox.read("work/zz-tglambda.auto.tfvars.json")).expect("the hand-over is JSON")
}

#[test]
fn an_entry_that_is_null_hides_no_other() {
    let sandbox = unit(&format!(
        "inputs = {{\n  functions = {{\n    foo = {{ {FUNCTION} }}\n    bar = null\n  }}\n}}\n"
    ));
    assert_snapshot!(build(&sandbox), @"
    exit code: 0
    ----- stdout -----
    FUNCTION  ENV  RUNTIME     ARCH    ZIPPED  UNZIPPED  SHA256            STATE
    foo       dev  python3.12  x86_64   149 B      40 B  427033dc27735faa  built

    ----- stderr -----
    warning[invalid-value]: the function `bar` is null
     --> live/dev/u/terragrunt.hcl:4:11
      |
    4 |     bar = null
      |           ^^^^ an object is required
      |
      = help: describe the function, or remove its entry
    1 warning
    ");
}

#[test]
fn an_entry_that_is_unknown_is_listed_and_not_built() {
    let functions = format!(
        "inputs = {{\n  functions = {{\n    foo = {{ {FUNCTION} }}\n    bar = dependency.d.outputs.bar\n  }}\n}}"
    );
    let sandbox = unit(&with_dependency(&functions));
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @"
    exit code: 0
    ----- stdout -----
    FUNCTION  ENV  UNIT        RUNTIME     HANDLER  MB  SECONDS  ROLE  VPC  LAYERS  CODE     ACCOUNT       NOT BUILT
    bar       dev  live/dev/u  unknown     unknown  -   -        -     -    -       unknown  111111111111  -
    foo       dev  live/dev/u  python3.12  app.h    -   -        -     -    -       unknown  111111111111  -

    unknown until an apply, 2 settings:
      output `bar` of unit `live/dev/d`
        handler: bar
        runtime: bar

    ----- stderr -----
    ");
    assert_snapshot!(build(&sandbox).messages(), @r#"
    error[invalid-value]: the runtime of `bar` is not known
     --> live/dev/u/terragrunt.hcl:8:11
      |
    8 |     bar = dependency.d.outputs.bar
      |           ^^^^^^^^^^^^^^^^^^^^^^^^ output `bar` of unit `live/dev/d`

    error[invalid-value]: the handler of `bar` is not known
     --> live/dev/u/terragrunt.hcl:8:11
      |
    8 |     bar = dependency.d.outputs.bar
      |           ^^^^^^^^^^^^^^^^^^^^^^^^ output `bar` of unit `live/dev/d`

    error[source-folder-missing]: the source folder of `bar` cannot be found
     --> live/dev/u/terragrunt.hcl:8:11
      |
    8 |     bar = dependency.d.outputs.bar
      |           ^ says no source folder
      |
      = note: looked for a folder `bar` in the usual function folders
      = help: set `source_dir`, or name the folder with the functions in `tglambda.toml`: `[layout] functions = "…"`
    3 errors
    "#);
    assert_eq!(hook(&sandbox, "plan").code(), Some(1));
}

#[test]
fn functions_that_only_an_apply_can_tell_are_no_unit_without_functions() {
    let sandbox = unit(&with_dependency("inputs = {\n  functions = dependency.d.outputs.functions\n}"));
    assert_snapshot!(hook(&sandbox, "plan").messages(), @"
    error[functions-unknown]: the functions of `live/dev/u` cannot be told
     --> live/dev/u/terragrunt.hcl:6:15
      |
    6 |   functions = dependency.d.outputs.functions
      |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the input `functions` hangs on output `functions` of unit `live/dev/d`
      |
      = help: write the functions where they are used; only values inside them may come from outputs
    1 error
    ");
}

#[test]
fn a_name_that_is_unknown_is_not_the_folders() {
    let sandbox =
        unit(&with_dependency(&format!("inputs = {{ name = dependency.d.outputs.n, {FUNCTION} }}")));
    assert_snapshot!(build(&sandbox).messages(), @r#"
    error[invalid-value]: the name of `u` is not known
     --> live/dev/u/terragrunt.hcl:5:19
      |
    5 | inputs = { name = dependency.d.outputs.n, handler = "app.h", runtime = "python3.12" }
      |                   ^^^^^^^^^^^^^^^^^^^^^^ output `n` of unit `live/dev/d`

    error[source-folder-missing]: the source folder of `u` cannot be found
     --> live/dev/u/terragrunt.hcl:5:10
      |
    5 | inputs = { name = dependency.d.outputs.n, handler = "app.h", runtime = "python3.12" }
      |          ^ says no source folder
      |
      = note: looked for a folder `u` in the usual function folders
      = help: set `source_dir`, or name the folder with the functions in `tglambda.toml`: `[layout] functions = "…"`
    2 errors
    "#);
}

#[test]
fn a_source_folder_that_is_unknown_is_not_found_by_name() {
    let sandbox = unit(&with_dependency(&format!(
        "inputs = {{ name = \"foo\", source_dir = dependency.d.outputs.s, {FUNCTION} }}"
    )));
    assert_snapshot!(build(&sandbox).messages(), @r#"
    error[source-folder-missing]: the source folder of `foo` cannot be found
     --> live/dev/u/terragrunt.hcl:5:39
      |
    5 | inputs = { name = "foo", source_dir = dependency.d.outputs.s, handler = "app.h", runtime = "python3.12" }
      |                                       ^^^^^^^^^^^^^^^^^^^^^^ output `s` of unit `live/dev/d`
    1 error
    "#);
}

#[test]
fn a_relative_source_folder_is_not_looked_for_elsewhere() {
    let sandbox =
        unit(&format!("inputs = {{ name = \"foo\", source_dir = \"../wrong/lambdas/foo\", {FUNCTION} }}\n"));
    assert_snapshot!(build(&sandbox).messages(), @r#"
    error[source-folder-missing]: the source folder of `foo` cannot be found
     --> live/dev/u/terragrunt.hcl:1:39
      |
    1 | inputs = { name = "foo", source_dir = "../wrong/lambdas/foo", handler = "app.h", runtime = "python3.12" }
      |                                       ^^^^^^^^^^^^^^^^^^^^^^ does not exist
      |
      = note: from `live/dev/u` this is `live/dev/wrong/lambdas/foo`
      = help: correct the path, or remove it so that the folder is found by the function's name
    1 error
    "#);
}

#[test]
fn two_maps_with_one_key_are_an_error_at_both() {
    let map = |name: &str| format!("  {name} = {{\n    foo = {{ {FUNCTION} }}\n  }}\n");
    let sandbox = unit(&format!("inputs = {{\n{}{}}}\n", map("functions"), map("lambdas")));
    assert_snapshot!(sandbox.tglambda().args(["inspect", "-q"]).run().messages(), @r#"
    error[duplicate-key]: the unit describes the function `foo` twice
     --> live/dev/u/terragrunt.hcl:6:11
      |
    3 |     foo = { handler = "app.h", runtime = "python3.12" }
      |           - the first time
    ...
    6 |     foo = { handler = "app.h", runtime = "python3.12" }
      |           ^ the second time
      |
      = help: rename one of the two keys: Terraform and the hand-over tell functions apart by them
    1 error
    "#);
}

#[test]
fn a_hand_over_of_an_earlier_run_is_emptied() {
    let sandbox = unit(&format!("inputs = {{ name = \"foo\", {FUNCTION} }}\n"));
    hook(&sandbox, "plan").success();
    assert!(hand_over(&sandbox)["lambda_packages"]["foo"].is_object());
    sandbox.write("lambda-deploy-config.json", "{ \"excluded_functions\": [\"foo\"] }");
    hook(&sandbox, "plan").success();
    assert_eq!(hand_over(&sandbox)["lambda_packages"], serde_json::json!({}));
}

#[test]
fn a_deploy_config_that_cannot_be_read_excludes_by_no_means_nothing() {
    let sandbox = unit(&format!("inputs = {{ name = \"foo\", {FUNCTION} }}\n"));
    sandbox.write("lambda-deploy-config.json", [0xff, 0xfe]);
    assert_snapshot!(build(&sandbox).messages(), @"
    error[invalid-config]: `lambda-deploy-config.json` cannot be read
     |
     = note: the file is not UTF-8 text
    1 error
    ");
}

#[test]
fn a_folder_without_a_module_is_told_from_a_module_without_the_variable() {
    let sandbox = unit(&format!("inputs = {{ name = \"foo\", {FUNCTION} }}\n"));
    sandbox.write("empty/.keep", "");
    let output = sandbox
        .tglambda()
        .dir("empty")
        .args(["hook", "before", "--command", "plan", "--unit-dir", "../live/dev/u"])
        .run();
    assert_snapshot!(output.messages(), @"
    error: `[ROOT]/empty` has no Terraform files
    help: the hook runs in Terraform's working folder: leave `working_dir` of the `before_hook` unset
    ");
}
