# The interface of the registry module terraform-aws-modules/lambda/aws (8.x): which resources it makes of its variables, and
# what it leaves to the provider. Variables that only concern how it packages code or what its role may do are left out;
# a value for one of them is taken and makes no difference here.

variable "create" {
  type    = bool
  default = true
}

variable "create_package" {
  type    = bool
  default = true
}

variable "create_function" {
  type    = bool
  default = true
}

variable "create_layer" {
  type    = bool
  default = false
}

variable "create_role" {
  type    = bool
  default = true
}

variable "create_lambda_function_url" {
  type    = bool
  default = false
}

variable "region" {
  type    = string
  default = null
}

variable "lambda_at_edge" {
  type    = bool
  default = false
}

variable "function_name" {
  type    = string
  default = ""
}

variable "handler" {
  type    = string
  default = ""
}

variable "runtime" {
  type    = string
  default = ""
}

variable "lambda_role" {
  type    = string
  default = ""
}

variable "description" {
  type    = string
  default = ""
}

variable "code_signing_config_arn" {
  type    = string
  default = null
}

variable "layers" {
  type    = list(string)
  default = null
}

variable "architectures" {
  type    = list(string)
  default = null
}

variable "kms_key_arn" {
  type    = string
  default = null
}

variable "memory_size" {
  type    = number
  default = 128
}

variable "ephemeral_storage_size" {
  type    = number
  default = 512
}

variable "publish" {
  type    = bool
  default = false
}

variable "reserved_concurrent_executions" {
  type    = number
  default = -1
}

variable "timeout" {
  type    = number
  default = 3
}

variable "dead_letter_target_arn" {
  type    = string
  default = null
}

variable "environment_variables" {
  type    = map(string)
  default = {}
}

variable "tracing_mode" {
  type    = string
  default = null
}

variable "vpc_subnet_ids" {
  type    = list(string)
  default = null
}

variable "vpc_security_group_ids" {
  type    = list(string)
  default = null
}

