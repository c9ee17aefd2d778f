import { describe, expect, it } from "@jest/globals";
import type { Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { asSecret, UNKNOWN_VALUE } from "../../../../provider/pulumi/wire.ts";
import { azure, azureApart, ENDPOINT, gemini, KEYS, openai } from "./support/configs.ts";
import { startPlugin, type PluginProcess } from "./support/plugin.ts";
import { environment, simulate } from "./support/simulated.ts";

const KEY = "Tulip7Harbor2Violin9";
const MODELS = {
  languageModel: { deploymentId: "gpt-41" },
  embeddingModel: { deploymentId: "embed" },
};

/** A configuration of each vendor, and of Azure with its keys at each place, around a key. */
const PLACES: Record<string, (apiKey: unknown) => Properties> = {
  openai: (apiKey) => ({ openai: { apiKey } }),
  gemini: (apiKey) => ({ gemini: { apiKey, apiKeyVersion: 3 } }),
  anthropic: (apiKey) => ({ anthropic: { apiKey }, removal: "retain" }),
  "azureOpenai, once": (apiKey) => azure({ apiKey }),
  "azureOpenai, at each model": (apiKey) => azureApart({ apiKey }, { apiKey }),
  "azureOpenai, at one model": (apiKey) =>
    azure({ apiKey, embeddingModel: { deploymentId: "embed", apiKey } }),
};

describe.each(Object.entries(PLACES))("a key of %s", (_, place) => {
  it.each<[string, unknown, unknown]>([
    ["in clear", KEY, asSecret(KEY)],
    ["as a secret", asSecret(KEY), asSecret(KEY)],
    ["not known yet", UNKNOWN_VALUE, UNKNOWN_VALUE],
    ["as a secret not known yet", asSecret(UNKNOWN_VALUE), asSecret(UNKNOWN_VALUE)],
    ["as a variable", { fromEnv: "KEY" }, { fromEnv: "KEY" }],
    ["as a file", { fromFile: "./key" }, { fromFile: "./key" }],
    ["as a secret variable", asSecret({ fromEnv: "KEY" }), asSecret({ fromEnv: "KEY" })],
  ])("that came in %s is recorded as a secret or as no key at all", async (_way, given, kept) => {
    const { inputs, failures } = await (await startPlugin()).check(place(given));
    expect(failures).toEqual([]);
    expect(inputs).toEqual(place(kept));
  });

  it("is no secret less where its whole block is one", async () => {
    const [[vendor, block] = [], ...rest] = Object.entries(place(KEY));
    const news = { [vendor ?? ""]: asSecret(block), ...Object.fromEntries(rest) };
    const { inputs, failures } = await (await startPlugin()).check(news);
    expect({ inputs, failures }).toEqual({ inputs: news, failures: [] });
  });
});

describe("what is checked", () => {
  it.each<[string, Properties]>([
    ["a block", { openai: UNKNOWN_VALUE }],
    ["a secret block", { azureOpenai: asSecret(UNKNOWN_VALUE) }],
    ["a model", azure({ languageModel: UNKNOWN_VALUE })],
    ["an endpoint", azure({ endpointUrl: UNKNOWN_VALUE })],
    ["settings", openai({ preflight: UNKNOWN_VALUE, removal: UNKNOWN_VALUE })],
    ["the tenant", openai({ tenant: UNKNOWN_VALUE })],
  ])("may be unknown: %s", async (_, news) => {
    const { inputs, failures } = await (await startPlugin()).check(news);
    expect({ inputs, failures }).toEqual({ inputs: news, failures: [] });
  });

  it("names no property, since the engine would print its value", async () => {
    const news = { openai: { apiKey: asSecret("https://Tulip7Harbor2Violin9") }, tenat: "org-1" };
    const { inputs, failures } = await (await startPlugin()).check(news);
    expect(inputs).toEqual({});
    expect(failures).toEqual([
      { property: "", reason: expect.stringMatching(/^openai\.apiKey: .+\[INVALID_CREDENTIAL\]$/) },
      { property: "", reason: expect.stringMatching(/^tenat: .+tenant.+\[UNKNOWN_FIELD\]$/) },
    ]);
    expect(JSON.stringify(failures)).not.toContain("Tulip7");
  });

  it("is not the text of a dynamic provider, which is kept", async () => {
    const dynamic = { __provider: "exports.handler = () => {}" };
    const { inputs, failures } = await (
      await startPlugin()
    ).check({ ...openai(), ...dynamic }, { ...openai(), ...dynamic });
    expect({ inputs, failures }).toEqual({ inputs: { ...openai(), ...dynamic }, failures: [] });
  });

  it("refuses two resources for one tenant in one program", async () => {
    const plugin = await startPlugin();
    const tenant = "org-acme-emea";
    expect((await plugin.check(openai({ tenant }))).failures).toEqual([]);
    const { failures } = await plugin.check(gemini({ tenant }));
    expect(failures.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("[DUPLICATE_RESOURCE]"),
    ]);
  });

  it("warns before a first create, once, of a key that is not where it is said to be", async () => {
    const plugin = await startPlugin();
    const config = { openai: { apiKey: { fromEnv: "NOT_SET" } } };
    await plugin.check(config);
    await plugin.check(config);
    await plugin.check(config, config);
    expect(plugin.entries.map(({ severity, text }) => [severity, text])).toEqual([
      ["warning", expect.stringContaining("NOT_SET")],
    ]);
  });
});

describe("what an import recorded", () => {
  /** A plugin that has just imported the resource. */
  const afterImport = async (): Promise<PluginProcess> => {
    const simulator = await simulate();
    await simulator.saveOutside("org-acme", { config: { provider: "gemini", apiKey: "by-hand" } });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    await plugin.read({ id: "org-acme" });
    return plugin;
  };

  const imported: Properties[] = [
    { openai: {} },
    { gemini: {}, tenant: "org-acme-emea" },
    { azureOpenai: { endpointUrl: ENDPOINT, ...MODELS } },
  ];

  it.each(imported)("passes as it is, without a key: %j", async (inputs) => {
    const answer = await (await afterImport()).check(inputs, inputs);
    expect(answer).toEqual({ inputs, failures: [] });
  });

  it.each<[string, Properties, Properties, string]>([
    ["in a program", {}, { openai: {} }, "MISSING_FIELD"],
    ["beside an edit", { openai: {} }, { openai: {}, removal: "retain" }, "MISSING_FIELD"],
    ["with another fault", { openai: {}, a: 1 }, { openai: {}, a: 1 }, "MISSING_FIELD"],
    ["without a vendor", { tenant: "org-1" }, { tenant: "org-1" }, "VENDOR_BLOCK"],
  ])("does not pass %s", async (_, olds, news, code) => {
    const { failures } = await (await afterImport()).check(news, olds);
    expect(failures[0]?.reason).toContain(`[${code}]`);
  });

  it("has a key marked that somebody wrote for one model", async () => {
    const block = (apiKey: unknown): Properties => ({
      azureOpenai: {
        endpointUrl: ENDPOINT,
        ...MODELS,
        languageModel: { deploymentId: "gpt-41", apiKey },
      },
    });
    const clear = block(KEYS.contoso);
    const { inputs, failures } = await (await afterImport()).check(clear, clear);
    expect({ inputs, failures }).toEqual({ inputs: block(asSecret(KEYS.contoso)), failures: [] });
  });
});
