# Builds the zips of a unit's Python functions before Terraform needs them.
#
# Copy this file beside your root configuration and include it from each unit that
# has functions:
#
#   include "tglambda" {
#     path = find_in_parent_folders("tglambda.hcl")
#   }
#
# or copy the before_hook into the terraform block of the root configuration, where
# it serves every unit. Either way get_terragrunt_dir() is the unit's folder, not the
# folder of the file that the call is written in.

terraform {
  before_hook "tglambda" {
    commands = get_terraform_commands_that_need_vars()
    execute = [
      get_env("TGLAMBDA_BIN", "tglambda"), "hook", "before",
      "--unit-dir", get_terragrunt_dir(),
      "--command", get_terraform_command(),
    ]
  }
}
