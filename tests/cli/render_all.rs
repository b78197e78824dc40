//! `render --all` beside the real `terragrunt render --all`: lines, files, their order, and what goes wrong.

use insta::assert_snapshot;
use serde_json::Value;

use crate::conformance::differences;
use crate::support::{Output, Sandbox};

const FILE: &str = "terragrunt.rendered.json";

/// Units below three folders that see other files above them, under a root and an exposed common file that all include;
/// more of them than outcomes of a file are kept before the useless ones are dropped.
fn shared_includes() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "root.hcl",
        r#"
locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl"))
}
inputs = {
  env  = local.env.locals.name
  path = path_relative_to_include()
}
"#,
    );
    sandbox.write(
        "common.hcl",
        r#"
locals {
  env    = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  nested = try(read_terragrunt_config(find_in_parent_folders("nested.hcl")).locals.name, "none")
}
terraform {
  source = "./modules//${local.env.locals.name}"
}
inputs = {
  names  = [local.env.locals.name]
  nested = local.nested
  tags   = { common = local.env.locals.name }
}
"#,
    );
    // By text `a-b` comes before `a/…`, by folder after it.
    for (folder, env) in [("a", "one"), ("a-b", "two"), ("c", "three")] {
        sandbox.write(format!("{folder}/env.hcl"), format!("locals {{\n  name = \"{env}\"\n}}\n"));
        for unit in 0..12 {
            sandbox.write(format!("{folder}/unit-{unit:02}/terragrunt.hcl"), UNIT);
        }
        sandbox.write(format!("{folder}/nested/nested.hcl"), "locals {\n  name = \"nested\"\n}\n");
        sandbox.write(format!("{folder}/nested/unit/terragrunt.hcl"), UNIT);
    }
    sandbox.commit();
    sandbox
}

const UNIT: &str = r#"
include "root" {
  path = find_in_parent_folders("root.hcl")
}
include "common" {
  path           = "${dirname(find_in_parent_folders("root.hcl"))}/common.hcl"
  expose         = true
  merge_strategy = "deep"
}
inputs = {
  names = [include.common.inputs.nested, basename(get_terragrunt_dir())]
  tags  = { own = include.common.locals.env.locals.name }
}
"#;

