// Oracle answers, as JSON on stdout, what the language of Terragrunt configurations means: the expressions of the
// tests of Terraform, HCL and cty, and those it is given, evaluated by the very packages that Terragrunt is built from.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

const usage = `usage:
  oracle functions                   the names of all functions
  oracle evaluate FOLDER             cases as JSON on stdin; their results
  oracle scenarios TERRAGRUNT        the configurations in the tests of this module's folder
  oracle cases TERRAFORM HCL CTY     the cases in the tests of these modules' folders; with their results`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	var answer any
	var err error
	switch {
	case len(arguments) == 1 && arguments[0] == "functions":
		answer = names()
	case len(arguments) == 2 && arguments[0] == "evaluate":
		answer, err = evaluateGiven(arguments[1], os.Stdin)
	case len(arguments) == 4 && arguments[0] == "cases":
		answer, err = evaluateTables(arguments[1], arguments[2], arguments[3])
	case len(arguments) == 2 && arguments[0] == "scenarios":
		answer, err = scenarios(arguments[1])
	default:
		return fmt.Errorf("%s", usage)
	}
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(answer)
}
