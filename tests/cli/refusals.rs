//! Production is refused where something would be built or changed, whatever it is called.

use insta::assert_snapshot;

use crate::estates::estate;

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
    error: `infra/live/dev/iam` is in account 333333333333, which a production environment names
    help: correct the account in the environment's `env.hcl`
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
    let unit = sandbox.path("infra/live/prod/network");
    let output =
        sandbox.tglambda().args(["hook", "before", "--command", "apply", "--unit-dir"]).args([&unit]).run();
    assert_eq!(output.code(), Some(0), "a unit without functions is left alone: {output}");
}
