//! `inspect`: what the estate's configuration says of its functions.

use insta::assert_snapshot;

use crate::estates::estate;

#[test]
fn dev_lists_its_functions_and_the_one_that_is_not_built() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["inspect", "--env", "dev"]).run(), @r#"
    exit code: 0
    ----- stdout -----
    FUNCTION                       ENV  UNIT                                    RUNTIME     HANDLER                                 MB    SECONDS  ROLE                                    VPC      LAYERS  CODE       ACCOUNT       NOT BUILT
    internal-router                dev  infra/live/dev/internal-router          nodejs20.x  index.handler                           128   5        internal-router-dev-role                -        0       terraform  111111111111  excluded
    api-docs-generator             dev  infra/live/dev/lambda                   python3.11  app.handler                             512   30       api-docs-generator-dev-role             -        0       terraform  111111111111  -
    generate-presigned-url         dev  infra/live/dev/lambda                   python3.9   lambda_function.lambda_handler          128   10       generate-presigned-url-dev-role         -        0       terraform  111111111111  -
    insert-ppu-data                dev  infra/live/dev/lambda                   python3.9   insert_ppu_data.handler.lambda_handler  1024  6        insert-ppu-data-dev-role                yes      1       terraform  111111111111  -
    lambda-test-runner             dev  infra/live/dev/lambda                   python3.9   runner.main                             1024  300      lambda-test-runner-dev-role             yes      0       terraform  111111111111  -
    software-event-update-handler  dev  infra/live/dev/lambda                   python3.9   handler.handle                          128   10       software-event-update-handler-dev-role  -        0       terraform  111111111111  -
    presigned-url-s3-upload        dev  infra/live/dev/presigned-url-s3-upload  python3.9   handler.lambda_handler                  128   10       presigned-url-s3-upload-dev-role        -        0       terraform  111111111111  -
    sync-clock                     dev  infra/live/dev/sync-clock               python3.12  sync_clock.handler                      128   3        unknown                                 unknown  1       terraform  111111111111  -

    unknown until an apply, 4 settings:
      output `layer_arns.tracing-py312-arm64` of unit `infra/live/dev/lambda` (has a mock)
        layers: sync-clock
      output `private_subnet_ids` of unit `infra/live/dev/network`
        vpc_config.security_group_ids: sync-clock
        vpc_config.subnet_ids: sync-clock
      output `role_arns.sync-clock` of unit `infra/live/dev/iam` (has a mock)
        role: sync-clock

    ----- stderr -----
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`
    1 warning
    "#);
}

#[test]
fn production_may_be_read() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["inspect", "--env", "prod"]).run(), @r#"
    exit code: 0
    ----- stdout -----
    FUNCTION                 ENV   UNIT                    RUNTIME     HANDLER                                 MB    SECONDS  ROLE                          VPC  LAYERS  CODE       ACCOUNT       NOT BUILT
    api-docs-generator-prod  prod  infra/live/prod/lambda  python3.11  app.handler                             512   30       api-docs-generator-prod-role  -    0       terraform  333333333333  -
    insert-ppu-data-prod     prod  infra/live/prod/lambda  python3.9   insert_ppu_data.handler.lambda_handler  1024  6        insert-ppu-data-prod-role     yes  1       terraform  333333333333  -

    ----- stderr -----
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`
    1 warning
    "#);
}

#[test]
fn without_an_environment_all_are_listed() {
    let sandbox = estate();
    let listed = sandbox.tglambda().args(["inspect", "--format", "json"]).run().success().json();
    let mut environments: Vec<&str> =
        listed["functions"].as_array().unwrap().iter().filter_map(|f| f["environment"].as_str()).collect();
    environments.dedup();
    assert_eq!(environments, ["dev", "prod", "staging"]);
}

