//! The double of the AWS provider plans and applies a Lambda module as the real one does.

use std::path::Path;

use serde_json::Value;

use crate::support::{Sandbox, Toolchain};

/// The smallest zip: an end record. Its comment makes it another one.
const EMPTY_ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
const OTHER_ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0!";

const MODULE: &str = r#"
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region              = "us-east-2"
  allowed_account_ids = ["111111111111"]
  default_tags {
    tags = { estate = "sample" }
  }
}

variable "filename" { default = "one.zip" }
variable "source_code_hash" { default = null }
variable "memory_size" { default = null }
variable "publish" { default = false }

resource "aws_lambda_function" "this" {
  for_each         = { clock = { subnets = ["subnet-1"] } }
  function_name    = each.key
  role             = "arn:aws:iam::111111111111:role/lambda"
  handler          = "app.handler"
  runtime          = "python3.12"
  filename         = var.filename
  source_code_hash = var.source_code_hash
  memory_size      = var.memory_size
  timeout          = "30"
  publish          = var.publish
  tags             = { team = "time" }

  environment {
    variables = { LEVEL = "info" }
  }

  dynamic "vpc_config" {
    for_each = [each.value.subnets]
    content {
      subnet_ids         = vpc_config.value
      security_group_ids = ["sg-1"]
    }
  }
}
"#;

/// A module with its zip, initialised, and the binary that works on it.
struct Module<'a> {
    sandbox: Sandbox,
    binary: &'a Path,
}

impl<'a> Module<'a> {
    fn new(binary: &'a Path) -> Self {
        let sandbox = Sandbox::new();
        sandbox.write("main.tf", MODULE);
        sandbox.write("one.zip", EMPTY_ZIP);
        let module = Self { sandbox, binary };
        module.tool(&["init", "-input=false"]).success();
        module
    }

    fn tool(&self, arguments: &[&str]) -> crate::support::Output {
        self.sandbox.tool(self.binary).with_provider().args(arguments).run()
    }

    /// Plans with these variables and answers the planned change of the one function.
    fn plan(&self, variables: &[&str]) -> Value {
        let mut arguments = vec!["plan", "-input=false", "-out=saved.plan"];
        arguments.extend(variables.iter().flat_map(|variable| ["-var", variable]));
        self.tool(&arguments).success();
        let plan = self.tool(&["show", "-json", "saved.plan"]).success().json();
        plan["resource_changes"][0]["change"].clone()
    }

    fn apply(&self) -> crate::support::Output {
        self.tool(&["apply", "-input=false", "saved.plan"])
    }
}

/// The attributes that a plan leaves to the apply.
fn unknown(change: &Value) -> Vec<&str> {
    let unknown = change["after_unknown"].as_object().expect("a change");
    unknown.iter().filter(|(_, value)| **value == Value::Bool(true)).map(|(name, _)| name.as_str()).collect()
}

/// Runs with OpenTofu, and with Terraform too where there is one.
fn with_each_binary(test: impl Fn(Module<'_>)) {
    let toolchain = Toolchain::get();
    test(Module::new(toolchain.tofu()));
    if let Some(terraform) = toolchain.terraform() {
        test(Module::new(terraform));
    }
}

#[test]
fn a_first_plan_has_the_values_of_the_module_and_the_defaults_of_the_provider() {
    with_each_binary(|module| {
        let after = module.plan(&[])["after"].clone();
        assert_eq!(after["filename"], "one.zip");
        assert_eq!(after["memory_size"], 128);
        assert_eq!(after["timeout"], 30);
        assert_eq!(after["package_type"], "Zip");
        assert_eq!(after["environment"][0]["variables"]["LEVEL"], "info");
        assert_eq!(after["vpc_config"][0]["subnet_ids"][0], "subnet-1");
        assert_eq!(after["tags_all"], serde_json::json!({"estate": "sample", "team": "time"}));
    });
}

#[test]
fn an_apply_knows_the_bytes_and_a_plan_after_it_shows_no_changes() {
    with_each_binary(|module| {
        module.plan(&[]);
        module.apply().success();
        let state = module.tool(&["show", "-json"]).success().json();
        let function = &state["values"]["root_module"]["resources"][0]["values"];
        assert_eq!(function["arn"], "arn:aws:lambda:us-east-2:111111111111:function:clock");
        assert_eq!(function["code_sha256"], "hznHbmgfkAkjuQDJ3w73XPQh05yrtUZQxLmtGbanbYU=");
        assert_eq!(function["source_code_size"], 22);
        assert_eq!(function["version"], "$LATEST");
        assert_eq!(module.plan(&[])["actions"], serde_json::json!(["no-op"]));
    });
}

#[test]
fn code_updates_and_published_updates_leave_to_the_apply_what_they_change() {
    with_each_binary(|module| {
        module.plan(&[]);
        module.apply().success();

        let nothing: [&str; 0] = [];
        assert_eq!(unknown(&module.plan(&["memory_size=256"])), nothing);
        let code = ["code_sha256", "last_modified", "source_code_size"];
        assert_eq!(unknown(&module.plan(&["source_code_hash=changed"])), code);
        module.sandbox.write("two.zip", OTHER_ZIP);
        assert_eq!(unknown(&module.plan(&["filename=two.zip"])), code);
        let published = ["qualified_arn", "qualified_invoke_arn", "version"];
        assert_eq!(unknown(&module.plan(&["publish=true"])), published);
        module.apply().success();
        assert_eq!(module.plan(&["publish=true"])["actions"], serde_json::json!(["no-op"]));
        assert_eq!(unknown(&module.plan(&["publish=true", "memory_size=256"])), published);
    });
}

#[test]
fn an_apply_without_the_planned_file_fails() {
    with_each_binary(|module| {
        module.plan(&[]);
        std::fs::remove_file(module.sandbox.path("one.zip")).expect("the zip");
        let answer = module.apply().ends_with(1);
        assert!(answer.stderr().contains("open one.zip: no such file or directory"), "{answer}");
    });
}

#[test]
fn an_upload_that_is_no_zip_is_refused() {
    with_each_binary(|module| {
        module.sandbox.write("one.zip", "no zip");
        module.plan(&[]);
        let answer = module.apply().ends_with(1);
        assert!(answer.stderr().contains("Could not unzip uploaded file"), "{answer}");
    });
}
