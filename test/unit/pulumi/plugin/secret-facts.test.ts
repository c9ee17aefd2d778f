import { describe, expect, it } from "@jest/globals";
import type { Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { asSecret } from "../../../../provider/pulumi/wire.ts";
import { azure, ENDPOINT, KEYS, openai } from "./support/configs.ts";
import { startPlugin } from "./support/plugin.ts";
import { environment, simulate } from "./support/simulated.ts";

const AZURE_FACTS = {
  aiProvider: "azureOpenai",
  languageModel: { deploymentId: "gpt-41", endpointUrl: ENDPOINT },
  embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT },
};

describe("endpoints and deployments in outputs", () => {
  it.each<[string, Properties, unknown]>([
    ["keys alone", azure(), AZURE_FACTS],
    ["no secret at all", { openai: { apiKey: { fromEnv: "KEY" } } }, { aiProvider: "openai" }],
    ["an endpoint", azure({ endpointUrl: asSecret(ENDPOINT) }), asSecret(AZURE_FACTS)],
    [
      "a deployment",
      azure({ languageModel: { deploymentId: asSecret("gpt-41") } }),
      asSecret(AZURE_FACTS),
    ],
    [
      "a whole block",
      { openai: asSecret({ apiKey: KEYS.openai }) },
      asSecret({ aiProvider: "openai" }),
    ],
  ])("are secrets where the program has more secrets than keys: %s", async (_, news, facts) => {
    const simulator = await simulate();
    const env = { ...environment(simulator.url), KEY: KEYS.openai };
    const plugin = await startPlugin({ env });
    const recorded = await plugin.settle(news);
    expect(recorded.outputs).toMatchObject({ applied: facts, remote: facts });
    const live = await plugin.read(recorded);
    expect(live.outputs).toEqual(recorded.outputs);
    const next = await startPlugin({ env });
    expect((await next.diff(live, live.inputs)).lines).toEqual([]);
    const edited = { ...live.inputs, removal: "retain" };
    const { outputs } = await next.update(live, edited);
    expect(outputs).toEqual({ ...live.outputs, removal: "retain" });
    expect((await next.update(live, edited, { preview: true })).outputs).toEqual(outputs);
  });

  it.each<[string, Properties, string]>([
    ["keys alone", azure(), 'Sigma reports "gpt-51", last applied "gpt-41"'],
    [
      "a deployment",
      azure({ languageModel: { deploymentId: asSecret("gpt-41") } }),
      "Sigma reports [secret], last applied [secret]",
    ],
  ])(
    "are told of a change outside only where the program has no more secrets: %s",
    async (_, news, says) => {
      const simulator = await simulate();
      const env = environment(simulator.url);
      const recorded = await (await startPlugin({ env })).settle({ ...news, preflight: "off" });
      const own = { endpointUrl: ENDPOINT, apiKey: KEYS.contoso };
      await simulator.saveOutside("org-acme", {
        config: {
          provider: "azureOpenAI",
          languageModel: { deploymentId: "gpt-51", ...own },
          embeddingModel: { deploymentId: "embed", ...own },
        },
      });
      const plugin = await startPlugin({ env });
      const live = await plugin.read(recorded);
      await plugin.diff(live, live.inputs);
      expect(plugin.entries.map(({ text }) => text).join("\n")).toContain(says);
    },
  );

  it("are no secrets in what an import records", async () => {
    const simulator = await simulate();
    const plugin = await startPlugin({ env: environment(simulator.url) });
    await plugin.settle(openai());
    expect((await plugin.read({ id: "org-acme" })).outputs).toMatchObject({
      applied: { aiProvider: "openai" },
    });
  });
});
