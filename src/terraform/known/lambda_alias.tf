# The interface of terraform-aws-modules/lambda/aws//modules/alias (8.x), as far as it concerns the alias itself.

variable "create" {
  type    = bool
  default = true
}

variable "use_existing_alias" {
  type    = bool
  default = false
}

variable "refresh_alias" {
  type    = bool
  default = true
}

variable "create_async_event_config" {
  type    = bool
  default = false
}

variable "create_version_async_event_config" {
  type    = bool
  default = true
}

variable "create_qualified_alias_async_event_config" {
  type    = bool
  default = true
}

variable "create_version_allowed_triggers" {
  type    = bool
  default = true
}

variable "create_qualified_alias_allowed_triggers" {
  type    = bool
  default = true
}

variable "name" {
  type    = string
  default = ""
}

variable "description" {
  type    = string
  default = ""
}

variable "function_name" {
  type    = string
  default = ""
}

variable "function_version" {
  type    = string
  default = ""
}

variable "routing_additional_version_weights" {
  type    = map(number)
  default = {}
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

variable "allowed_triggers" {
  type    = map(any)
  default = {}
}

variable "event_source_mapping" {
  type    = any
  default = {}
}

locals {
  is_made = var.create && !var.use_existing_alias
  version = var.function_version != "" ? var.function_version : "$LATEST"
}

resource "aws_lambda_alias" "no_refresh" {
  count = local.is_made && !var.refresh_alias ? 1 : 0

  name             = var.name
  description      = var.description
  function_name    = var.function_name
  function_version = local.version

  dynamic "routing_config" {
    for_each = length(keys(var.routing_additional_version_weights)) > 0 ? [1] : []
    content {
      additional_version_weights = var.routing_additional_version_weights
    }
  }

  lifecycle {
    ignore_changes = [function_version]
  }
}

resource "aws_lambda_alias" "with_refresh" {
  count = local.is_made && var.refresh_alias ? 1 : 0

  name             = var.name
  description      = var.description
  function_name    = var.function_name
  function_version = local.version

  dynamic "routing_config" {
    for_each = length(keys(var.routing_additional_version_weights)) > 0 ? [1] : []
    content {
      additional_version_weights = var.routing_additional_version_weights
    }
  }
}

output "lambda_alias_name" {
  value = var.name
}

output "lambda_alias_arn" {
  value = try(aws_lambda_alias.no_refresh[0].arn, aws_lambda_alias.with_refresh[0].arn, "")
}

output "lambda_alias_function_version" {
  value = try(aws_lambda_alias.no_refresh[0].function_version, aws_lambda_alias.with_refresh[0].function_version, "")
}
