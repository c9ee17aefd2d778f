// Command pulumi-sdk-generator writes the SDK of a Pulumi package in one language, with the engine's own generators:
//
//	pulumi-sdk-generator --schema FILE --language nodejs|python|go --out DIR
//
// Without a language it checks the schema alone. Whatever the engine has to say about the schema is printed and ends it
// with status 1, a warning too.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	gocode "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// What the generated files say they were made by.
const tool = "pulumi-language"

func main() {
	file := flag.String("schema", "", "the schema of the package, a `file` of JSON")
	language := flag.String("language", "", "nodejs, python or go")
	out := flag.String("out", "", "the `folder` that the SDK is written to")
	flag.Parse()
	if err := run(*file, *language, *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file, language, out string) error {
	pkg, err := read(file)
	if err != nil || language == "" {
		return err
	}
	files, err := generate(pkg, language)
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func read(file string) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	pkg, remarks, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	for _, remark := range remarks {
		fmt.Fprintln(os.Stderr, remark)
	}
	if err == nil && len(remarks) > 0 {
		err = fmt.Errorf("%s: %d remarks", file, len(remarks))
	}
	return pkg, err
}

func generate(pkg *schema.Package, language string) (map[string][]byte, error) {
	switch language {
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, true, nil)
	case "python":
		return python.GeneratePackage(tool, pkg, nil, nil)
	case "go":
		return gocode.GeneratePackage(tool, pkg, nil)
	default:
		return nil, fmt.Errorf("no such language: %q", language)
	}
}
