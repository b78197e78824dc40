//! `hook before` on its own, without Terragrunt around it.

use std::os::unix::fs::MetadataExt as _;

use insta::assert_snapshot;

use crate::estates::estate;
use crate::support::{Output, Sandbox};

/// Runs the hook in a working folder that holds a copy of the module.
fn hook(sandbox: &Sandbox, unit: &str, module: &str, command: &str) -> Output {
    let folder = format!("infra/live/dev/{unit}/.terragrunt-cache/x/y");
    if !sandbox.path(&folder).exists() {
        sandbox.lay(&sandbox.path(format!("infra/modules/{module}")), &folder);
    }
    sandbox
        .tglambda()
        .installing_packages()
        .dir(&folder)
        .args(["hook", "before", "--command", command, "--unit-dir"])
        .args([sandbox.path(format!("infra/live/dev/{unit}"))])
        .run()
}

const WORKING: &str = "infra/live/dev/sync-clock/.terragrunt-cache/x/y";

#[test]
fn the_hand_over_names_the_package_by_its_content() {
    let sandbox = estate();
    let output = hook(&sandbox, "sync-clock", "lambda-function", "plan").success();
    assert_eq!(output.stdout(), "", "a hook's data is none of Terraform's");
    let hand_over = sandbox.read(format!("{WORKING}/zz-tglambda.auto.tfvars.json"));
    let value: serde_json::Value = serde_json::from_str(&hand_over).unwrap();
    assert_eq!(value["//"], "tglambda hand-over 1");
    let package = &value["lambda_packages"]["sync-clock"];
    let filename = package["filename"].as_str().unwrap();
    let name = filename.strip_prefix(".tglambda/sync-clock-").and_then(|rest| rest.strip_suffix(".zip"));
    assert_eq!(name.map(str::len), Some(16), "{filename}");
    assert!(sandbox.path(WORKING).join(filename).is_file());
}

#[test]
fn an_unchanged_hand_over_is_not_touched() {
    let sandbox = estate();
    hook(&sandbox, "sync-clock", "lambda-function", "plan").success();
    let path = sandbox.path(format!("{WORKING}/zz-tglambda.auto.tfvars.json"));
    let before = std::fs::metadata(&path).unwrap();
    hook(&sandbox, "sync-clock", "lambda-function", "apply").success();
    let after = std::fs::metadata(&path).unwrap();
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()));
}

#[test]
fn a_unit_without_functions_is_left_alone() {
    let sandbox = estate();
    for command in ["plan", "apply", "destroy"] {
        hook(&sandbox, "network", "network", command).success();
    }
    assert!(!sandbox.path("infra/live/dev/network/.terragrunt-cache/x/y/.tglambda").exists());
}

#[test]
fn destroy_builds_nothing() {
    let sandbox = estate();
    hook(&sandbox, "sync-clock", "lambda-function", "destroy").success();
    assert!(!sandbox.path(format!("{WORKING}/zz-tglambda.auto.tfvars.json")).exists());
    assert!(!sandbox.path(".tglambda").exists());
}

#[test]
fn a_module_that_would_ignore_the_packages_is_an_error() {
    let sandbox = estate();
    let variables = "infra/modules/lambda-function/variables.tf";
    let text = sandbox.read(variables);
    sandbox.write(variables, text.replace("\"lambda_packages\"", "\"other_packages\""));
    let output = hook(&sandbox, "sync-clock", "lambda-function", "plan");
    assert_eq!(output.code(), Some(1), "{output}");
    assert_snapshot!(output.messages(), @r#"
    error[unknown-variable]: the module declares no variable `lambda_packages`
      --> infra/modules/lambda-function/main.tf:17:30
       |
    17 |   filename         = try(var.lambda_packages[var.function_name].filename, coalesce(var.filename, "${path.module}/placeholder.zip"))
       |                              ^^^^^^^^^^^^^^^ not declared

    error[unknown-variable]: the module declares no variable `lambda_packages`
      --> infra/modules/lambda-function/main.tf:18:30
       |
    18 |   source_code_hash = try(var.lambda_packages[var.function_name].source_code_hash, null)
       |                              ^^^^^^^^^^^^^^^ not declared

    error[hand-over-undeclared]: the module does not declare the variable `lambda_packages`
     --> infra/live/dev/sync-clock/.terragrunt-cache/x/y/main.tf:3:1
      |
    3 | resource "aws_lambda_function" "this" {
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Terraform owns the code of this function
      |
     ::: infra/modules/lambda-function/main.tf:3:1
      |
    3 | resource "aws_lambda_function" "this" {
      | ------------------------------------- described here
      |
      = note: the packages of `sync-clock` would be built and never used: Terraform only warns about it
      = help: declare `variable "lambda_packages"` in the module and read `try(var.lambda_packages[each.key].filename, …)`; or, when the code is deployed by other means, ignore changes of `filename` and `source_code_hash`, or name the function in `excluded_functions` of the deploy config
    3 errors
    "#);
}

#[test]
fn a_module_that_leaves_the_code_to_others_needs_no_package() {
    let sandbox = estate();
    let folder = WORKING;
    sandbox.write(
        format!("{folder}/main.tf"),
        "resource \"aws_lambda_function\" \"this\" {\n  lifecycle {\n    ignore_changes = [filename, source_code_hash]\n  }\n}\n",
    );
    let output = sandbox
        .tglambda()
        .dir(folder)
        .args(["hook", "before", "--command", "plan", "--unit-dir"])
        .args([sandbox.path("infra/live/dev/sync-clock")])
        .run();
    assert_eq!(output.code(), Some(0), "{output}");
    assert!(!sandbox.path(folder).join("zz-tglambda.auto.tfvars.json").exists());
}

#[test]
fn two_hooks_beside_each_other_build_once() {
    let sandbox = estate();
    let folder = "infra/live/dev/lambda/.terragrunt-cache/x/y";
    sandbox.lay(&sandbox.path("infra/modules/lambda"), folder);
    let outputs: Vec<Output> = std::thread::scope(|scope| {
        let runs: Vec<_> =
            (0..2).map(|_| scope.spawn(|| hook(&sandbox, "lambda", "lambda", "plan"))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let built: usize =
        outputs.iter().map(|output| output.messages().matches("tglambda: built").count()).sum();
    for output in outputs {
        output.success();
    }
    assert_eq!(built, 5, "each of the five functions is built by one of the two");
}
