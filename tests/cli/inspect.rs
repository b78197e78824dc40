//! `inspect`: what the estate's configuration says of its functions.

use insta::assert_snapshot;

use crate::estates::estate;

#[test]
fn dev_lists_its_functions_and_the_one_that_is_not_built() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["inspect", "--env", "dev"]).run(), @"");
}

#[test]
fn production_may_be_read() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["inspect", "--env", "prod"]).run(), @"");
}

#[test]
fn without_an_environment_the_allowed_ones_are_listed() {
    let sandbox = estate();
    let listed = sandbox.tglambda().args(["inspect", "--format", "json"]).run().success().json();
    let mut environments: Vec<&str> =
        listed["functions"].as_array().unwrap().iter().filter_map(|f| f["environment"].as_str()).collect();
    environments.dedup();
    assert_eq!(environments, ["dev", "staging"]);
}

#[test]
fn json_tells_known_from_unknown_and_where_each_was_written() {
    let sandbox = estate();
    let output = sandbox.tglambda().args(["inspect", "--env", "dev", "sync-clock", "--format", "json"]).run();
    assert_snapshot!(output, @"");
}

#[test]
fn the_root_is_found_from_any_folder_below_it() {
    let sandbox = estate();
    for folder in [
        "infra/live/dev/lambda",
        "infra/lambda-functions/sync-clock",
        "infra/live/dev/lambda/.terragrunt-cache/a/b",
    ] {
        sandbox.write(format!("{folder}/.keep"), "");
        let listed =
            sandbox.tglambda().dir(folder).args(["inspect", "--env", "dev", "--format", "json"]).run();
        assert_eq!(listed.success().json()["functions"].as_array().unwrap().len(), 8, "{folder}");
    }
}

#[test]
fn a_name_of_several_functions_is_an_error_that_lists_them() {
    let sandbox = estate();
    sandbox.replace(
        "infra/live/dev/presigned-url-s3-upload/terragrunt.hcl",
        "inputs = {",
        "inputs = {\n  function_name = \"sync-clock\"",
    );
    assert_snapshot!(sandbox.tglambda().args(["inspect", "--env", "dev", "sync-clock"]).run(), @"");
}
