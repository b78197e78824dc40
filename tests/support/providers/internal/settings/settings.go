// Package settings holds what the provider block settles for every resource and data source.
package settings

import (
	"maps"
	"strings"
)

// unknownAccount stands where neither the provider block nor the resource names an account.
const unknownAccount = "000000000000"

// Settings is the configured provider. The zero value is a provider whose configuration is not known yet, as in
// a plan whose provider block depends on another resource.
type Settings struct {
	// Region is where resources live that name no region themselves.
	Region string
	// AccountID is the one account that the provider block allows or assumes a role in; else empty.
	AccountID string
	// DefaultTags go on everything that takes tags.
	DefaultTags map[string]string
}

// Account is the account of a resource that refers to the given ARN (a function to its role, say), which decides
// when the provider block names no account.
func (s Settings) Account(arn string) string {
	if s.AccountID != "" {
		return s.AccountID
	}
	if account := AccountOf(arn); account != "" {
		return account
	}
	return unknownAccount
}

// Tagged is the set of a resource's own tags laid over the default ones.
func (s Settings) Tagged(tags map[string]string) map[string]string {
	all := make(map[string]string, len(s.DefaultTags)+len(tags))
	maps.Copy(all, s.DefaultTags)
	maps.Copy(all, tags)
	return all
}

// AccountOf is the account id in an ARN, or empty when there is none.
func AccountOf(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return ""
	}
	return parts[4]
}
