package recipe

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
