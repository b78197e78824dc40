//! Production is refused where something would be built or changed, whatever it is called.

use insta::assert_snapshot;

use crate::estates::estate;
use crate::small_estate::{FUNCTION, unit};

#[test]
fn building_production_is_refused_with_its_own_code() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "prod"]).run(), @"
    exit code: 4
    ----- stdout -----

    ----- stderr -----
    error: `prod` is production and is refused
    help: `tglambda inspect` may read it; it is built and deployed by other means
    ");
}

#[test]
fn settings_cannot_allow_production() {
    let sandbox = estate();
    sandbox.write("tglambda.toml", "[environments]\nallowed = [\"dev\", \"prod\"]\n");
    let output = sandbox.tglambda().args(["build", "--env", "prod"]).run();
    assert_eq!(output.code(), Some(4), "{output}");
}

#[test]
fn the_account_of_production_is_refused_under_another_name() {
    let sandbox = estate();
    sandbox.replace("infra/live/dev/env.hcl", "111111111111", "333333333333");
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "dev"]).run(), @"
    exit code: 4
    ----- stdout -----

    ----- stderr -----
    error: `dev/infra/live/dev/internal-router/internal-router` is in account 333333333333, which a production environment names
    help: if that is not meant, correct the account in the environment's files or in the function's role
    ");
}

#[test]
fn what_is_left_out_is_said_without_talking_anybody_into_production() {
    let sandbox = unit("");
    sandbox.write("live/prod/u/terragrunt.hcl", format!("inputs = {{ name = \"foo\", {FUNCTION} }}\n"));
    sandbox.write("live/demo/u/terragrunt.hcl", format!("inputs = {{ name = \"foo\", {FUNCTION} }}\n"));
    assert_snapshot!(sandbox.tglambda().args(["build"]).run(), @"
    exit code: 3
    ----- stdout -----

    ----- stderr -----
    no functions found in 2 units
    help: a function is told by the `inputs` of its unit: a name with a runtime, a handler or an image
    help: units of `prod` were left out: they are production, which only `inspect` reads
    help: units of `demo` were left out: name an environment with `--env`, or allow it in `tglambda.toml` under `[environments] allowed`
    ");
}

#[test]
fn an_account_written_as_a_number_is_the_same_account() {
    let sandbox = estate();
    sandbox.replace("infra/live/prod/env.hcl", "\"333333333333\"", "333333333333");
    sandbox.replace("infra/live/dev/env.hcl", "\"111111111111\"", "333333333333");
    let output = sandbox.tglambda().args(["build", "--env", "dev"]).run();
    assert_eq!(output.code(), Some(4), "{output}");
}

#[test]
fn a_hook_plans_production_and_changes_nothing_there() {
    let sandbox = estate();
    let unit = sandbox.path("infra/live/prod/lambda");
    for command in ["apply", "destroy", "import"] {
        let output = sandbox
            .tglambda()
            .args(["hook", "before", "--command", command, "--unit-dir"])
            .args([&unit])
            .run();
        assert_eq!(output.code(), Some(4), "{command}: {output}");
    }
    sandbox.lay(&sandbox.path("infra/modules/lambda"), "work");
    let planned = sandbox
        .tglambda()
        .installing_packages()
        .dir("work")
        .args(["hook", "before", "--command", "plan", "--unit-dir"])
        .args([&unit])
        .run();
    assert_eq!(planned.code(), Some(0), "a plan is built, so that it can be seen: {planned}");
    let unit = sandbox.path("infra/live/prod/network");
    let output =
        sandbox.tglambda().args(["hook", "before", "--command", "apply", "--unit-dir"]).args([&unit]).run();
    assert_eq!(output.code(), Some(0), "a unit without functions is left alone: {output}");
}

/// Whether the hook of `live/dev/u` lets an apply through.
fn refuses_apply(sandbox: &crate::support::Sandbox) -> bool {
    let arguments = ["hook", "before", "--command", "apply", "--unit-dir", "live/dev/u"];
    let output = sandbox.tglambda().args(arguments).run();
    match output.code() {
        Some(4) => true,
        // The folder has no module, which is only looked at once the apply is allowed.
        Some(1) => false,
        _ => panic!("{output}"),
    }
}

#[test]
fn the_hook_refuses_an_account_of_production_wherever_it_is_named() {
    let function = format!("name = \"foo\", {FUNCTION}");
    assert!(!refuses_apply(&unit(&format!("inputs = {{ {function} }}\n"))));

    let by_role = unit(&format!("inputs = {{ {function}, role = \"arn:aws:iam::333333333333:role/x\" }}\n"));
    assert!(refuses_apply(&by_role), "by the function's role");

    let by_config = unit(&format!("inputs = {{ {function} }}\n"));
    let config = "{ \"environments\": { \"prod\": { \"aws_account\": \"111111111111\" } } }";
    by_config.write("lambda-deploy-config.json", config);
    assert!(refuses_apply(&by_config), "by the deploy config");

    let hidden = unit(&format!("inputs = {{ {function} }}\n"));
    hidden.write("tglambda.toml", "[layout]\nlive = \"live/dev\"\n");
    hidden.replace("live/prod/env.hcl", "333333333333", "111111111111");
    assert!(refuses_apply(&hidden), "a layout hides nothing");
}

#[test]
fn functions_that_are_not_built_are_not_applied_in_production_either() {
    let sandbox = unit("");
    for inputs in ["handler = \"index.h\", runtime = \"nodejs20.x\"", "image_uri = \"x\""] {
        sandbox.write("live/prod/u/terragrunt.hcl", format!("inputs = {{ name = \"foo\", {inputs} }}\n"));
        let arguments = ["hook", "before", "--command", "apply", "--unit-dir", "live/prod/u"];
        let output = sandbox.tglambda().args(arguments).run();
        assert_eq!(output.code(), Some(4), "{inputs}: {output}");
    }
}

#[test]
fn another_units_account_refuses_no_function() {
    let sandbox = estate();
    sandbox.replace("infra/live/dev/env.hcl", "111111111111", "333333333333");
    let output = sandbox.tglambda().installing_packages().args(["build", "sync-clock-staging"]).run();
    assert_eq!(output.code(), Some(0), "{output}");
}

#[test]
fn a_broken_file_of_production_is_no_proof_that_something_is_outside_it() {
    let sandbox = unit(&format!("inputs = {{ name = \"foo\", {FUNCTION} }}\n"));
    sandbox.write("live/prod/env.hcl", "locals {\n  env = \"prod\"\n  aws_account = local.acount\n}\n");
    let build = sandbox.tglambda().args(["build", "--env", "dev"]).run();
    assert_snapshot!(build, @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[unknown-variable]: there is no local `acount`
     --> live/prod/env.hcl:3:23
      |
    3 |   aws_account = local.acount
      |                       ^^^^^^ not in the `locals` block of this file
      |
      = note: production's account is not known without this file, so nothing can be told to be outside it
    1 error
    ");
    let arguments = ["hook", "before", "--command", "apply", "--unit-dir", "live/dev/u"];
    assert_eq!(sandbox.tglambda().args(arguments).run().messages(), build.messages());
}
