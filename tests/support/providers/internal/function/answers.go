package function

import (
	"fmt"
	"strconv"
	"time"

	"tglambda.example/providers/internal/double"
)

const (
	// latest is the version of a function that publishes none.
	latest       = "$LATEST"
	firstVersion = "1"
	// awsTime is how the service writes a time.
	awsTime = "2006-01-02T15:04:05.000-0700"
)

// answers is what AWS would fill in for the function. Only those that the plan leaves unknown are used: code, for
// one, is empty when the plan does not touch the code.
func (f *function) answers(wanted wantedFunction, code artifact, version string) double.Answers {
	region := wanted.region
	if region == "" {
		region = f.configured.Region
	}
	arn := fmt.Sprintf("arn:aws:lambda:%s:%s:function:%s", region, f.configured.Account(wanted.role), wanted.name)
	qualified := arn + ":" + version
	return double.Answers{
		"architectures":                  double.Strings("x86_64"),
		"arn":                            arn,
		"code_sha256":                    code.sha256,
		"ephemeral_storage.size":         int64(512),
		"id":                             wanted.name,
		"invoke_arn":                     invokeARN(region, arn),
		"last_modified":                  time.Now().UTC().Format(awsTime),
		"logging_config.log_group":       "/aws/lambda/" + wanted.name,
		"qualified_arn":                  qualified,
		"qualified_invoke_arn":           invokeARN(region, qualified),
		"region":                         region,
		"signing_job_arn":                "",
		"signing_profile_version_arn":    "",
		"snap_start.optimization_status": "Off",
		"source_code_hash":               "",
		"source_code_size":               code.size,
		"tags_all":                       double.StringMap(f.configured.Tagged(wanted.tags)),
		"version":                        version,
		"vpc_config.vpc_id":              "vpc-00000000000000000",
	}
}

// nextVersion follows the version that a function has.
func nextVersion(version string) string {
	number, err := strconv.Atoi(version)
	if err != nil {
		return firstVersion
	}
	return strconv.Itoa(number + 1)
}

func invokeARN(region, arn string) string {
	return fmt.Sprintf("arn:aws:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations", region, arn)
}
