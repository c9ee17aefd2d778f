/** The example of the resource's documentation, in the languages of Pulumi's SDKs. */
const EXAMPLES: Readonly<Record<string, string>> = {
  yaml: `resources:
  ai:
    type: sigma:ExternalAiIntegration
    properties:
      openai:
        apiKey: { fromEnv: OPENAI_API_KEY }`,
  typescript: `import * as sigma from "pulumi-sigma";

const ai = new sigma.ExternalAiIntegration("ai", {
    openai: { apiKey: { fromEnv: "OPENAI_API_KEY" } },
});`,
  python: `import pulumi_sigma as sigma

ai = sigma.ExternalAiIntegration("ai",
    openai={"api_key": sigma.KeyFromEnvArgs(from_env="OPENAI_API_KEY")})`,
  go: `package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/sigma-iac/pulumi-sigma/sdk/go/sigma"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := sigma.NewExternalAiIntegration(ctx, "ai", &sigma.ExternalAiIntegrationArgs{
			Openai: &sigma.ApiKeyVendorArgs{
				ApiKey: sigma.KeyFromEnvArgs{FromEnv: pulumi.String("OPENAI_API_KEY")},
			},
		})
		return err
	})
}`,
};

/** The examples in the form that the engine's generators take apart by language. */
export function pulumiExamples(): string {
  const blocks = Object.entries(EXAMPLES).map(
    ([language, code]) => `\`\`\`${language}\n${code}\n\`\`\``,
  );
  return `{{% examples %}}\n## Example Usage\n\n{{% example %}}\n\n${blocks.join("\n\n")}\n\n{{% /example %}}\n{{% /examples %}}`;
}
