import { expect, it } from "@jest/globals";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { integration, startYamlStack } from "./support/yaml-stack.ts";

const OPENAI = "openai: { apiKey: sim-openai-key-1 }";
const NOTHING = {
  SIGMA_BASE_URL: undefined,
  SIGMA_CLIENT_ID: undefined,
  SIGMA_CLIENT_SECRET: undefined,
};

/** Two organizations, each with a provider of its own. */
const two = (url: string): string => `resources:
  acme:
    type: pulumi:providers:sigma
    properties:
      baseUrl: ${url}
      clientId: acme-admin
      clientSecret: { fn::secret: acme-admin-secret }
  globex:
    type: pulumi:providers:sigma
    properties:
      baseUrl: ${url}
      clientId: globex-admin
      clientSecret: globex-admin-secret
  one:
    type: sigma:ExternalAiIntegration
    options: { provider: "\${acme}" }
    properties: { openai: { apiKey: sim-openai-key-1 } }
  other:
    type: sigma:ExternalAiIntegration
    options: { provider: "\${globex}" }
    properties: { gemini: { apiKey: sim-gemini-key-1 } }
`;

await describeWithEngine(
  "the plugin's configuration",
  (engine) => {
    it("comes from the stack's configuration where the environment has none", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      const set = (...args: string[]) => stack.project.pulumi(["config", "set", ...args]);
      await set("sigma:baseUrl", stack.simulator.url);
      await set("sigma:clientId", "acme-admin");
      await set("sigma:clientSecret", "acme-admin-secret", "--secret");
      expect(await stack.up(NOTHING)).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
    });

    it("is not needed by a preview, and is asked for by the first request", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      expect(await stack.project.pulumi(["preview"], NOTHING)).toMatchObject({ code: 0 });
      const run = await stack.up(NOTHING);
      expect(run.code).not.toBe(0);
      expect(run.output).toContain(
        "SIGMA_BASE_URL, SIGMA_CLIENT_ID, SIGMA_CLIENT_SECRET are not set",
      );
      expect(stack.requests()).toEqual([]);
    });

    it("two providers manage two organizations in one program", async () => {
      await using stack = await startYamlStack(engine, { program: "resources: {}" });
      await stack.program(two(stack.simulator.url));
      expect(await stack.up(NOTHING)).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
      expect(stack.simulator.state("org-globex").integration).toMatchObject({ provider: "gemini" });
      expect(await stack.driftCheck(NOTHING)).toMatchObject({ code: 0 });
      expect(await stack.destroy(NOTHING)).toMatchObject({ code: 0 });
    });

    it.each([
      ["baseUrl", "ftp://sigma.example", "baseUrl: the URL of sigma.example is not https"],
      [
        "allowAssumed",
        "yes",
        'allowAssumed: the value is not a choice; expected "none" or "write"',
      ],
      ["transport", "portal", 'transport: "portal" is not in this version'],
      ["clientID", "acme-admin", "Did you mean clientId?"],
    ])("a wrong %s fails the check with its name", async (name, value, says) => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      await stack.project.pulumi(["config", "set", `sigma:${name}`, value]);
      const run = await stack.project.pulumi(["preview"]);
      expect(run.code).not.toBe(0);
      expect(run.output).toContain(says);
      expect(stack.requests()).toEqual([]);
    });
  },
  obtainPulumiYaml,
);