variable "ipv6_allowed_for_dual_stack" {
  type    = bool
  default = null
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "function_tags" {
  type    = map(string)
  default = {}
}

variable "package_type" {
  type    = string
  default = "Zip"
}

variable "image_uri" {
  type    = string
  default = null
}

variable "image_config_entry_point" {
  type    = list(string)
  default = []
}

variable "image_config_command" {
  type    = list(string)
  default = []
}

variable "image_config_working_directory" {
  type    = string
  default = null
}

variable "snap_start" {
  type    = bool
  default = false
}

variable "replace_security_groups_on_destroy" {
  type    = bool
  default = null
}

variable "replacement_security_group_ids" {
  type    = list(string)
  default = null
}

variable "skip_destroy" {
  type    = bool
  default = null
}

variable "create_unqualified_alias_lambda_function_url" {
  type    = bool
  default = true
}

variable "authorization_type" {
  type    = string
  default = "NONE"
}

variable "cors" {
  type    = any
  default = {}
}

variable "invoke_mode" {
  type    = string
  default = null
}

variable "layer_name" {
  type    = string
  default = ""
}

variable "layer_skip_destroy" {
  type    = bool
  default = false
}

variable "license_info" {
  type    = string
  default = ""
}

variable "compatible_runtimes" {
  type    = list(string)
  default = []
}

variable "compatible_architectures" {
  type    = list(string)
  default = null
}

variable "create_async_event_config" {
  type    = bool
  default = false
}

variable "create_current_version_async_event_config" {
  type    = bool
  default = true
}

variable "create_unqualified_alias_async_event_config" {
  type    = bool
  default = true
}

variable "maximum_event_age_in_seconds" {
  type    = number
  default = null
}

variable "maximum_retry_attempts" {
  type    = number
  default = null
}

variable "destination_on_failure" {
  type    = string
  default = null
}

variable "destination_on_success" {
  type    = string
  default = null
}

variable "provisioned_concurrent_executions" {
  type    = number
  default = -1
}

variable "create_current_version_allowed_triggers" {
  type    = bool
  default = true
}

variable "create_unqualified_alias_allowed_triggers" {
  type    = bool
  default = true
}

variable "allowed_triggers" {
  type    = map(any)
  default = {}
}

variable "event_source_mapping" {
  type    = any
  default = {}
}

variable "use_existing_cloudwatch_log_group" {
  type    = bool
  default = false
}

variable "cloudwatch_logs_retention_in_days" {
  type    = number
  default = null
}

variable "cloudwatch_logs_kms_key_id" {
  type    = string
  default = null
}

variable "cloudwatch_logs_skip_destroy" {
  type    = bool
  default = false
}

variable "cloudwatch_logs_log_group_class" {
  type    = string
  default = null
}

variable "cloudwatch_logs_tags" {
  type    = map(string)
  default = {}
}

variable "role_name" {
  type    = string
  default = null
}

variable "role_path" {
  type    = string
  default = null
}

variable "file_system_arn" {
  type    = string
  default = null
}

variable "file_system_local_mount_path" {
  type    = string
  default = null
}

variable "ignore_source_code_hash" {
  type    = bool
  default = false
}

variable "local_existing_package" {
  type    = string
  default = null
}

variable "s3_existing_package" {
  type    = map(string)
  default = null
}

variable "store_on_s3" {
  type    = bool
  default = false
}

variable "s3_bucket" {
  type    = string
  default = null
}

variable "s3_prefix" {
  type    = string
  default = null
}

variable "source_path" {
  type    = any
  default = null
}

variable "logging_log_format" {
  type    = string
  default = "Text"
}

variable "logging_application_log_level" {
  type    = string
  default = "INFO"
}

variable "logging_system_log_level" {
  type    = string
  default = "INFO"
}

variable "logging_log_group" {
  type    = string
  default = null
}

locals {
  has_function = var.create && var.create_function && !var.create_layer
  is_zip       = var.package_type == "Zip"
  has_alias    = var.create_unqualified_alias_allowed_triggers

  # What the module builds has a name that is made from a digest of the sources while Terraform plans.
  is_built = var.create_package && var.local_existing_package == null && var.s3_existing_package == null
  built    = local.is_built ? data.external.archive_prepare.result.filename : null
  filename = var.local_existing_package != null ? var.local_existing_package : (var.store_on_s3 ? null : local.built)
}

# The package that the module builds.
data "external" "archive_prepare" {
  program = ["python"]
}

# What is put into it.
data "archive_file" "package" {
  type        = "zip"
  source_dir  = var.source_path
  output_path = local.filename
}

resource "aws_iam_role" "lambda" {
  count = local.has_function && var.create_role ? 1 : 0

  name = coalesce(var.role_name, var.function_name, "*")
  path = var.role_path
  tags = var.tags
}

resource "aws_lambda_function" "this" {
  count = local.has_function ? 1 : 0

  region                             = var.region
  function_name                      = var.function_name
  description                        = var.description
  role                               = var.create_role ? aws_iam_role.lambda[0].arn : var.lambda_role
  handler                            = local.is_zip ? var.handler : null
  runtime                            = local.is_zip ? var.runtime : null
  memory_size                        = var.memory_size
  timeout                            = var.lambda_at_edge ? min(var.timeout, 30) : var.timeout
  reserved_concurrent_executions     = var.reserved_concurrent_executions
  layers                             = var.layers
  publish                            = var.lambda_at_edge || var.snap_start ? true : var.publish
  kms_key_arn                        = var.kms_key_arn
  package_type                       = var.package_type
  image_uri                          = var.image_uri
  architectures                      = var.architectures
  code_signing_config_arn            = var.code_signing_config_arn
  replace_security_groups_on_destroy = var.replace_security_groups_on_destroy
  replacement_security_group_ids     = var.replacement_security_group_ids
  skip_destroy                       = var.skip_destroy

  filename = local.filename
  # A digest of the package, unless the module is told to leave that alone.
  source_code_hash = var.ignore_source_code_hash ? null : (
    local.is_built ? data.external.archive_prepare.result.hash : try(filebase64sha256(local.filename), null)
  )

  s3_bucket = var.s3_existing_package != null ? try(var.s3_existing_package.bucket, null) : (
    var.store_on_s3 ? var.s3_bucket : null
  )
  s3_key = var.s3_existing_package != null ? try(var.s3_existing_package.key, null) : (
    var.store_on_s3 ? local.built : null
  )
  s3_object_version = try(var.s3_existing_package.version_id, null)

  dynamic "ephemeral_storage" {
    for_each = var.ephemeral_storage_size[*]
    content {
      size = ephemeral_storage.value
    }
  }

  dynamic "image_config" {
    for_each = (
      length(var.image_config_entry_point) + length(var.image_config_command) > 0 || var.image_config_working_directory != null
    ) ? [1] : []
    content {
      entry_point       = var.image_config_entry_point
      command           = var.image_config_command
      working_directory = var.image_config_working_directory
    }
  }

  dynamic "environment" {
    for_each = length(keys(var.environment_variables)) > 0 ? [1] : []
    content {
      variables = var.environment_variables
    }
  }

  dynamic "dead_letter_config" {
    for_each = var.dead_letter_target_arn[*]
    content {
      target_arn = var.dead_letter_target_arn
    }
  }

  dynamic "tracing_config" {
    for_each = var.tracing_mode[*]
    content {
      mode = var.tracing_mode
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc_subnet_ids != null && var.vpc_security_group_ids != null ? [1] : []
    content {
      subnet_ids                  = var.vpc_subnet_ids
      security_group_ids          = var.vpc_security_group_ids
      ipv6_allowed_for_dual_stack = var.ipv6_allowed_for_dual_stack
    }
  }

  dynamic "file_system_config" {
    for_each = var.file_system_arn != null && var.file_system_local_mount_path != null ? [1] : []
    content {
      arn              = var.file_system_arn
      local_mount_path = var.file_system_local_mount_path
    }
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? [1] : []
    content {
      apply_on = "PublishedVersions"
    }
  }

  # Left out where AWS is not the commercial one, which only Terraform can tell.
  dynamic "logging_config" {
    for_each = data.aws_partition.current.partition == "aws" ? [1] : []
    content {
      log_group             = var.logging_log_group
      log_format            = var.logging_log_format
      application_log_level = var.logging_log_format == "Text" ? null : var.logging_application_log_level
      system_log_level      = var.logging_log_format == "Text" ? null : var.logging_system_log_level
    }
  }

  tags = merge(var.tags, var.function_tags)
}

data "aws_partition" "current" {}

resource "aws_lambda_layer_version" "this" {
  count = var.create && var.create_layer ? 1 : 0

  region                   = var.region
  layer_name               = var.layer_name
  description              = var.description
  license_info             = var.license_info
  compatible_runtimes      = length(var.compatible_runtimes) > 0 ? var.compatible_runtimes : (var.runtime == "" ? null : [var.runtime])
  compatible_architectures = var.compatible_architectures
  skip_destroy             = var.layer_skip_destroy
  filename                 = local.filename
}

resource "aws_cloudwatch_log_group" "lambda" {
  count = local.has_function && !var.use_existing_cloudwatch_log_group ? 1 : 0

  region            = var.region
  name              = coalesce(var.logging_log_group, "/aws/lambda/${var.lambda_at_edge ? "us-east-1." : ""}${var.function_name}")
  retention_in_days = var.cloudwatch_logs_retention_in_days
  kms_key_id        = var.cloudwatch_logs_kms_key_id
  skip_destroy      = var.cloudwatch_logs_skip_destroy
  log_group_class   = var.cloudwatch_logs_log_group_class
  tags              = merge(var.tags, var.cloudwatch_logs_tags)
}

resource "aws_lambda_provisioned_concurrency_config" "current_version" {
  count = local.has_function && var.provisioned_concurrent_executions > -1 ? 1 : 0

  region                            = var.region
  function_name                     = aws_lambda_function.this[0].function_name
  qualifier                         = aws_lambda_function.this[0].version
  provisioned_concurrent_executions = var.provisioned_concurrent_executions
}

resource "aws_lambda_function_event_invoke_config" "this" {
  for_each = {
    for qualifier, is_wanted in {
      current_version   = var.create_current_version_async_event_config
      unqualified_alias = var.create_unqualified_alias_async_event_config
    } : qualifier => qualifier if is_wanted && local.has_function && var.create_async_event_config
  }

  region                       = var.region
  function_name                = aws_lambda_function.this[0].function_name
  qualifier                    = each.key == "current_version" ? aws_lambda_function.this[0].version : null
  maximum_event_age_in_seconds = var.maximum_event_age_in_seconds
  maximum_retry_attempts       = var.maximum_retry_attempts
}

resource "aws_lambda_permission" "current_version_triggers" {
  for_each = { for name, trigger in var.allowed_triggers : name => trigger if local.has_function && var.create_current_version_allowed_triggers }

  region              = var.region
  function_name       = aws_lambda_function.this[0].function_name
  qualifier           = aws_lambda_function.this[0].version
  statement_id_prefix = try(each.value.statement_id, each.key)
  action              = try(each.value.action, "lambda:InvokeFunction")
  principal           = try(each.value.principal, "${try(each.value.service, "")}.amazonaws.com")
  source_arn          = try(each.value.source_arn, null)
  source_account      = try(each.value.source_account, null)
}

resource "aws_lambda_permission" "unqualified_alias_triggers" {
  for_each = { for name, trigger in var.allowed_triggers : name => trigger if local.has_function && local.has_alias }

  region              = var.region
  function_name       = aws_lambda_function.this[0].function_name
  statement_id_prefix = try(each.value.statement_id, each.key)
  action              = try(each.value.action, "lambda:InvokeFunction")
  principal           = try(each.value.principal, "${try(each.value.service, "")}.amazonaws.com")
  source_arn          = try(each.value.source_arn, null)
  source_account      = try(each.value.source_account, null)
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = { for name, mapping in var.event_source_mapping : name => mapping if local.has_function && local.has_alias }

  region                             = var.region
  function_name                      = aws_lambda_function.this[0].arn
  event_source_arn                   = try(each.value.event_source_arn, null)
  batch_size                         = try(each.value.batch_size, null)
  maximum_batching_window_in_seconds = try(each.value.maximum_batching_window_in_seconds, null)
  enabled                            = try(each.value.enabled, true)
  starting_position                  = try(each.value.starting_position, null)
  function_response_types            = try(each.value.function_response_types, null)
}

resource "aws_lambda_function_url" "this" {
  count = local.has_function && var.create_lambda_function_url ? 1 : 0

  region             = var.region
  function_name      = aws_lambda_function.this[0].function_name
  qualifier          = var.create_unqualified_alias_lambda_function_url ? null : aws_lambda_function.this[0].version
  authorization_type = var.authorization_type
  invoke_mode        = var.invoke_mode
}

output "lambda_function_arn" {
  value = try(aws_lambda_function.this[0].arn, "")
}

output "lambda_function_invoke_arn" {
  value = try(aws_lambda_function.this[0].invoke_arn, "")
}

output "lambda_function_name" {
  value = try(aws_lambda_function.this[0].function_name, "")
}

output "lambda_function_qualified_arn" {
  value = try(aws_lambda_function.this[0].qualified_arn, "")
}

output "lambda_function_qualified_invoke_arn" {
  value = try(aws_lambda_function.this[0].qualified_invoke_arn, "")
}

output "lambda_function_version" {
  value = try(aws_lambda_function.this[0].version, "")
}

output "lambda_function_last_modified" {
  value = try(aws_lambda_function.this[0].last_modified, "")
}

output "lambda_function_kms_key_arn" {
  value = try(aws_lambda_function.this[0].kms_key_arn, "")
}

output "lambda_function_source_code_hash" {
  value = try(aws_lambda_function.this[0].source_code_hash, "")
}

output "lambda_function_source_code_size" {
  value = try(aws_lambda_function.this[0].source_code_size, "")
}

output "lambda_function_signing_job_arn" {
  value = try(aws_lambda_function.this[0].signing_job_arn, "")
}

output "lambda_function_signing_profile_version_arn" {
  value = try(aws_lambda_function.this[0].signing_profile_version_arn, "")
}

output "lambda_function_code_sha256" {
  value = try(aws_lambda_function.this[0].code_sha256, "")
}

output "lambda_function_arn_static" {
  value = try(aws_lambda_function.this[0].arn, "")
}

output "lambda_function_url" {
  value = try(aws_lambda_function_url.this[0].function_url, "")
}

output "lambda_function_url_id" {
  value = try(aws_lambda_function_url.this[0].url_id, "")
}

output "lambda_layer_arn" {
  value = try(aws_lambda_layer_version.this[0].arn, "")
}

output "lambda_layer_layer_arn" {
  value = try(aws_lambda_layer_version.this[0].layer_arn, "")
}

output "lambda_layer_version" {
  value = try(aws_lambda_layer_version.this[0].version, "")
}

output "lambda_role_arn" {
  value = try(aws_iam_role.lambda[0].arn, "")
}

output "lambda_role_name" {
  value = try(aws_iam_role.lambda[0].name, "")
}

output "lambda_role_unique_id" {
  value = try(aws_iam_role.lambda[0].unique_id, "")
}

output "lambda_cloudwatch_log_group_arn" {
  value = try(aws_cloudwatch_log_group.lambda[0].arn, "")
}

output "lambda_cloudwatch_log_group_name" {
  value = try(aws_cloudwatch_log_group.lambda[0].name, "")
}

output "local_filename" {
  value = local.filename
}

output "s3_object" {
  value = {
    bucket = try(aws_lambda_function.this[0].s3_bucket, null)
    key    = try(aws_lambda_function.this[0].s3_key, null)
  }
}
