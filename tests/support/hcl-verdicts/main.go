// Tells what the Go implementation of HCL makes of texts, and which texts it is tested with itself.
//
//	hcl-verdicts inputs FOLDER     the texts in the tests of the Go sources below a folder
//	hcl-verdicts verdicts          a verdict for each text that comes on stdin
//
// Both write JSON, an object a line. Texts are in base64: they are not always UTF-8.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	switch {
	case len(arguments) == 2 && arguments[0] == "inputs":
		return writeInputs(os.Stdout, arguments[1])
	case len(arguments) == 1 && arguments[0] == "verdicts":
		return judge(os.Stdin, os.Stdout)
	}
	return fmt.Errorf("what is asked for is neither `inputs FOLDER` nor `verdicts`")
}
