import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { integration, startYamlStack } from "./support/yaml-stack.ts";

const AZURE = `azureOpenai:
  endpointUrl: https://contoso.openai.azure.com
  apiKey: sim-contoso-key-1
  languageModel: { deploymentId: gpt-41 }
  embeddingModel: { deploymentId: embed }`;

const FIXTURE = join(import.meta.dirname, "fixtures/state-v1.json");

const model = (deploymentId: string) => ({
  deploymentId,
  endpointUrl: "https://contoso.openai.azure.com",
  apiKey: "sim-contoso-key-1",
});

await describeWithEngine(
  "what Pulumi records of the plugin",
  (engine) => {
    it("is encrypted keys, and outputs without any key", async () => {
      await using stack = await startYamlStack(engine, { program: integration(AZURE) });
      await stack.up();
      const [resource] = await stack.resources();
      expect(resource?.inputs).toEqual({
        azureOpenai: {
          apiKey: expect.objectContaining({ ciphertext: expect.any(String) }),
          endpointUrl: "https://contoso.openai.azure.com",
          languageModel: { deploymentId: "gpt-41" },
          embeddingModel: { deploymentId: "embed" },
        },
      });
      expect(Object.keys(resource?.outputs ?? {}).sort()).toEqual([
        "aiProvider",
        "applied",
        "appliedRevision",
        "azureOpenai",
        "credentialDrift",
        "credentialFingerprint",
        "driftVisibility",
        "existing",
        "organizationId",
        "preflight",
        "remote",
        "remoteRevision",
        "removal",
        "status",
        "updatedAt",
        "updatedBy",
      ]);
    });

    it("keeps endpoints and deployments secret where the program does", async () => {
      const program = integration(AZURE.replace("gpt-41", "{ fn::secret: gpt-41 }"));
      await using stack = await startYamlStack(engine, { program });
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(await stack.project.pulumi(["refresh", "--yes"])).toMatchObject({ code: 0 });
      const [resource] = await stack.resources();
      expect(JSON.stringify(resource)).not.toContain("gpt-41");
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });

    it("was recorded by version 1: nothing changes, and it can be removed", async () => {
      await using stack = await startYamlStack(engine, { program: integration(AZURE) });
      await stack.simulator.saveOutside("org-acme", {
        userId: "user-ada",
        config: {
          provider: "azureOpenAI",
          languageModel: model("gpt-41"),
          embeddingModel: model("embed"),
        },
      });
      await stack.project.write({ "state.json": await readFile(FIXTURE, "utf8") });
      const imported = await stack.project.pulumi(["stack", "import", "--file", "state.json"]);
      expect(imported).toMatchObject({ code: 0 });
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").integration).toBeNull();
    });
  },
  obtainPulumiYaml,
);
