package aws

import (
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// endpointServices are the services whose endpoint a provider block may set. The real provider knows several
// hundred; these are the ones a Lambda estate talks to.
var endpointServices = []string{
	"apigateway", "apigatewayv2", "cloudformation", "cloudwatch", "cloudwatchlogs", "codedeploy", "cognitoidp",
	"dynamodb", "ec2", "ecr", "ecs", "efs", "elasticache", "eventbridge", "events", "firehose", "iam", "kinesis",
	"kms", "lambda", "logs", "opensearch", "rds", "route53", "s3", "s3control", "scheduler", "secretsmanager",
	"ses", "sfn", "signer", "sns", "sqs", "ssm", "sso", "stepfunctions", "sts", "xray",
}

func providerSchema() schema.Schema {
	attributes := map[string]schema.Attribute{
		"allowed_account_ids":      stringSet(),
		"forbidden_account_ids":    stringSet(),
		"max_retries":              schema.Int64Attribute{Optional: true},
		"secret_key":               schema.StringAttribute{Optional: true, Sensitive: true},
		"shared_config_files":      stringList(),
		"shared_credentials_files": stringList(),
		"token":                    schema.StringAttribute{Optional: true, Sensitive: true},
		"token_bucket_rate_limiter_capacity": schema.Int64Attribute{
			Optional: true,
		},
		"user_agent": stringList(),
	}
	for _, name := range []string{
		"access_key", "custom_ca_bundle", "ec2_metadata_service_endpoint", "ec2_metadata_service_endpoint_mode",
		"http_proxy", "https_proxy", "no_proxy", "profile", "region", "retry_mode",
		"s3_us_east_1_regional_endpoint", "skip_metadata_api_check", "sts_region",
	} {
		attributes[name] = schema.StringAttribute{Optional: true}
	}
	for _, name := range []string{
		"insecure", "s3_use_path_style", "skip_credentials_validation", "skip_region_validation",
		"skip_requesting_account_id", "use_dualstack_endpoint", "use_fips_endpoint",
	} {
		attributes[name] = schema.BoolAttribute{Optional: true}
	}
	return schema.Schema{
		Attributes: attributes,
		Blocks: map[string]schema.Block{
			"assume_role":                   assumeRoleBlock(),
			"assume_role_with_web_identity": assumeRoleWithWebIdentityBlock(),
			"default_tags":                  list(map[string]schema.Attribute{"tags": stringMap()}),
			"endpoints":                     endpointsBlock(),
			"ignore_tags": list(map[string]schema.Attribute{
				"key_prefixes": stringSet(),
				"keys":         stringSet(),
			}),
		},
	}
}

func assumeRoleBlock() schema.Block {
	return list(map[string]schema.Attribute{
		"duration":            schema.StringAttribute{Optional: true},
		"external_id":         schema.StringAttribute{Optional: true},
		"policy":              schema.StringAttribute{Optional: true},
		"policy_arns":         stringSet(),
		"role_arn":            schema.StringAttribute{Optional: true},
		"session_name":        schema.StringAttribute{Optional: true},
		"source_identity":     schema.StringAttribute{Optional: true},
		"tags":                stringMap(),
		"transitive_tag_keys": stringSet(),
	})
}

func assumeRoleWithWebIdentityBlock() schema.Block {
	return list(map[string]schema.Attribute{
		"duration":                schema.StringAttribute{Optional: true},
		"policy":                  schema.StringAttribute{Optional: true},
		"policy_arns":             stringSet(),
		"role_arn":                schema.StringAttribute{Optional: true},
		"session_name":            schema.StringAttribute{Optional: true},
		"web_identity_token":      schema.StringAttribute{Optional: true, Sensitive: true},
		"web_identity_token_file": schema.StringAttribute{Optional: true},
	})
}

func endpointsBlock() schema.Block {
	services := make(map[string]schema.Attribute, len(endpointServices))
	for _, service := range endpointServices {
		services[service] = schema.StringAttribute{Optional: true}
	}
	return schema.SetNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: services}}
}

func list(attributes map[string]schema.Attribute) schema.Block {
	return schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: attributes}}
}

func stringList() schema.Attribute {
	return schema.ListAttribute{Optional: true, ElementType: types.StringType}
}

func stringSet() schema.Attribute {
	return schema.SetAttribute{Optional: true, ElementType: types.StringType}
}

func stringMap() schema.Attribute {
	return schema.MapAttribute{Optional: true, ElementType: types.StringType}
}
