//! Estates written for older versions of Terragrunt: read with warnings, and in `render` as the real one has them.

use insta::assert_snapshot;

use crate::support::{Output, Sandbox};

/// Two functions' units below a root `terragrunt.hcl`, in the way of Terragrunt 0.58.
fn older() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tglambda.toml", "");
    sandbox.write("lambdas/foo/app.py", "def h(event, context):\n    return event\n");
    sandbox.write("live/terragrunt.hcl", ROOT);
    sandbox.write("live/dev/env.hcl", "locals {\n  env = \"dev\"\n  aws_account = \"111111111111\"\n}\n");
    for name in ["one", "two"] {
        sandbox.write(format!("live/dev/{name}/terragrunt.hcl"), UNIT.replace("NAME", name));
    }
    sandbox.write("live/dev/iam/terragrunt.hcl", IAM);
    sandbox.commit();
    sandbox
}

const ROOT: &str = r#"locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals.env
}

retryable_errors         = ["(?s).*timeout.*"]
retry_max_attempts       = 3
retry_sleep_interval_sec = 5

inputs = {
  env = local.env
}
"#;

const UNIT: &str = r#"include {
  path = find_in_parent_folders()
}

locals {
  live = dirname(find_in_parent_folders())
}

dependency "iam" {
  config_path = "../iam"
}

skip = false

inputs = {
  functions = {
    NAME = {
      handler    = "app.h"
      runtime    = "python3.12"
      role       = "arn:aws:iam::111111111111:role/${dependency.iam.inputs.role_name}"
      source_dir = "../../../lambdas/foo"
    }
  }
}
"#;

const IAM: &str = "inputs = {\n  role_name = \"runner-${get_env(\"STAGE\", \"dev\")}\"\n}\n";

fn run(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.tglambda().args(arguments).run()
}