#[test]
fn json_tells_known_from_unknown_and_where_each_was_written() {
    let sandbox = estate();
    let run = sandbox.tglambda().args(["inspect", "--env", "dev", "sync-clock", "--format", "json"]).run();
    let document = run.success().json();
    assert_eq!(document["version"], 3);
    let function = &document["functions"][0];
    assert_eq!(function["resource"], "aws_lambda_function.this");
    let fields = &function["fields"];
    for field in ["handler", "role", "dead_letter_config.target_arn", "memory_size"] {
        assert!(fields[field].is_object(), "{field}");
    }
    assert_snapshot!(serde_json::to_string_pretty(&fields["handler"]).unwrap(), @r#"
    {
      "chain": [
        {
          "column": 19,
          "file": "infra/modules/lambda-function/main.tf",
          "line": 9,
          "text": "var.handler"
        },
        {
          "column": 19,
          "file": "infra/live/dev/sync-clock/terragrunt.hcl",
          "line": 52,
          "text": "\"sync_clock.handler\""
        }
      ],
      "origin": {
        "column": 19,
        "file": "infra/live/dev/sync-clock/terragrunt.hcl",
        "line": 52
      },
      "owner": {
        "because": "declared",
        "place": {
          "column": 19,
          "file": "infra/modules/lambda-function/main.tf",
          "line": 9
        },
        "who": "terraform"
      },
      "state": "known",
      "value": "sync_clock.handler"
    }
    "#);
    assert_snapshot!(serde_json::to_string_pretty(&fields["role"]).unwrap(), @r#"
    {
      "chain": [
        {
          "column": 19,
          "file": "infra/modules/lambda-function/main.tf",
          "line": 6,
          "text": "var.role_arn"
        },
        {
          "column": 19,
          "file": "infra/live/dev/sync-clock/terragrunt.hcl",
          "line": 50,
          "text": "dependency.iam.outputs.role_arns[\"sync-clock\"]"
        },
        {
          "column": 1,
          "file": "infra/live/dev/sync-clock/terragrunt.hcl",
          "line": 23,
          "text": "dependency \"iam\" {…"
        }
      ],
      "mock": "arn:aws:iam::111111111111:role/mock",
      "origin": {
        "column": 1,
        "file": "infra/live/dev/sync-clock/terragrunt.hcl",
        "line": 23
      },
      "owner": {
        "because": "declared",
        "place": {
          "column": 19,
          "file": "infra/modules/lambda-function/main.tf",
          "line": 6
        },
        "who": "terraform"
      },
      "reason": "output `role_arns.sync-clock` of unit `infra/live/dev/iam`",
      "state": "unknown"
    }
    "#);
    assert_snapshot!(serde_json::to_string_pretty(&fields["dead_letter_config.target_arn"]).unwrap(), @r#"
    {
      "owner": {
        "because": "not_declared",
        "place": null,
        "who": "tglambda"
      },
      "state": "absent"
    }
    "#);
    assert_snapshot!(serde_json::to_string_pretty(&function["told"]).unwrap(), @r#"
    {
      "account": {
        "how": "named",
        "origin": {
          "column": 18,
          "file": "infra/live/dev/env.hcl",
          "line": 3
        },
        "value": "111111111111"
      },
      "name": {
        "how": "named",
        "origin": {
          "column": 18,
          "file": "infra/live/dev/env.hcl",
          "line": 2
        },
        "value": "dev"
      },
      "region": {
        "how": "named",
        "origin": {
          "column": 18,
          "file": "infra/live/dev/env.hcl",
          "line": 4
        },
        "value": "us-east-2"
      }
    }
    "#);
    assert_snapshot!(serde_json::to_string_pretty(&document["summary"]).unwrap(), @r#"
    {
      "fields": {
        "absent": 27,
        "known": 12,
        "sensitive": 0,
        "unknown": 4
      },
      "functions": 1,
      "unknown": [
        {
          "fields": 2,
          "reason": "output `private_subnet_ids` of unit `infra/live/dev/network`"
        },
        {
          "fields": 1,
          "reason": "output `layer_arns.tracing-py312-arm64` of unit `infra/live/dev/lambda`"
        },
        {
          "fields": 1,
          "reason": "output `role_arns.sync-clock` of unit `infra/live/dev/iam`"
        }
      ]
    }
    "#);
}

#[test]
fn a_setting_is_explained_from_the_module_to_the_line_that_writes_it() {
    let sandbox = estate();
    let explain = |settings: &[&str]| {
        let settings = settings.iter().flat_map(|setting| ["--explain", setting]);
        sandbox.tglambda().args(["inspect", "--env", "dev", "-q"]).args(settings).run()
    };
    assert_snapshot!(explain(&["sync-clock.handler", "insert-ppu-data.memory_size", "sync-clock.role"]), @r#"
    exit code: 0
    ----- stdout -----
    sync-clock.handler  (dev/infra/live/dev/sync-clock/sync-clock, aws_lambda_function.this)
      "sync_clock.handler"
      1. infra/modules/lambda-function/main.tf:9:19  what the function's resource says
         9 |   handler       = var.handler
           |                   ^^^^^^^^^^^
      2. infra/live/dev/sync-clock/terragrunt.hcl:52:19  written here
         52 |   handler       = "sync_clock.handler"
            |                   ^^^^^^^^^^^^^^^^^^^^
      owner: Terraform, the module declares it (infra/modules/lambda-function/main.tf:9:19); apply unit `infra/live/dev/sync-clock` to change it

    insert-ppu-data.memory_size  (dev/infra/live/dev/lambda/insert-ppu-data, aws_lambda_function.this["insert-ppu-data"])
      1024
      1. infra/modules/lambda/main.tf:12:19  what the function's resource says
         12 |   memory_size   = each.value.memory_size
            |                   ^^^^^^^^^^^^^^^^^^^^^^
      2. infra/live/dev/lambda/terragrunt.hcl:79:23  written here
         79 |       memory_size   = 1024
            |                       ^^^^
      owner: Terraform, the module declares it (infra/modules/lambda/main.tf:12:19); apply unit `infra/live/dev/lambda` to change it

    sync-clock.role  (dev/infra/live/dev/sync-clock/sync-clock, aws_lambda_function.this)
      not known: output `role_arns.sync-clock` of unit `infra/live/dev/iam`, which has a mock
      1. infra/modules/lambda-function/main.tf:6:19  what the function's resource says
         6 |   role          = var.role_arn
           |                   ^^^^^^^^^^^^
      2. infra/live/dev/sync-clock/terragrunt.hcl:50:19  through
         50 |   role_arn      = dependency.iam.outputs.role_arns["sync-clock"]
            |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      3. infra/live/dev/sync-clock/terragrunt.hcl:23:1  written here
         23 | dependency "iam" {
            | ^^^^^^^^^^^^^^^^^^
      owner: Terraform, the module declares it (infra/modules/lambda-function/main.tf:6:19); apply unit `infra/live/dev/sync-clock` to change it


    ----- stderr -----
    "#);
    assert_snapshot!(explain(&["sync-clock.code", "sync-clock.dead_letter_config.target_arn"]), @"
    exit code: 0
    ----- stdout -----
    sync-clock.code  (dev/infra/live/dev/sync-clock/sync-clock, aws_lambda_function.this)
      owner: Terraform, the module declares it (infra/modules/lambda-function/main.tf:18:22); apply unit `infra/live/dev/sync-clock` to change it

    sync-clock.dead_letter_config.target_arn  (dev/infra/live/dev/sync-clock/sync-clock, aws_lambda_function.this)
      not set
      owner: tglambda, the module does not declare it


    ----- stderr -----
    ");
    assert_snapshot!(explain(&["sync-clock.handlr"]), @"
    exit code: 3
    ----- stdout -----

    ----- stderr -----
    error: a function has no setting `handlr`
    help: did you mean `handler`?
    ");
    assert_snapshot!(explain(&["nothing.handler"]), @"
    exit code: 3
    ----- stdout -----

    ----- stderr -----
    error: no function is called `nothing`
    help: `tglambda inspect` lists the functions; a name is a key, a deployed name, a folder or an id
    ");
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
        "include.envcommon.locals.name",
        "\"sync-clock\"",
    );
    assert_snapshot!(sandbox.tglambda().args(["inspect", "--env", "dev", "sync-clock"]).run(), @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error: `sync-clock` is several functions: dev/infra/live/dev/presigned-url-s3-upload/sync-clock, dev/infra/live/dev/sync-clock/sync-clock; give the id of one
    help: `tglambda inspect` lists the functions; a name is a key, a deployed name, a folder or an id
    ");
}
