import { status } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";
import type { Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { GET_INTEGRATION } from "../../../../provider/pulumi/plugin/tokens.ts";
import { asSecret, SIGNATURE_KEY, UNKNOWN_VALUE } from "../../../../provider/pulumi/wire.ts";
import { azure, openai } from "./support/configs.ts";
import { startPlugin } from "./support/plugin.ts";

const KEY = "Tulip7Harbor2Violin9";

/** An object around a value, many levels deep. */
function nested(depth: number, value: unknown): unknown {
  return Array.from({ length: depth }).reduce<unknown>((inner) => ({ a: inner }), value);
}

const own = (name: string, value: unknown): Properties => Object.fromEntries([[name, value]]);

const garbage: [string, Properties][] = [
  ["a text in the place of a block", { openai: KEY }],
  ["a secret text in its place", { openai: asSecret(KEY) }],
  ["a list in its place", { openai: [KEY, [KEY]] }],
  ["a number in its place", { openai: 42 }],
  ["nothing in its place", { openai: null }],
  ["a key that is a number", openai({}, 1e308)],
  ["a key that is no number", openai({}, Number.NaN)],
  ["a key that is a list", openai({}, [KEY])],
  ["a key in an object", openai({}, { value: KEY, fromEnv: KEY })],
  ["a key in a signature that is none", openai({}, { [SIGNATURE_KEY]: "x", value: KEY })],
  ["a secret of nothing", openai({}, asSecret(undefined))],
  ["a secret of a list", { openai: asSecret([KEY]) }],
  ["a huge key", openai({}, `${KEY} `.repeat(2000))],
  ["many fields", Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`f${n}`, KEY]))],
  ["a model that is a list", azure({ languageModel: [{ deploymentId: KEY }], apiKey: KEY })],
  ["an endpoint that is a number", azure({ endpointUrl: 1, apiKey: KEY })],
  ["hosts that are numbers", openai({ preflight: { trustedHosts: [1, null, { a: KEY }] } }, KEY)],
  ["settings that are lists", openai({ removal: ["remove"], existing: [[]] }, KEY)],
  ["deep objects", { openai: nested(60, KEY) }],
  [
    "the names of a prototype",
    { constructor: KEY, toString: { apiKey: KEY }, hasOwnProperty: KEY },
  ],
  ["the names of a prototype in a block", { openai: { constructor: KEY, valueOf: KEY } }],
  ["a prototype", own("__proto__", { openai: { apiKey: KEY } })],
  ["a prototype in a block", { openai: own("__proto__", { apiKey: KEY }) }],
  ["names with dots and braces", { "openai.apiKey": KEY, "{openai}": KEY, "": KEY, "a\nb": KEY }],
];

describe("what no program should send", () => {
  it.each(garbage)("is refused in words, without its values: %s", async (_, news) => {
    const plugin = await startPlugin();
    const { failures } = await plugin.check(news);
    expect(failures.length).toBeGreaterThan(0);
    for (const { property, reason } of failures) {
      expect(property).toBe("");
      expect(reason).toMatch(/\[(?!INTERNAL)[A-Z_]+\]$/);
      expect(reason).not.toContain(KEY);
    }
    // One that comes without a check is refused as well.
    const recorded = { id: "org-acme", inputs: news, outputs: { organizationId: "org-acme" } };
    for (const call of [
      plugin.create(news),
      plugin.create(news, { preview: true }),
      plugin.diff(recorded, news),
      plugin.update(recorded, news),
    ]) {
      await expect(call).rejects.toMatchObject({
        code: status.UNKNOWN,
        details: expect.not.stringMatching(new RegExp(`${KEY}|INTERNAL`)),
      });
    }
    expect(JSON.stringify(plugin.entries)).not.toContain(KEY);
    // The process goes on.
    expect((await plugin.check(openai())).failures).toEqual([]);
  });

  it.each<[string, Properties]>([
    ["a prototype beside a good block", { ...openai(), ...own("__proto__", { gemini: 1 }) }],
    ["a field that is null", openai({ tenant: null, preflight: null })],
  ])("may be left out: %s", async (_, news) => {
    const { failures } = await (await startPlugin()).check(news);
    expect(failures).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("what no engine should record", () => {
  it.each<[string, Properties]>([
    ["texts", { organizationId: "org-acme", applied: KEY, remote: KEY }],
    ["lists", { organizationId: "org-acme", applied: [KEY], preflight: [KEY] }],
    ["secrets", { organizationId: asSecret([KEY]), aiProvider: asSecret(KEY) }],
    ["unknown values", { organizationId: UNKNOWN_VALUE }],
    ["the names of a prototype", { organizationId: "org-acme", constructor: KEY }],
    ["a state of another shape", { organizationId: 1, toString: KEY }],
  ])("is refused in words, without its values: %s", async (_, outputs) => {
    const plugin = await startPlugin();
    const recorded = { id: "org-acme", inputs: openai(), outputs };
    for (const call of [
      plugin.diff(recorded, openai()),
      plugin.update(recorded, openai()),
      plugin.remove(recorded),
      plugin.read(recorded),
    ]) {
      await expect(call).rejects.toMatchObject({
        details: expect.stringMatching(/^(?!.*Tulip7).+\[INVALID_STATE\]$/),
      });
    }
  });
});

it("arguments that are garbage end no process", async () => {
  const plugin = await startPlugin();
  for (const [, args] of garbage) {
    const { failures } = await plugin.checkConfig(args);
    expect(JSON.stringify(failures)).not.toContain(KEY);
    await plugin.configure(args);
    await expect(plugin.invoke(GET_INTEGRATION, args)).rejects.toMatchObject({
      details: expect.stringContaining("[CONNECTION_INCOMPLETE]"),
    });
  }
});
