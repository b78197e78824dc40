//! `inspect`: what the estate's configuration says of its functions.

use insta::assert_snapshot;

use crate::estates::estate;

#[test]
fn dev_lists_its_functions_and_the_one_that_is_not_built() {
    let sandbox = estate();
    assert_snapshot!(sandbox.tglambda().args(["inspect", "--env", "dev"]).run(), @r#"
    exit code: 0
    ----- stdout -----
    FUNCTION                       ENV  UNIT                                    RUNTIME     HANDLER                                 MB    SECONDS  ROLE                                    VPC      LAYERS  ACCOUNT       NOT BUILT
    internal-router                dev  infra/live/dev/internal-router          nodejs20.x  index.handler                           128   5        internal-router-dev-role                -        0       111111111111  excluded
    api-docs-generator             dev  infra/live/dev/lambda                   python3.11  app.handler                             512   30       api-docs-generator-dev-role             -        0       111111111111  -
    generate-presigned-url         dev  infra/live/dev/lambda                   python3.9   lambda_function.lambda_handler          128   10       generate-presigned-url-dev-role         -        0       111111111111  -
    insert-ppu-data                dev  infra/live/dev/lambda                   python3.9   insert_ppu_data.handler.lambda_handler  1024  6        insert-ppu-data-dev-role                yes      1       111111111111  -
    lambda-test-runner             dev  infra/live/dev/lambda                   python3.9   runner.main                             1024  300      lambda-test-runner-dev-role             yes      0       111111111111  -
    software-event-update-handler  dev  infra/live/dev/lambda                   python3.9   handler.handle                          128   10       software-event-update-handler-dev-role  -        0       111111111111  -
    presigned-url-s3-upload        dev  infra/live/dev/presigned-url-s3-upload  python3.9   handler.lambda_handler                  128   10       presigned-url-s3-upload-dev-role        -        0       111111111111  -
    sync-clock                     dev  infra/live/dev/sync-clock               python3.12  sync_clock.handler                      128   3        unknown                                 unknown  1       111111111111  -

    unknown until an apply:
      sync-clock role: output `role_arns.sync-clock` of unit `infra/live/dev/iam` (has a mock)
      sync-clock layers: output `layer_arns.tracing-py312-arm64` of unit `infra/live/dev/lambda` (has a mock)
      sync-clock vpc_config.subnet_ids: output `private_subnet_ids` of unit `infra/live/dev/network`
      sync-clock vpc_config.security_group_ids: output `private_subnet_ids` of unit `infra/live/dev/network`

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
    FUNCTION                 ENV   UNIT                    RUNTIME     HANDLER                                 MB    SECONDS  ROLE                          VPC  LAYERS  ACCOUNT       NOT BUILT
    api-docs-generator-prod  prod  infra/live/prod/lambda  python3.11  app.handler                             512   30       api-docs-generator-prod-role  -    0       333333333333  -
    insert-ppu-data-prod     prod  infra/live/prod/lambda  python3.9   insert_ppu_data.handler.lambda_handler  1024  6        insert-ppu-data-prod-role     yes  1       333333333333  -

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
    let output = sandbox.tglambda().args(["inspect", "--env", "dev", "sync-clock", "--format", "json"]).run();
    assert_snapshot!(output, @r#"
    exit code: 0
    ----- stdout -----
    {
      "version": 2,
      "functions": [
        {
          "id": "dev/infra/live/dev/sync-clock/sync-clock",
          "name": "sync-clock",
          "environment": "dev",
          "unit": "infra/live/dev/sync-clock",
          "key": "sync-clock",
          "account": "111111111111",
          "not_built": null,
          "fields": {
            "architectures": {
              "state": "known",
              "value": [
                "arm64"
              ],
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:55:19"
            },
            "code_signing_config_arn": {
              "state": "absent"
            },
            "dead_letter_config.target_arn": {
              "state": "absent"
            },
            "description": {
              "state": "known",
              "value": "Tells devices how far their clock is off",
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:48:19"
            },
            "environment.variables": {
              "state": "known",
              "value": {
                "FLEET_TIME_ZONE": "America/New_York",
                "LOG_LEVEL": "INFO",
                "MAX_DRIFT_MILLISECONDS": "250"
              },
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:62:27"
            },
            "ephemeral_storage.size": {
              "state": "absent"
            },
            "file_system_config.arn": {
              "state": "absent"
            },
            "file_system_config.local_mount_path": {
              "state": "absent"
            },
            "filename": {
              "state": "known",
              "value": "./placeholder.zip",
              "written": "infra/modules/lambda-function/main.tf:17:98"
            },
            "function_name": {
              "state": "known",
              "value": "sync-clock",
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:47:19"
            },
            "handler": {
              "state": "known",
              "value": "sync_clock.handler",
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:52:19"
            },
            "image_config.command": {
              "state": "absent"
            },
            "image_config.entry_point": {
              "state": "absent"
            },
            "image_config.working_directory": {
              "state": "absent"
            },
            "image_uri": {
              "state": "absent"
            },
            "kms_key_arn": {
              "state": "absent"
            },
            "layers": {
              "mock": true,
              "reason": "output `layer_arns.tracing-py312-arm64` of unit `infra/live/dev/lambda`",
              "state": "unknown",
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:56:19"
            },
            "logging_config.application_log_level": {
              "state": "absent"
            },
            "logging_config.log_format": {
              "state": "absent"
            },
            "logging_config.log_group": {
              "state": "absent"
            },
            "logging_config.system_log_level": {
              "state": "absent"
            },
            "memory_size": {
              "state": "known",
              "value": 128,
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:53:19"
            },
            "package_type": {
              "state": "absent"
            },
            "publish": {
              "state": "absent"
            },
            "region": {
              "state": "known",
              "value": "us-east-2",
              "written": "generated/provider.tf:2:25"
            },
            "replace_security_groups_on_destroy": {
              "state": "absent"
            },
            "replacement_security_group_ids": {
              "state": "absent"
            },
            "reserved_concurrent_executions": {
              "state": "absent"
            },
            "role": {
              "mock": true,
              "reason": "output `role_arns.sync-clock` of unit `infra/live/dev/iam`",
              "state": "unknown",
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:23:1"
            },
            "runtime": {
              "state": "known",
              "value": "python3.12",
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:51:19"
            },
            "s3_bucket": {
              "state": "absent"
            },
            "s3_key": {
              "state": "absent"
            },
            "s3_object_version": {
              "state": "absent"
            },
            "skip_destroy": {
              "state": "absent"
            },
            "snap_start.apply_on": {
              "state": "absent"
            },
            "source_code_hash": {
              "state": "absent"
            },
            "tags": {
              "state": "known",
              "value": {
                "Environment": "dev",
                "Owner": "device-cloud",
                "Project": "device-platform"
              },
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:68:10"
            },
            "tags_all": {
              "state": "known",
              "value": {
                "Company": "example",
                "Environment": "dev",
                "ManagedBy": "terragrunt",
                "Owner": "device-cloud",
                "Project": "device-platform",
                "Unit": "dev/network"
              },
              "written": "infra/modules/lambda-function/main.tf:37:10"
            },
            "timeout": {
              "state": "known",
              "value": 3,
              "written": "infra/live/dev/sync-clock/terragrunt.hcl:54:19"
            },
            "tracing_config.mode": {
              "state": "absent"
            },
            "vpc_config.ipv6_allowed_for_dual_stack": {
              "state": "absent"
            },
            "vpc_config.security_group_ids": {
              "reason": "output `private_subnet_ids` of unit `infra/live/dev/network`",
              "state": "unknown",
              "written": "infra/modules/lambda-function/main.tf:21:16"
            },
            "vpc_config.subnet_ids": {
              "reason": "output `private_subnet_ids` of unit `infra/live/dev/network`",
              "state": "unknown",
              "written": "infra/modules/lambda-function/main.tf:21:16"
            }
          }
        }
      ],
      "diagnostics": {
        "version": 1,
        "diagnostics": [
          {
            "code": "deprecated-syntax",
            "severity": "warning",
            "title": "a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0",
            "label": "units include this file",
            "location": {
              "file": "infra/live/terragrunt.hcl",
              "line": 3,
              "column": 1,
              "end_line": 3,
              "end_column": 7
            },
            "related": [],
            "notes": [],
            "hints": [
              "rename it to `root.hcl` and find it with `find_in_parent_folders(\"root.hcl\")`"
            ]
          }
        ],
        "summary": {
          "errors": 0,
          "warnings": 1,
          "notes": 0
        }
      }
    }

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
