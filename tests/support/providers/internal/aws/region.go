package aws

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"tglambda.example/providers/internal/settings"
)

// region answers with the region of the provider block: no AWS is needed to know it.
func region(fields map[string]tftypes.Value, configured settings.Settings) error {
	name := configured.Region
	for _, asked := range []string{"region", "name"} {
		if given := text(fields[asked]); given != "" {
			name = given
		}
	}
	if name == "" {
		return nil
	}
	_, suffix := partitionOf(name)
	answer(fields, map[string]string{"name": name, "region": name, "endpoint": "ec2." + name + "." + suffix})
	return nil
}

// partition answers with the partition that the provider's region is in.
func partition(fields map[string]tftypes.Value, configured settings.Settings) error {
	name, suffix := partitionOf(configured.Region)
	labels := strings.Split(suffix, ".")
	for first, last := 0, len(labels)-1; first < last; first, last = first+1, last-1 {
		labels[first], labels[last] = labels[last], labels[first]
	}
	answer(fields, map[string]string{
		"id": name, "partition": name, "dns_suffix": suffix, "reverse_dns_prefix": strings.Join(labels, "."),
	})
	return nil
}

func partitionOf(region string) (name, suffix string) {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn", "amazonaws.com.cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov", "amazonaws.com"
	}
	return "aws", "amazonaws.com"
}

func answer(fields map[string]tftypes.Value, texts map[string]string) {
	for name, value := range texts {
		fields[name] = tftypes.NewValue(tftypes.String, value)
	}
}