fn lines(output: Output) -> Vec<Value> {
    let output = output.success();
    output.stdout().lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn units_that_share_includes_come_out_as_terragrunt_has_them_line_by_line() {
    let sandbox = shared_includes();
    let arguments = ["render", "--all", "--json"];
    let (real, ours) =
        (lines(sandbox.terragrunt().args(arguments).run()), lines(sandbox.tglambda().args(arguments).run()));
    assert_eq!(ours.len(), 39);
    assert_eq!(ours.len(), real.len());
    for (real, ours) in real.iter().zip(&ours) {
        let found = differences("", real, ours);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn files_are_written_where_terragrunt_writes_them() {
    for more in [&[][..], &["--out", "rendered/unit.json"]] {
        let (theirs, ours) = (shared_includes(), shared_includes());
        theirs.terragrunt().args(["render", "--all", "--json", "--write"]).args(more).run().success();
        let output =
            ours.tglambda().args(["render", "--all", "--json", "--write"]).args(more).run().success();
        assert_eq!(output.stdout(), "", "what is written to files is not printed");
        for unit in ["a/unit-00", "a-b/unit-11", "c/nested/unit"] {
            let path = format!("{unit}/{}", more.last().unwrap_or(&FILE));
            assert_eq!(ours.read(&path), theirs.read(&path), "{path}");
        }
    }
}

#[test]
fn what_is_rendered_again_is_left_alone_where_it_is_the_same() {
    let sandbox = shared_includes();
    let write = || sandbox.tglambda().args(["render", "--all", "--write"]).run().success();
    let path = "a/unit-00/terragrunt.rendered.json";
    write();
    let first = sandbox.read(path);
    let written = |path: &str| sandbox.path(path).metadata().expect("the file").modified().expect("its time");
    let before = written(path);
    write();
    assert_eq!(written(path), before);
    sandbox.write(path, "{}");
    write();
    assert_eq!(sandbox.read(path), first);
}

#[test]
fn each_line_can_name_its_unit() {
    let sandbox = shared_includes();
    let output = sandbox.tglambda().args(["render", "--all", "--jsonl"]).run();
    let paths: Vec<String> =
        lines(output).iter().map(|line| line["path"].as_str().expect("a path").to_owned()).collect();
    assert_eq!(paths[0], "a-b/nested/unit");
    assert_eq!(paths[38], "c/unit-11");
}

#[test]
fn a_broken_unit_is_reported_and_the_others_are_printed() {
    let sandbox = Sandbox::new();
    sandbox.write("a/terragrunt.hcl", "inputs = { a = 1 }\n");
    sandbox.write("b/terragrunt.hcl", "inputs = { b = nothing.here }\n");
    sandbox.write("c/terragrunt.hcl", "inputs = { c = 3 }\n");
    sandbox.commit();
    assert_snapshot!(sandbox.tglambda().args(["render", "--all", "--jsonl"]).run(), @r#"
    exit code: 1
    ----- stdout -----
    {"path":"a","rendered":{"dependencies":null,"dependency":{},"download_dir":"","feature":{},"generate":{},"iam_assume_role_duration":null,"iam_assume_role_session_name":"","iam_role":"","iam_web_identity_token":"","inputs":{"a":1},"locals":null,"terraform_binary":"","terraform_version_constraint":"","terragrunt_version_constraint":""}}
    {"path":"c","rendered":{"dependencies":null,"dependency":{},"download_dir":"","feature":{},"generate":{},"iam_assume_role_duration":null,"iam_assume_role_session_name":"","iam_role":"","iam_web_identity_token":"","inputs":{"c":3},"locals":null,"terraform_binary":"","terraform_version_constraint":"","terragrunt_version_constraint":""}}

    ----- stderr -----
    error[unknown-variable]: there is no variable `nothing`
     --> b/terragrunt.hcl:1:16
      |
    1 | inputs = { b = nothing.here }
      |                ^^^^^^^ not known here
      |
      = note: known here: `dependency`, `feature`, `local`
    1 error
    "#);
}

#[test]
fn wrong_arguments_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("empty/readme", "");
    sandbox.commit();
    let refused = |arguments: &[&str]| sandbox.tglambda().args(arguments).run().to_string();
    assert_snapshot!(refused(&["render", "--all", "--working-dir", "empty"]), @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error: no folder in `[ROOT]/empty` has a `terragrunt.hcl`
    help: name a folder that holds units with `--working-dir`
    ");
    assert_snapshot!(refused(&["render", "--jsonl"]), @"
    exit code: 2
    ----- stdout -----

    ----- stderr -----
    error: the following required arguments were not provided:
      --all

    Usage: tglambda render --all --jsonl

    For more information, try '--help'.
    ");
    assert_snapshot!(refused(&["render", "--out", "x"]), @"
    exit code: 2
    ----- stdout -----

    ----- stderr -----
    error: the following required arguments were not provided:
      --write

    Usage: tglambda render --write --out <FILE>

    For more information, try '--help'.
    ");
}

/// A repository may hold a link to what never ends where the output goes: a link is replaced, whatever is behind it.
#[test]
fn a_link_is_not_read_before_it_is_replaced() {
    let sandbox = Sandbox::new();
    sandbox.write("a/terragrunt.hcl", "inputs = { a = 1 }\n");
    let render = || sandbox.tglambda().args(["render", "--all", "--write"]).run().success();
    let output = sandbox.path("a").join(FILE);
    render();
    let rendered = sandbox.read(format!("a/{FILE}"));
    sandbox.write("same.json", &rendered);
    for target in ["../same.json", "/dev/zero"] {
        std::fs::remove_file(&output).unwrap();
        std::os::unix::fs::symlink(target, &output).unwrap();
        render();
        assert!(output.symlink_metadata().unwrap().is_file(), "{target}");
        assert_eq!(sandbox.read(format!("a/{FILE}")), rendered);
    }
}