#[test]
fn an_older_estate_reads_with_one_warning_for_each_older_way() {
    assert_snapshot!(run(&older(), &["inspect"]), @r#"
    exit code: 0
    ----- stdout -----
    FUNCTION  ENV  UNIT          RUNTIME     HANDLER  MB  SECONDS  ROLE        VPC  LAYERS  CODE     ACCOUNT       NOT BUILT
    one       dev  live/dev/one  python3.12  app.h    -   -        runner-dev  -    -       unknown  111111111111  -
    two       dev  live/dev/two  python3.12  app.h    -   -        runner-dev  -    -       unknown  111111111111  -

    ----- stderr -----
    warning[deprecated-syntax]: an `include` without a label is deprecated since Terragrunt 0.80.3
     --> live/dev/one/terragrunt.hcl:1:1
      |
    1 | include {
      | ^^^^^^^ no label
      |
      = note: the same in 1 other place; `--verbose` shows them
      = help: write `include "root"`; what it exposes is `include.root` then

    warning[deprecated-syntax]: the inputs of a dependency cannot be read since Terragrunt 0.91.0
      --> live/dev/one/terragrunt.hcl:20:54
       |
    20 |       role       = "arn:aws:iam::111111111111:role/${dependency.iam.inputs.role_name}"
       |                                                      ^^^^^^^^^^^^^^^^^^^^^ only older versions read them
       |
       = note: the same in 1 other place; `--verbose` shows them
       = help: read an output of it: `dependency.<label>.outputs.<name>`

    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> live/terragrunt.hcl:1:1
      |
    1 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`

    warning[deprecated-syntax]: `retryable_errors` is not read since Terragrunt 0.93.0
     --> live/terragrunt.hcl:5:1
      |
    5 | retryable_errors         = ["(?s).*timeout.*"]
      | ^^^^^^^^^^^^^^^^ only older versions read it
      |
      = help: write `errors { retry "name" { retryable_errors, max_attempts, sleep_interval_sec } }`

    warning[deprecated-syntax]: `retry_max_attempts` is not read since Terragrunt 0.93.0
     --> live/terragrunt.hcl:6:1
      |
    6 | retry_max_attempts       = 3
      | ^^^^^^^^^^^^^^^^^^ only older versions read it
      |
      = help: write `errors { retry "name" { retryable_errors, max_attempts, sleep_interval_sec } }`

    warning[deprecated-syntax]: `retry_sleep_interval_sec` is not read since Terragrunt 0.93.0
     --> live/terragrunt.hcl:7:1
      |
    7 | retry_sleep_interval_sec = 5
      | ^^^^^^^^^^^^^^^^^^^^^^^^ only older versions read it
      |
      = help: write `errors { retry "name" { retryable_errors, max_attempts, sleep_interval_sec } }`

    warning[deprecated-syntax]: `skip` is not read since Terragrunt 0.93.0
      --> live/dev/one/terragrunt.hcl:13:1
       |
    13 | skip = false
       | ^^^^ only older versions read it
       |
       = note: the same in 1 other place; `--verbose` shows them
       = help: write `exclude { if = …, actions = ["all"] }`
    7 warnings
    "#);
}

#[test]
fn every_place_is_shown_where_it_is_asked_for() {
    let output = run(&older(), &["inspect", "--verbose"]);
    let count = |title: &str| output.messages().matches(title).count();
    assert_eq!(count("`skip` is not read since Terragrunt 0.93.0"), 2, "{output}");
    assert_eq!(count("an `include` without a label is deprecated since Terragrunt 0.80.3"), 2, "{output}");
    assert_eq!(count("a root configuration called `terragrunt.hcl`"), 1, "{output}");
    assert_eq!(count("`retryable_errors` is not read"), 1, "{output}");
}

#[test]
fn render_refuses_what_the_real_one_refuses() {
    let sandbox = older();
    assert_snapshot!(run(&sandbox, &["render", "--working-dir", "live/dev/one"]), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[unsupported-argument]: the inputs of a dependency cannot be read since Terragrunt 0.91.0
      --> live/dev/one/terragrunt.hcl:20:54
       |
    20 |       role       = "arn:aws:iam::111111111111:role/${dependency.iam.inputs.role_name}"
       |                                                      ^^^^^^^^^^^^^^^^^^^^^ only older versions read them
       |
       = help: read an output of it: `dependency.<label>.outputs.<name>`
    1 error
    "#);
    sandbox.replace("live/dev/one/terragrunt.hcl", "dependency.iam.inputs.role_name", "local.live");
    assert_snapshot!(run(&sandbox, &["render", "--working-dir", "live/dev/one"]), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[unsupported-argument]: `retryable_errors` is not read since Terragrunt 0.93.0
     --> live/terragrunt.hcl:5:1
      |
    5 | retryable_errors         = ["(?s).*timeout.*"]
      | ^^^^^^^^^^^^^^^^ only older versions read it
      |
      = note: while including `live/terragrunt.hcl`
      = help: write `errors { retry "name" { retryable_errors, max_attempts, sleep_interval_sec } }`

    error[unsupported-argument]: `retry_max_attempts` is not read since Terragrunt 0.93.0
     --> live/terragrunt.hcl:6:1
      |
    6 | retry_max_attempts       = 3
      | ^^^^^^^^^^^^^^^^^^ only older versions read it
      |
      = note: while including `live/terragrunt.hcl`
      = help: write `errors { retry "name" { retryable_errors, max_attempts, sleep_interval_sec } }`

    error[unsupported-argument]: `retry_sleep_interval_sec` is not read since Terragrunt 0.93.0
     --> live/terragrunt.hcl:7:1
      |
    7 | retry_sleep_interval_sec = 5
      | ^^^^^^^^^^^^^^^^^^^^^^^^ only older versions read it
      |
      = note: while including `live/terragrunt.hcl`
      = help: write `errors { retry "name" { retryable_errors, max_attempts, sleep_interval_sec } }`

    error[unsupported-argument]: `skip` is not read since Terragrunt 0.93.0
      --> live/dev/one/terragrunt.hcl:13:1
       |
    13 | skip = false
       | ^^^^ only older versions read it
       |
       = help: write `exclude { if = …, actions = ["all"] }`
    4 errors
    "#);
}

#[test]
fn render_takes_what_is_only_deprecated() {
    let sandbox = older();
    sandbox.write("live/dev/new/terragrunt.hcl", "include {\n  path = find_in_parent_folders()\n}\n");
    sandbox.write("live/terragrunt.hcl", "inputs = {\n  a = 1\n}\n");
    let arguments = ["render", "--json", "--working-dir", "live/dev/new"];
    let real = sandbox.terragrunt().args(arguments).run();
    let ours = run(&sandbox, &arguments).success();
    assert_eq!(ours.json(), real.success().last_line_json());
    assert_eq!(ours.stderr(), "");
}

/// The units of an estate, by what `inspect` says of each.
fn units_with_functions(sandbox: &Sandbox) -> Vec<String> {
    let document = run(sandbox, &["inspect", "--format", "json", "--quiet"]).success().json();
    let functions = document["functions"].as_array().expect("a list of functions");
    functions.iter().map(|function| function["unit"].as_str().expect("its unit").to_owned()).collect()
}

#[test]
fn a_root_that_only_some_units_include_is_no_unit() {
    let sandbox = older();
    // A root that would have a function of its own, were it a unit.
    let inputs = UNIT.split_once("inputs").expect("the unit has inputs").1;
    let inputs = inputs.replace("${dependency.iam.inputs.role_name}", "x").replace("NAME", "root");
    sandbox.write("live/terragrunt.hcl", format!("inputs{inputs}"));
    sandbox.replace("live/dev/two/terragrunt.hcl", "include {\n  path = find_in_parent_folders()\n}", "");
    assert_eq!(units_with_functions(&sandbox), ["live/dev/one", "live/dev/two"]);
}

#[test]
fn a_root_that_is_included_by_a_file_that_units_read_is_no_unit() {
    let sandbox = older();
    let inputs = UNIT.split_once("inputs").expect("the unit has inputs").1;
    let inputs = inputs.replace("${dependency.iam.inputs.role_name}", "x").replace("NAME", "root");
    sandbox.write("live/terragrunt.hcl", format!("inputs{inputs}"));
    let include = "include {\n  path = find_in_parent_folders()\n}";
    sandbox.write("live/dev/common.hcl", include);
    for name in ["one", "two"] {
        let unit = format!("live/dev/{name}/terragrunt.hcl");
        sandbox.replace(&unit, include, "");
        sandbox.replace(&unit, "locals {", "locals {\n  common = read_terragrunt_config(\"../common.hcl\")");
    }
    assert_eq!(units_with_functions(&sandbox), ["live/dev/one", "live/dev/two"]);
}
