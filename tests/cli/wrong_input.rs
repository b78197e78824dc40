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
    assert_snapshot!(messages(&inspect(&sandbox)), @"
    exit code: 1
    error[syntax-error]: `inputs` has no value
      --> infra/live/dev/sync-clock/terragrunt.hcl:46:9
       |
    46 | inputs = 
       |         ^ a value is expected here
    1 error
    ");
}

#[test]
fn unknown_local() {
    let sandbox = estate();
    sandbox.write(
        "infra/live/dev/odd/terragrunt.hcl",
        "locals {\n  account = 1\n}\n\ninputs = {\n  a = local.acount\n  b = try(local.nothing, 2)\n}\n",
    );
    assert_snapshot!(messages(&inspect(&sandbox)), @"
    exit code: 1
    error[missing-attribute]: there is no local `acount`
     --> infra/live/dev/odd/terragrunt.hcl:6:13
      |
    6 |   a = local.acount
      |             ^^^^^^ not in the `locals` block of this file
      |
      = help: did you mean `local.account`?
    1 error
    ");
}

#[test]
fn a_renamed_local_is_told_once_for_each_place_that_misses_it() {
    let sandbox = estate();
    sandbox.replace("infra/live/dev/env.hcl", "aws_account ", "aws_acount ");
    assert_snapshot!(messages(&inspect(&sandbox)), @r#"
    exit code: 1
    error[missing-attribute]: there is no attribute `aws_account`
     --> infra/live/terragrunt.hcl:7:32
      |
    7 |   aws_account = local.env_vars.aws_account
      |                                ^^^^^^^^^^^ not found
      |
      = note: while including `root`
      = help: did you mean `aws_acount`?

    error[missing-attribute]: there is no attribute `aws_account`
      --> infra/live/dev/iam/terragrunt.hcl:13:76
       |
    13 |   tables = "arn:aws:dynamodb:${local.env_vars.aws_region}:${local.env_vars.aws_account}:table"
       |                                                                            ^^^^^^^^^^^ not found
       |
       = help: did you mean `aws_acount`?

    error[missing-attribute]: there is no attribute `aws_account`
      --> infra/live/dev/internal-router/terragrunt.hcl:17:50
       |
    17 |   role_arn      = "arn:aws:iam::${local.env_vars.aws_account}:role/internal-router-${local.env_vars.env}-role"
       |                                                  ^^^^^^^^^^^ not found
       |
       = help: did you mean `aws_acount`?

    error[missing-attribute]: there is no attribute `aws_account`
      --> infra/live/dev/lambda/terragrunt.hcl:17:39
       |
    17 |   aws_account = local.env_vars.locals.aws_account
       |                                       ^^^^^^^^^^^ not found
       |
       = help: did you mean `aws_acount`?

    error[missing-attribute]: there is no attribute `aws_account`
      --> infra/live/_envcommon/presigned-url-s3-upload.hcl:18:50
       |
    18 |   role_arn      = "arn:aws:iam::${local.env_vars.aws_account}:role/${local.name}-${local.env}-role"
       |                                                  ^^^^^^^^^^^ not found
       |
       = note: while including `envcommon`
       = help: did you mean `aws_acount`?

    error[missing-attribute]: there is no attribute `aws_account`
      --> infra/live/dev/sync-clock/terragrunt.hcl:28:53
       |
    28 |       "sync-clock" = "arn:aws:iam::${local.env_vars.aws_account}:role/mock"
       |                                                     ^^^^^^^^^^^ not found
       |
       = help: did you mean `aws_acount`?

    error[missing-attribute]: there is no attribute `aws_account`
      --> infra/live/dev/sync-clock/terragrunt.hcl:40:93
       |
    40 |       "tracing-py312-arm64" = "arn:aws:lambda:${local.env_vars.aws_region}:${local.env_vars.aws_account}:layer:mock:1"
       |                                                                                             ^^^^^^^^^^^ not found
       |
       = help: did you mean `aws_acount`?
    7 errors
    "#);
}

#[test]
fn include_cycle() {
    let sandbox = estate();
    sandbox.write(
        "infra/live/dev/loop/terragrunt.hcl",
        "include \"self\" {\n  path = \"./terragrunt.hcl\"\n}\n",
    );
    assert_snapshot!(messages(&inspect(&sandbox)), @r#"
    exit code: 1
    error[include-cycle]: `infra/live/dev/loop/terragrunt.hcl` includes itself
     --> infra/live/dev/loop/terragrunt.hcl:2:10
      |
    2 |   path = "./terragrunt.hcl"
      |          ^^^^^^^^^^^^^^^^^^ this file is being evaluated already
      |
      = help: include a file in a folder above, under another name such as `root.hcl`
    1 error
    "#);
}

#[test]
fn files_that_read_each_other() {
    let sandbox = estate();
    let reads = |other: &str| format!("locals {{\n  other = read_terragrunt_config(\"{other}\")\n}}\n");
    sandbox.write("infra/live/dev/loop/terragrunt.hcl", reads("a.hcl"));
    sandbox.write("infra/live/dev/loop/a.hcl", reads("b.hcl"));
    sandbox.write("infra/live/dev/loop/b.hcl", reads("a.hcl"));
    assert_snapshot!(messages(&inspect(&sandbox)), @r#"
    exit code: 1
    error[include-cycle]: `infra/live/dev/loop/a.hcl` reads itself
     --> infra/live/dev/loop/b.hcl:2:34
      |
    2 |   other = read_terragrunt_config("a.hcl")
      |                                  ^^^^^^^
      |
      = note: while reading `infra/live/dev/loop/b.hcl`
      = note: while reading `infra/live/dev/loop/a.hcl`
      = help: the way here is `infra/live/dev/loop/terragrunt.hcl` → `infra/live/dev/loop/a.hcl` → `infra/live/dev/loop/b.hcl`: move what both files need into a third one
    1 error
    "#);
}

#[test]
fn locals_that_need_each_other() {
    let sandbox = estate();
    sandbox
        .write("infra/live/dev/loop/terragrunt.hcl", "locals {\n  a = local.b\n  b = \"x-${local.a}\"\n}\n");
    assert_snapshot!(messages(&inspect(&sandbox)), @r#"
    exit code: 1
    error[evaluation-cycle]: the locals `b` and `a` need each other
     --> infra/live/dev/loop/terragrunt.hcl:3:18
      |
    2 |   a = local.b
      |   - needed first
    3 |   b = "x-${local.a}"
      |                  ^ this reference closes the circle
      |
      = help: take one of the references out of the circle
    1 error
    "#);
}

#[test]
fn missing_env_file() {
    let sandbox = estate();
    std::fs::remove_file(sandbox.path("infra/live/dev/env.hcl")).unwrap();
    let output = sandbox.tglambda().args(["render", "--working-dir", "infra/live/dev/network"]).run();
    assert_snapshot!(messages(&output), @r#"
    exit code: 1
    error[file-not-found]: no folder above `infra/live/dev/network` has `env.hcl`
     --> infra/live/terragrunt.hcl:4:37
      |
    4 |   env_vars = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals
      |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: while including `root`
      = help: create `env.hcl` in `infra/live/dev` or above, or give `find_in_parent_folders` a fallback as second argument
    1 error
    "#);
}

#[test]
fn unknown_builtin() {
    let sandbox = estate();
    sandbox.write(
        "infra/live/dev/odd/terragrunt.hcl",
        "inputs = {\n  a = error(\"x\")\n  b = joim(\"-\", [])\n}\n",
    );
    assert_snapshot!(messages(&inspect(&sandbox)), @r#"
    exit code: 1
    error[unknown-builtin]: there is no builtin `error`
     --> infra/live/dev/odd/terragrunt.hcl:2:7
      |
    2 |   a = error("x")
      |       ^^^^^ not known to Terragrunt or Terraform 0.15.3, whose builtins Terragrunt has

    error[unknown-builtin]: there is no builtin `joim`
     --> infra/live/dev/odd/terragrunt.hcl:3:7
      |
    3 |   b = joim("-", [])
      |       ^^^^ not known to Terragrunt or Terraform 0.15.3, whose builtins Terragrunt has
      |
      = help: did you mean `join`?
    2 errors
    "#);
}

#[test]
fn unknown_environment() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "staging2"]).run(), @"
    exit code: 3
    ----- stdout -----

    ----- stderr -----
    error: there is no environment `staging2`
    help: the units are in `dev`, `prod`, `staging`
    ");
    sandbox.write("tglambda.toml", "[environments]\nallowed = [\"dev\", \"staging\", \"demo\"]\n");
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "demo"]).run(), @"
    exit code: 3
    ----- stdout -----

    ----- stderr -----
    error: there is no environment `demo`
    help: the units are in `dev`, `prod`, `staging`
    ");
}

#[test]
fn unknown_function() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "dev", "sync-clok"]).run(), @"
    exit code: 3
    ----- stdout -----

    ----- stderr -----
    error: no function is called `sync-clok`, did you mean `sync-clock`?
    help: `tglambda inspect` lists the functions; a name is a key, a deployed name, a folder or an id
    ");
}

