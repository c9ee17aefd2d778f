import { expect, it } from "@jest/globals";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { integration, startYamlStack } from "./support/yaml-stack.ts";
import { REQUEST } from "../terraform/support/configs.ts";

const azure = (model: string): string => `azureOpenai:
  endpointUrl: https://contoso.openai.azure.com
  apiKey: sim-contoso-key-1
  languageModel: { deploymentId: ${model} }
  embeddingModel: { deploymentId: embed }`;

const vendors = [
  ["openAI", "openai: { apiKey: sim-openai-key-1 }", "openai: { apiKey: sim-openai-key-2 }"],
  [
    "gemini",
    "gemini: { apiKey: { fn::secret: sim-gemini-key-1 } }",
    "gemini: { apiKey: { fn::secret: sim-gemini-key-2 } }",
  ],
  [
    "anthropic",
    "anthropic: { fn::secret: { apiKey: sim-anthropic-key-1 } }",
    "anthropic: { apiKey: { fromEnv: ANTHROPIC_KEY } }",
  ],
  ["azureOpenAI", azure("gpt-41"), azure("gpt-51")],
] as const;

const { token: TOKEN, whoami: WHOAMI, read: READ, save: SAVE, remove: REMOVE } = REQUEST;

await describeWithEngine(
  "the life of an integration through the plugin",
  (engine) => {
    it.each(vendors)("%s: Add, Edit and Remove", async (provider, added, edited) => {
      const env = { ANTHROPIC_KEY: "sim-anthropic-key-2" };
      await using stack = await startYamlStack(engine, { program: integration(added), env });
      const preview = await stack.project.pulumi(["preview", "--diff"]);
      expect(preview).toMatchObject({ code: 0 });
      expect(preview.output).toContain("turns AI on for the whole organization");
      expect(stack.requests()).toEqual([]);

      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(stack.requests()).toEqual([TOKEN, WHOAMI, READ, SAVE]);
      expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider });

      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
      expect(stack.requests()).toEqual([TOKEN, WHOAMI, READ]);

      await stack.program(integration(edited));
      const run = await stack.up();
      expect(run).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
      expect(stack.requests()).toEqual([TOKEN, WHOAMI, READ, SAVE]);

      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect(stack.requests()).toEqual([TOKEN, WHOAMI, READ, REMOVE, READ]);
      expect(stack.simulator.state("org-acme").integration).toBeNull();
    });

    it("a switch of vendor shows the block that goes and the one that comes", async () => {
      await using stack = await startYamlStack(engine, { program: integration(vendors[0][1]) });
      await stack.up();
      await stack.program(integration(vendors[3][1]));
      const { output } = await stack.project.pulumi(["preview", "--diff"]);
      expect(output).toContain("the vendor changes from OpenAI to Azure OpenAI");
      expect(output).toMatch(/\+ azureOpenai *: \{/);
      expect(output).toMatch(/- openai *: \{/);
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(stack.simulator.audit.map(({ event }) => event)).toEqual([
        "AI_PROVIDER_ADDED",
        "AI_PROVIDER_EDITED",
      ]);
    });

    it("imports by id, and the next preview asks for the key alone, once", async () => {
      await using stack = await startYamlStack(engine, { program: "resources: {}" });
      await stack.simulator.saveOutside("org-acme", {
        config: { provider: "openAI", apiKey: "sim-openai-key-1" },
      });
      const imported = await stack.project.pulumi([
        "import",
        "sigma:index:ExternalAiIntegration",
        "ai",
        "org-acme",
        "--yes",
        "--skip-preview",
      ]);
      expect(imported).toMatchObject({ code: 0 });
      expect(imported.output).not.toContain("almost certainly a bug");
      expect(stack.requests()).toEqual([TOKEN, WHOAMI, READ]);
      // What an import recorded lacks the key, and can be refreshed all the same.
      expect(await stack.project.pulumi(["refresh", "--yes", "--expect-no-changes"])).toMatchObject(
        {
          code: 0,
        },
      );
      await stack.program(integration(vendors[0][1], "protect: true"));
      const { output } = await stack.project.pulumi(["preview", "--diff"]);
      expect(output).toContain("openai.apiKey: no save of this key is recorded");
      expect(output).toContain("1 to update");
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });
  },
  obtainPulumiYaml,
);
