//! The tools are the pinned ones.

use crate::support::{Sandbox, Toolchain};

#[test]
fn terragrunt_knows_its_version() {
    let answer = Sandbox::new().terragrunt().args(["--version"]).run().success();
    assert_eq!(answer.stdout().trim(), "terragrunt version v1.1.3");
}

#[test]
fn the_sources_of_terragrunt_are_those_of_the_same_version() {
    let sources = Toolchain::get().sources("github.com/gruntwork-io/terragrunt");
    assert!(sources.folder.ends_with("terragrunt@v1.1.3"), "{sources:?}");
    assert!(sources.sum.starts_with("h1:"), "{sources:?}");
}

#[test]
fn expressions_are_evaluated_by_what_terragrunt_is_built_from() {
    let sandbox = Sandbox::new();
    let oracle = sandbox.tool(Toolchain::get().oracle());
    let answer = oracle.args(["evaluate", "."]).stdin(r#"[{"source": "1 + 1"}]"#).run().success();
    assert_eq!(answer.json()[0]["result"]["value"]["number"], "2");
}

#[test]
fn hcl_is_judged_by_its_go_implementation() {
    let sandbox = Sandbox::new();
    let judge = || sandbox.tool(Toolchain::get().hcl_verdicts()).args(["verdicts"]);
    let answer = judge().stdin(r#"{"grammar":"expression","text":"MSArIDE="}"#).run().success();
    assert_eq!(answer.json()["value"]["value"], 2);
    let answer = judge().stdin(r#"{"grammar":"body","text":"YSA9"}"#).run().success();
    assert!(
        answer.json()["problem"].as_str().is_some_and(|problem| problem.contains("Missing expression")),
        "{answer}"
    );
}

#[test]
fn opentofu_is_the_pinned_release() {
    let answer = Sandbox::new().tofu().args(["version", "-json"]).run().success();
    assert_eq!(answer.json()["terraform_version"], "1.10.6");
}

#[test]
fn uv_is_the_pinned_release() {
    let answer = Sandbox::new().tool("uv").installing_packages().args(["--version"]).run().success();
    assert!(answer.stdout().starts_with("uv 0.13.9"), "{answer}");
}

#[test]
fn package_clients_reach_the_package_index() {
    let sandbox = Sandbox::new();
    let python = Toolchain::get().python();
    sandbox
        .tool("uv")
        .installing_packages()
        .args(["pip", "install", "--target", "site", "--only-binary", ":all:", "six==1.17.0", "--python"])
        .args([python])
        .run()
        .success();
    assert!(sandbox.path("site/six.py").is_file());
}
