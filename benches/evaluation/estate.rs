//! Generated estates: a root that all units include, a common file that is merged deeply and exposed, a network that
//! every service depends on, two environments with two regions each.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = r#"locals {
  environment = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  region      = read_terragrunt_config(find_in_parent_folders("region.hcl"))
  account     = local.environment.locals.account
  name        = local.region.locals.region
  tags = {
    environment = local.environment.locals.environment
    managed_by  = "terragrunt"
    unit        = path_relative_to_include()
  }
}

remote_state {
  backend = "s3"
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
  config = {
    bucket         = "${local.environment.locals.environment}-state-${local.account}"
    key            = "${path_relative_to_include()}/terraform.tfstate"
    region         = local.name
    encrypt        = true
    dynamodb_table = "${local.environment.locals.environment}-locks"
  }
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<-EOT
    provider "aws" {
      region              = "${local.name}"
      allowed_account_ids = ["${local.account}"]
      default_tags {
        tags = ${jsonencode(local.tags)}
      }
    }
  EOT
}

inputs = merge(local.environment.locals, local.region.locals, { tags = local.tags })
"#;

const COMMON: &str = r#"locals {
  environment = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  name        = local.environment.locals.environment
}

terraform {
  source = "../../../modules//service"
}

inputs = {
  name        = "service-${local.name}"
  memory_size = 256
  timeout     = 30
  layers      = ["base"]
  variables   = { LOG_LEVEL = local.name == "dev" ? "debug" : "info", ENVIRONMENT = local.name }
  network     = { subnet_ids = [], security_group_ids = ["sg-0123456789abcdef0"] }
}
"#;

const NETWORK: &str = r#"include "root" {
  path = find_in_parent_folders("root.hcl")
}
"#;

/// Writes an estate with `units` units below `folder`; its HCL files.
pub(crate) fn generate(folder: &Path, units: usize) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(&path, text).expect("the file can be written");
        files.push(path);
    };
    write("live/root.hcl", ROOT);
    write("live/_envcommon/service.hcl", COMMON);
    let places: Vec<(&str, &str, &str)> = vec![
        ("dev", "111111111111", "us-east-2"),
        ("dev", "111111111111", "eu-west-1"),
        ("staging", "222222222222", "us-east-2"),
        ("staging", "222222222222", "eu-west-1"),
    ];
    for (place, (environment, account, region)) in places.iter().enumerate() {
        let locals =
            format!("locals {{\n  environment = \"{environment}\"\n  account     = \"{account}\"\n}}\n");
        write(&format!("live/{environment}/env.hcl"), &locals);
        let folder = format!("live/{environment}/{region}");
        write(&format!("{folder}/region.hcl"), &format!("locals {{\n  region = \"{region}\"\n}}\n"));
        write(&format!("{folder}/network/terragrunt.hcl"), NETWORK);
        let services = units / places.len() + usize::from(place < units % places.len());
        for service in 1..services {
            write(&format!("{folder}/service-{service:05}/terragrunt.hcl"), &unit(service, account));
        }
    }
    files
}

fn unit(service: usize, account: &str) -> String {
    format!(
        r#"include "root" {{
  path = find_in_parent_folders("root.hcl")
}}

include "common" {{
  path           = "${{dirname(find_in_parent_folders("root.hcl"))}}/_envcommon/service.hcl"
  expose         = true
  merge_strategy = "deep"
}}

locals {{
  name        = "service-{service:05}"
  full_name   = "${{local.name}}-${{include.common.locals.name}}"
  role        = "arn:aws:iam::{account}:role/${{local.full_name}}"
  size        = {service} % 4 == 0 ? "large" : "small"
  memory_size = local.size == "large" ? 1024 : 256
  labels      = {{ for letter in ["a", "b", "c"] : letter => upper("${{letter}}-${{local.name}}") }}
}}

dependency "network" {{
  config_path  = "../network"
  skip_outputs = true
  mock_outputs = {{
    vpc_id     = "vpc-0123456789abcdef0"
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }}
}}

inputs = {{
  name        = local.full_name
  role        = local.role
  memory_size = local.memory_size
  labels      = local.labels
  vpc_id      = dependency.network.outputs.vpc_id
  variables   = {{ NAME = local.name, SIZE = local.size }}
  network     = {{ subnet_ids = dependency.network.outputs.subnet_ids }}
  layers      = ["metrics"]
}}
"#
    )
}
