import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import type { Stack } from "../support/stack.ts";
import { integration, startYamlStack } from "./support/yaml-stack.ts";

const MAIN = join(import.meta.dirname, "../../../dist/provider/cli/main.js");
const OPENAI = "openai: { apiKey: sim-openai-key-1 }";

const AZURE = `
azureOpenai:
  endpointUrl: https://contoso.openai.azure.com
  apiKey: sim-contoso-key-1
  languageModel: { deploymentId: gpt-41 }
  embeddingModel: { deploymentId: embed }`;

/** Somebody gives both models another endpoint and key, and one another deployment. */
const rebuild = (stack: Stack): Promise<unknown> => {
  const own = { endpointUrl: "https://fabrikam.openai.azure.com", apiKey: "by-hand" };
  return stack.simulator.saveOutside("org-acme", {
    config: {
      provider: "azureOpenAI",
      languageModel: { deploymentId: "gpt-51", ...own },
      embeddingModel: { deploymentId: "embed", ...own },
    },
  });
};

const rotate = (stack: Stack): Promise<unknown> =>
  stack.simulator.saveOutside("org-acme", {
    config: { provider: "openAI", apiKey: "sim-openai-key-2" },
  });

await describeWithEngine(
  "drift through the plugin",
  (engine) => {
    it("a key that was changed outside ends the check with 7, says why, and is put back", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      await stack.up();
      await rotate(stack);
      const check = await stack.driftCheck();
      expect(check.code).toBe(7);
      expect(check.output).toContain(
        "openai.apiKey: credential changed outside: revision api:2, last applied api:1",
      );
      // A refresh that is kept does not absorb it.
      expect(await stack.project.pulumi(["refresh", "--yes"])).toMatchObject({ code: 0 });
      expect(await stack.project.pulumi(["preview", "--expect-no-changes"])).toMatchObject({
        code: 7,
      });
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });

    it("a deployment that was changed outside is shown with both values, and is put back", async () => {
      await using stack = await startYamlStack(engine, { program: integration(AZURE) });
      await stack.up();
      await rebuild(stack);
      expect(await stack.driftCheck()).toMatchObject({ code: 7 });
      const { output } = await stack.project.pulumi(["preview", "--refresh", "--diff"]);
      expect(output).toContain(
        '~ endpointUrl  : "https://fabrikam.openai.azure.com" => "https://contoso.openai.azure.com"',
      );
      expect(output).toContain('~ deploymentId: "gpt-51" => "gpt-41"');
      expect(await stack.up({}, "--refresh")).toMatchObject({ code: 0 });
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });

    it("the command tells who changed what, and when", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      await stack.up();
      await stack.simulator.saveOutside("org-acme", {
        config: { provider: "gemini", apiKey: "sim-gemini-key-1" },
      });
      const { code, stdout } = await stack.project.shell(`node '${MAIN}' drift . --json`);
      expect(code).toBe(7);
      expect(JSON.parse(stdout).findings).toMatchObject([
        {
          name: "ai",
          status: "drifted",
          by: "user-grace",
          since: expect.stringMatching(/^20/),
          changes: [{ path: "openai", origin: "outside" }],
        },
      ]);
    });

    it("ignoreChanges leaves a key alone that was changed outside", async () => {
      await using stack = await startYamlStack(engine, {
        program: integration(OPENAI, `ignoreChanges: ["openai.apiKey"]`),
      });
      await stack.up();
      await rotate(stack);
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });

    it("ignoreChanges may have brackets and stars", async () => {
      const left = [
        "azureOpenai.apiKey",
        'azureOpenai["endpointUrl"]',
        "azureOpenai.*.deploymentId",
      ];
      const program = integration(AZURE, `ignoreChanges: ${JSON.stringify(left)}`);
      await using stack = await startYamlStack(engine, { program });
      expect(await stack.up()).toMatchObject({ code: 0 });
      await rebuild(stack);
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });

    it("a removal outside is one to create, and only a read that says so counts as one", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      await stack.up();
      stack.simulator.fault({
        effect: { kind: "status", status: 503 },
        method: "GET",
        path: "/v2/organizations/settings/aiConfigs",
        times: 20,
      });
      const failed = await stack.driftCheck({ SIGMA_TIMEOUT: "2" });
      expect([1, 255]).toContain(failed.code);
      stack.simulator.clearFaults();
      expect(await stack.resources()).toHaveLength(1);
      stack.simulator.removeOutside("org-acme");
      const check = await stack.driftCheck();
      expect(check.code).toBe(7);
      expect(check.output).toContain("the integration was removed outside");
      expect(check.output).toContain("1 to create");
    });

    it("heeds targets, and saves once for --replace without a gap", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      await stack.up();
      const urn = "urn:pulumi:dev::program::sigma:index:ExternalAiIntegration::ai";
      await stack.program(integration("openai: { apiKey: sim-openai-key-2 }"));
      expect(await stack.up({}, "--target", urn)).toMatchObject({
        code: 0,
        output: expect.stringContaining("1 updated"),
      });
      expect(await stack.up({}, "--replace", urn)).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
      expect(stack.simulator.audit.map(({ event }) => event)).not.toContain("AI_PROVIDER_REMOVED");
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });
  },
  obtainPulumiYaml,
);