#[test]
fn excluded_function() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "dev", "internal-router"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[function-excluded]: `internal-router` is excluded
       --> lambda-deploy-config.json:206:26
        |
    206 |   "excluded_functions": ["internal-router", "api-router-dev"],
        |                          ^^^^^^^^^^^^^^^^^ excluded here
        |
        = help: remove it from `excluded_functions` to build it
    1 error
    "#);
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "dev", "api-router-dev"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[function-excluded]: `api-router-dev` is excluded
       --> lambda-deploy-config.json:206:45
        |
    206 |   "excluded_functions": ["internal-router", "api-router-dev"],
        |                                             ^^^^^^^^^^^^^^^^ excluded here
        |
        = help: remove it from `excluded_functions` to build it
    1 error
    "#);
}

#[test]
fn settings_with_a_key_that_does_not_exist() {
    let sandbox = estate();
    sandbox.write("tglambda.toml", "[environments]\nalowed = [\"dev\"]\n");
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error: `[ROOT]/tglambda.toml` cannot be understood
    TOML parse error at line 2, column 1
      |
    2 | alowed = ["dev"]
      | ^^^^^^
    unknown field `alowed`, expected `allowed` or `map`
    "#);
}

#[test]
fn handler_file_missing() {
    let sandbox = estate();
    sandbox.replace(LAMBDA_UNIT, "\"runner.main\"", "\"ruuner.main\"");
    let output =
        sandbox.tglambda().installing_packages().args(["build", "--env", "dev", "lambda-test-runner"]).run();
    assert_snapshot!(messages(&output), @r#"
    exit code: 1
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`

    error[handler-missing]: handler `ruuner.main` is not in the package: no `ruuner.py`
       --> infra/live/dev/lambda/terragrunt.hcl:108:23
        |
    108 |       handler       = "ruuner.main"
        |                       ^^^^^^^^^^^^^ the module is looked for in the function's folder, then in its `src`
        |
        = note: the function's folder is `[ROOT]/infra/lambda-functions/lambda-test-runner`
        = help: did you mean `runner.main`?
    1 error, 1 warning
    "#);
    sandbox.replace(LAMBDA_UNIT, "\"ruuner.main\"", "\"runner.mian\"");
    let output =
        sandbox.tglambda().installing_packages().args(["build", "--env", "dev", "lambda-test-runner"]).run();
    assert_snapshot!(messages(&output), @r#"
    exit code: 1
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`

    error[handler-missing]: handler `runner.mian` is not in the package: `runner.py` defines no `mian`
       --> infra/live/dev/lambda/terragrunt.hcl:108:23
        |
    108 |       handler       = "runner.mian"
        |                       ^^^^^^^^^^^^^ `mian` is looked for here
        |
        = note: Lambda would fail at the first call of `lambda-test-runner`
        = help: did you mean `runner.main`?
    1 error, 1 warning
    "#);
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
    assert_snapshot!(messages(&output), @r#"
    exit code: 1
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`

    error[dependencies-failed]: requirement `tglambda-no-such-distribution` of `lambda-test-runner` does not exist in the package index
     --> infra/lambda-functions/lambda-test-runner/requirements.txt:1:1
      |
    1 | tglambda-no-such-distribution==1.0
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ required here
      |
      = note: the target is python3.9 on x86_64 (Amazon Linux 2, glibc 2.26)
      = note: uv: error: No solution found when resolving dependencies
      = note: uv: cause: Because tglambda-no-such-distribution was not found in the package registry and you require tglambda-no-such-distribution==1.0, we can conclude that your requirements are unsatisfiable.
      = help: correct its name, or name the index that has it by `UV_INDEX`
    1 error, 1 warning
    "#);
}

#[test]
fn requirement_with_source_distributions_only() {
    let sandbox = estate();
    sandbox.write("infra/lambda-functions/lambda-test-runner/requirements.txt", "docopt==0.6.2\n");
    let output =
        sandbox.tglambda().installing_packages().args(["build", "--env", "dev", "lambda-test-runner"]).run();
    assert_snapshot!(messages(&output), @r#"
    exit code: 1
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`

    error[dependencies-failed]: requirement `docopt==0.6.2` of `lambda-test-runner` has no wheel: it is published as source only
     --> infra/lambda-functions/lambda-test-runner/requirements.txt:1:1
      |
    1 | docopt==0.6.2
      | ^^^^^^^^^^^^^ required here
      |
      = note: only wheels are installed, so that no code of a requirement runs on this machine
      = note: the target is python3.9 on x86_64 (Amazon Linux 2, glibc 2.26)
      = note: uv: error: No solution found when resolving dependencies
      = note: uv: cause: Because docopt==0.6.2 has no usable wheels and you require docopt==0.6.2, we can conclude that your requirements are unsatisfiable.
      = help: pin a version or a fork that publishes wheels, or build a wheel of it and name that in the requirements
    1 error, 1 warning
    "#);
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
    assert_snapshot!(messages(&output), @r#"
    exit code: 0
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`

    warning[foreign-path]: `/builds/someone/platform/infra/lambda-functions/sync-clock` is another machine's path
      --> infra/live/dev/sync-clock/terragrunt.hcl:57:16
       |
    57 |   source_dir = "/builds/someone/platform/infra/lambda-functions/sync-clock"
       |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ does not exist here
       |
       = note: its end was found below the root: `infra/lambda-functions/sync-clock`
       = help: write the path relative to the repository, with `get_repo_root()` for example
    2 warnings
    "#);
}

#[test]
fn several_problems_are_told_in_one_run() {
    let sandbox = estate();
    sandbox.write("infra/live/dev/odd/terragrunt.hcl", "inputs = {\n  a = local.nothing\n}\n");
    sandbox.write("infra/live/staging/odd/terragrunt.hcl", "skipp = true\n");
    let output = sandbox.tglambda().args(["inspect", "--quiet"]).run();
    assert_snapshot!(messages(&output), @"
    exit code: 1
    error[missing-attribute]: there is no local `nothing`
     --> infra/live/dev/odd/terragrunt.hcl:2:13
      |
    2 |   a = local.nothing
      |             ^^^^^^^ not in the `locals` block of this file

    error[unsupported-argument]: a configuration takes no attribute `skipp`
     --> infra/live/staging/odd/terragrunt.hcl:1:1
      |
    1 | skipp = true
      | ^^^^^ not known to Terragrunt
    2 errors
    ");
}
