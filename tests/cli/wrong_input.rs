//! What people get wrong, and what they are told.

use insta::assert_snapshot;

use crate::estates::estate;
use crate::support::{Output, Sandbox};

const LAMBDA_UNIT: &str = "infra/live/dev/lambda/terragrunt.hcl";

fn inspect(sandbox: &Sandbox) -> Output {
    sandbox.tglambda().args(["inspect", "--env", "dev", "--quiet"]).run()
}

/// The messages alone: the table of what could be read comes with them.
fn messages(output: &Output) -> String {
    format!("exit code: {}\n{}", output.code().unwrap_or(-1), output.messages())
}

#[test]
fn syntax_error() {
    let sandbox = estate();
    sandbox.replace("infra/live/dev/sync-clock/terragrunt.hcl", "inputs = {", "inputs = ");
    assert_snapshot!(messages(&inspect(&sandbox)), @"");
}

#[test]
fn unknown_local() {
    let sandbox = estate();
    sandbox.replace("infra/live/dev/env.hcl", "aws_account ", "aws_acount ");
    assert_snapshot!(messages(&inspect(&sandbox)), @"");
}

#[test]
fn include_cycle() {
    let sandbox = estate();
    sandbox.write(
        "infra/live/dev/loop/terragrunt.hcl",
        "include \"self\" {\n  path = \"./terragrunt.hcl\"\n}\n",
    );
    assert_snapshot!(messages(&inspect(&sandbox)), @"");
}

#[test]
fn files_that_read_each_other() {
    let sandbox = estate();
    let reads = |other: &str| format!("locals {{\n  other = read_terragrunt_config(\"{other}\")\n}}\n");
    sandbox.write("infra/live/dev/loop/terragrunt.hcl", reads("a.hcl"));
    sandbox.write("infra/live/dev/loop/a.hcl", reads("b.hcl"));
    sandbox.write("infra/live/dev/loop/b.hcl", reads("a.hcl"));
    assert_snapshot!(messages(&inspect(&sandbox)), @"");
}

#[test]
fn locals_that_need_each_other() {
    let sandbox = estate();
    sandbox
        .write("infra/live/dev/loop/terragrunt.hcl", "locals {\n  a = local.b\n  b = \"x-${local.a}\"\n}\n");
    assert_snapshot!(messages(&inspect(&sandbox)), @"");
}

#[test]
fn missing_env_file() {
    let sandbox = estate();
    std::fs::remove_file(sandbox.path("infra/live/dev/env.hcl")).unwrap();
    let output = sandbox.tglambda().args(["render", "--working-dir", "infra/live/dev/network"]).run();
    assert_snapshot!(messages(&output), @"");
}

#[test]
fn unknown_builtin() {
    let sandbox = estate();
    sandbox.write(
        "infra/live/dev/odd/terragrunt.hcl",
        "inputs = {\n  a = error(\"x\")\n  b = joim(\"-\", [])\n}\n",
    );
    assert_snapshot!(messages(&inspect(&sandbox)), @"");
}

#[test]
fn unknown_environment() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "staging2"]).run(), @"");
    sandbox.write("tglambda.toml", "[environments]\nallowed = [\"dev\", \"staging\", \"demo\"]\n");
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "demo"]).run(), @"");
}

#[test]
fn unknown_function() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "dev", "sync-clok"]).run(), @"");
}

#[test]
fn excluded_function() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "dev", "internal-router"]).run(), @"");
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "dev", "api-router-dev"]).run(), @"");
}

#[test]
fn settings_with_a_key_that_does_not_exist() {
    let sandbox = estate();
    sandbox.write("tglambda.toml", "[environments]\nalowed = [\"dev\"]\n");
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @"");
}

#[test]
fn handler_file_missing() {
    let sandbox = estate();
    sandbox.replace(LAMBDA_UNIT, "\"runner.main\"", "\"ruuner.main\"");
    let output =
        sandbox.tglambda().installing_packages().args(["build", "--env", "dev", "lambda-test-runner"]).run();
    assert_snapshot!(messages(&output), @"");
    sandbox.replace(LAMBDA_UNIT, "\"ruuner.main\"", "\"runner.mian\"");
    let output =
        sandbox.tglambda().installing_packages().args(["build", "--env", "dev", "lambda-test-runner"]).run();
    assert_snapshot!(messages(&output), @"");
}

#[test]
fn requirement_that_does_not_exist() {
    let sandbox = estate();
    sandbox.write(
        "infra/lambda-functions/lambda-test-runner/requirements.txt",
        "tglambda-no-such-distribution==1.0\n",
    );
    let output =
        sandbox.tglambda().installing_packages().args(["build", "--env", "dev", "lambda-test-runner"]).run();
    assert_snapshot!(messages(&output), @"");
}

#[test]
fn requirement_with_source_distributions_only() {
    let sandbox = estate();
    sandbox.write("infra/lambda-functions/lambda-test-runner/requirements.txt", "docopt==0.6.2\n");
    let output =
        sandbox.tglambda().installing_packages().args(["build", "--env", "dev", "lambda-test-runner"]).run();
    assert_snapshot!(messages(&output), @"");
}

#[test]
fn a_path_of_another_machine_is_found_by_its_end() {
    let sandbox = estate();
    let unit = "infra/live/dev/sync-clock/terragrunt.hcl";
    let source = sandbox.read(unit);
    let line = source.lines().find(|line| line.contains("source_dir")).expect("the unit names its source");
    sandbox.replace(
        unit,
        line,
        "  source_dir = \"/builds/someone/platform/infra/lambda-functions/sync-clock\"",
    );
    let output = sandbox.tglambda().args(["inspect", "--env", "dev", "sync-clock"]).run();
    assert_snapshot!(messages(&output), @"");
}

#[test]
fn several_problems_are_told_in_one_run() {
    let sandbox = estate();
    sandbox.write("infra/live/dev/odd/terragrunt.hcl", "inputs = {\n  a = local.nothing\n}\n");
    sandbox.write("infra/live/staging/odd/terragrunt.hcl", "skipp = true\n");
    let output = sandbox.tglambda().args(["inspect", "--quiet"]).run();
    assert_snapshot!(messages(&output), @"");
}
