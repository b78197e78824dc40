package function

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strings"
)

// errNoZip is the service's answer to an upload that is not a zip.
var errNoZip = errors.New("InvalidParameterValueException: Could not unzip uploaded file. " +
	"Please check your file, then try to upload again.")

// artifact is what the service knows about uploaded code.
type artifact struct {
	sha256 string
	size   int64
}

// upload reads the code that the function names, as the service would get it.
func (w wantedFunction) upload() (artifact, error) {
	if w.filename == "" {
		address := strings.Join([]string{w.imageURI, w.s3Bucket, w.s3Key, w.s3ObjectVersion}, "\n")
		return artifact{sha256: base64SHA256([]byte(address))}, nil
	}
	content, err := os.ReadFile(w.filename)
	if err != nil {
		return artifact{}, fmt.Errorf("reading ZIP file (%s): %w", w.filename, err)
	}
	if _, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); err != nil {
		return artifact{}, errNoZip
	}
	return artifact{sha256: base64SHA256(content), size: int64(len(content))}, nil
}

func base64SHA256(content []byte) string {
	sum := sha256.Sum256(content)
	return base64.StdEncoding.EncodeToString(sum[:])
}
