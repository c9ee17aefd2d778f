import { describe, expect, it } from "@jest/globals";
import { readPreview } from "../../../../provider/operations/drift/pulumi-preview.ts";

const TYPE = "pulumi-nodejs:dynamic/sigma:ExternalAiIntegration";
const urn = (name: string, type = TYPE) => `urn:pulumi:dev::program::${type}::${name}`;
const outputs = { organizationId: "org-acme", aiProvider: "openai", remoteRevision: "api:2" };
const refresh = (name: string) => ({
  op: "refresh",
  urn: urn(name),
  oldState: { id: "org-acme", outputs },
  newState: {},
});

function read(steps: readonly object[], diagnostics: readonly object[] = []) {
  return readPreview(JSON.stringify({ steps, diagnostics, changeSummary: {} }));
}

describe("Pulumi's preview", () => {
  it("tells the decision, the state before and after, and what our provider said of it", () => {
    const live = { ...outputs, aiProvider: "gemini" };
    const inputs = { openai: { apiKey: "[secret]" }, __provider: "1" };
    const update = {
      op: "update",
      urn: urn("ai"),
      oldState: { id: "org-acme", inputs, outputs: live },
      newState: { inputs: { ...inputs, removal: "retain", __provider: "2" } },
    };
    const message =
      "org-acme: warning: openai: vendor changed outside\norg-acme: removal: only how\norg-other: warning: x: y\n\n";
    const check = read([refresh("ai"), update], [{ message, severity: "info#err" }]);
    expect(check).toEqual({
      stack: "dev",
      otherChanges: 0,
      deployments: [],
      failures: [],
      seen: [
        {
          name: "ai",
          action: "update",
          recorded: outputs,
          live,
          said: [
            { origin: "outside", path: "openai", text: "vendor changed outside" },
            { origin: "configuration", path: "removal", text: "only how" },
          ],
          differing: ["removal"],
        },
      ],
    });
  });

  it("tells what the plugin said, which the engine puts its own word before", () => {
    const plugin = urn("ai", "sigma:index:ExternalAiIntegration");
    const step = { op: "update", urn: plugin, oldState: { outputs }, newState: {} };
    const check = read(
      [{ ...refresh("ai"), urn: plugin }, step],
      [
        { message: "warning: org-acme: openai: vendor changed outside\n", severity: "warning" },
        { message: "info: org-acme: adding OpenAI turns AI on\n", severity: "info" },
        { message: "warning: another word\n", severity: "warning" },
      ],
    );
    expect(check?.seen[0]?.said).toEqual([
      { origin: "outside", path: "openai", text: "vendor changed outside" },
      { origin: "configuration", text: "adding OpenAI turns AI on" },
    ]);
  });

  it("tells failures of ours apart from others, and who was not compared", () => {
    const check = read(
      [refresh("ai"), refresh("north")],
      [
        {
          urn: urn("ai"),
          severity: "error",
          message: "error: Preview failed: answered 403. [NOT_PERMITTED, x]\n",
        },
        { severity: "error", message: "error: Running program failed\n" },
        { severity: "error", message: "error: preview failed\n" },
      ],
    );
    expect(check?.failures).toEqual(["Running program failed"]);
    expect(check?.seen.map(({ name, action, failure }) => [name, action, failure])).toEqual([
      ["ai", undefined, { text: "answered 403. [NOT_PERMITTED, x]", code: "NOT_PERMITTED" }],
      ["north", undefined, undefined],
    ]);
  });

  it("counts changes of others, and finds deployments of models", () => {
    const type = "azure-native:cognitiveservices:Deployment";
    const model = { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" };
    const deployment = {
      op: "create",
      urn: urn("language", type),
      newState: { inputs: { deploymentName: "chat", properties: { model } } },
    };
    const check = read([
      { op: "same", urn: urn("ai"), oldState: { outputs } },
      deployment,
      { op: "create", urn: urn("program-dev", "pulumi:pulumi:Stack") },
      { op: "create", urn: urn("default", "pulumi:providers:azure-native") },
      { op: "same", urn: urn("pet", "random:index/randomPet:RandomPet") },
    ]);
    expect([check?.otherChanges, check?.deployments]).toEqual([
      1,
      [{ name: "chat", model: "gpt-4.1", version: "2025-04-14" }],
    ]);
  });

  it.each([
    [TYPE, 1],
    ["sigma:index:ExternalAiIntegration", 1],
    ["sigma:ExternalAiIntegration", 1],
    ["other:index:ExternalAiIntegration", 0],
    ["pulumi-nodejs:dynamic/other:ExternalAiIntegration", 0],
  ])("%s is %i of ours", (type, count) => {
    expect(read([{ op: "same", urn: urn("ai", type) }])?.seen).toHaveLength(count);
  });

  it.each(["", "error: no stack", "[]", '{"steps": 1}'])("%j is none", (text) => {
    expect(readPreview(text)).toBeUndefined();
  });
});
