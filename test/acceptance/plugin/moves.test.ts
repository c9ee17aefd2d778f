import { expect, it } from "@jest/globals";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { integration, startYamlStack } from "./support/yaml-stack.ts";

const OPENAI = "openai: { apiKey: sim-openai-key-1 }";
const DYNAMIC_URN =
  "urn:pulumi:dev::program::pulumi-nodejs:dynamic/sigma:ExternalAiIntegration::ai";

/** A TypeScript program with the dynamic resource of this package. */
const dynamic = (options: string): Record<string, string> => ({
  "Pulumi.yaml": "name: program\nruntime: nodejs\n",
  "index.js": `import { ExternalAiIntegration } from "sigma-external-ai";
new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" } }, ${options});
`,
});

await describeWithEngine(
  "from the dynamic resource to the plugin, and back",
  (engine) => {
    it("an alias moves a stack in both directions, and Sigma sees one Add", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      await stack.project.write(dynamic("{}"));
      expect(await stack.up()).toMatchObject({ code: 0 });
      stack.requests();

      await stack.program(integration(OPENAI, `aliases: ["${DYNAMIC_URN}"]`));
      expect(await stack.project.pulumi(["preview", "--expect-no-changes"])).toMatchObject({
        code: 0,
      });
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(stack.requests()).toEqual([]);
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
      expect(await stack.project.pulumi(["refresh", "--yes"])).toMatchObject({ code: 0 });
      expect(await stack.resources()).toMatchObject([
        { type: "sigma:index:ExternalAiIntegration", id: "org-acme" },
      ]);
      expect(JSON.stringify(await stack.resources())).not.toContain("__provider");
      stack.requests();

      await stack.project.write(
        dynamic(`{ aliases: [{ type: "sigma:index:ExternalAiIntegration" }] }`),
      );
      const back = await stack.up();
      expect(back).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
      expect(stack.requests()).toEqual([]);
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
      expect(stack.simulator.audit.map(({ event }) => event)).toEqual(["AI_PROVIDER_ADDED"]);
    });

    it("an alias that was forgotten removes nothing", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      await stack.project.write(dynamic("{}"));
      expect(await stack.up()).toMatchObject({ code: 0 });
      await stack.program(integration(OPENAI));
      expect(await stack.up()).toMatchObject({
        code: 1,
        output: expect.stringContaining("[SAVED_ELSEWHERE]"),
      });
      expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
      const forgotten = await stack.project.pulumi(["state", "delete", DYNAMIC_URN, "--yes"]);
      expect(forgotten).toMatchObject({ code: 0 });
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });

    it("neither does a resource that gets another name and another provider at once", async () => {
      const one = (name: string): string => `resources:
  ${name}:
    type: pulumi:providers:sigma
  ai-${name}:
    type: sigma:ExternalAiIntegration
    options: { provider: "\${${name}}" }
    properties: { ${OPENAI} }
`;
      await using stack = await startYamlStack(engine, { program: one("old") });
      expect(await stack.up()).toMatchObject({ code: 0 });
      await stack.program(one("new"));
      expect(await stack.up()).toMatchObject({
        code: 1,
        output: expect.stringContaining("[SAVED_ELSEWHERE]"),
      });
      expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
    });
  },
  obtainPulumiYaml,
);
