import { describe, expect, it } from "@jest/globals";
import {
  changes,
  isStateOnly,
  type CredentialComparison,
} from "../../../provider/integration/changes.ts";
import type { IntegrationState } from "../../../provider/integration/state.ts";
import { azure, configOf, ENDPOINT, openai, type Raw } from "./support/configs.ts";
import { changeList, stateOf } from "./support/state.ts";

const SETTINGS = "only how the resource is handled changes; nothing is sent to Sigma";

describe("a changed configuration", () => {
  const language = "azureOpenai.languageModel";
  it.each<[string, Raw, Raw, string[]]>([
    ["nothing", azure(), azure(), []],
    [
      "another vendor, whose key needs no reason",
      { gemini: { apiKey: "k" } },
      openai(),
      ['update configuration gemini: vendor changes from "openai" to "gemini"'],
    ],
    [
      "Azure for another vendor",
      azure(),
      openai(),
      ['update configuration azureOpenai: vendor changes from "openai" to "azureOpenai"'],
    ],
    [
      "a deployment",
      azure({}, { deploymentId: "new" }),
      azure(),
      [
        `update configuration ${language}.deploymentId: {languageModel.deploymentId} changes from "chat" to "new"`,
      ],
    ],
    [
      "an endpoint",
      azure({}, { endpointUrl: "https://b.openai.azure.com" }),
      azure(),
      [
        `update configuration ${language}.endpointUrl: {languageModel.endpointUrl} changes from "${ENDPOINT}" to "https://b.openai.azure.com"`,
      ],
    ],
    [
      "an endpoint spelled differently",
      azure({ endpointUrl: "https://ACME.openai.azure.com:443/" }),
      azure(),
      [],
    ],
    [
      "endpoint and key given twice",
      azure(
        { apiKey: undefined, endpointUrl: undefined },
        { endpointUrl: ENDPOINT, apiKey: "k" },
        { endpointUrl: ENDPOINT, apiKey: "k" },
      ),
      azure(),
      [],
    ],
    [
      "a tenant",
      openai({ tenant: "t2" }),
      openai({ tenant: "t1" }),
      ["replace configuration tenant: another organization: t2 instead of t1"],
    ],
    [
      "a tenant given",
      openai({ tenant: "t2" }),
      openai(),
      [
        "replace configuration tenant: another organization: t2 instead of the organization of the credentials",
      ],
    ],
    [
      "a tenant taken away",
      openai(),
      openai({ tenant: "t1" }),
      [
        "replace configuration tenant: another organization: the organization of the credentials instead of t1",
      ],
    ],
  ])("%s", (_, raw, before, expected) => {
    expect(changeList(raw, stateOf(before))).toEqual(expected);
  });
});

describe("a setting writes state only", () => {
  const before = openai({ preflight: { trustedHosts: ["a", "b"] } });
  it.each<[string, Raw, string[]]>([
    ["nothing", before, []],
    ["existing", { ...before, existing: "overwrite" }, ["existing"]],
    ["removal", { ...before, removal: "retain" }, ["removal"]],
    ["credentialDrift", { ...before, credentialDrift: "stop" }, ["credentialDrift"]],
    ["the guard", { ...before, expectedOrganizationId: "org-acme" }, ["expectedOrganizationId"]],
    ["a connection", { ...before, connection: "eu" }, ["connection"]],
    [
      "a mode of preflight",
      { ...before, preflight: { mode: "off", trustedHosts: ["a", "b"] } },
      ["preflight"],
    ],
    ["a trusted host", { ...before, preflight: { trustedHosts: ["a"] } }, ["preflight"]],
    [
      "unverified models",
      { ...before, preflight: { trustedHosts: ["a", "b"], allowUnverifiedModels: true } },
      ["preflight"],
    ],
    [
      "all at once",
      openai({
        existing: "overwrite",
        removal: "retain",
        credentialDrift: "ignore",
        connection: "eu",
      }),
      ["existing", "removal", "credentialDrift", "connection", "preflight"],
    ],
  ])("%s", (_, raw, paths) => {
    const found = changes(configOf(raw), stateOf(before), "same");
    expect(found.map(({ path }) => path)).toEqual(paths);
    expect(found.filter(({ kind, reason }) => kind !== "settings" || reason !== SETTINGS)).toEqual(
      [],
    );
    expect(isStateOnly(found)).toBe(true);
  });

  it("and beside anything else that is sent, it is not", () => {
    const raw = { ...azure({}, { deploymentId: "new" }), removal: "retain" };
    expect(isStateOnly(changes(configOf(raw), stateOf(azure()), "same"))).toBe(false);
    expect(isStateOnly(changes(configOf(openai({ tenant: "t" })), stateOf(openai()), "same"))).toBe(
      false,
    );
  });
});

describe("a key", () => {
  const rotated = "update configuration openai.apiKey: the key is not the one that was last saved";
  const unproven =
    "update configuration openai.apiKey: no save of this key is recorded, so nothing proves that Sigma has it";
  const { credentialFingerprint, ...imported } = stateOf(openai());
  it.each<[string, IntegrationState, CredentialComparison, string[]]>([
    ["the same", stateOf(openai()), "same", []],
    ["another one", stateOf(openai()), "different", [rotated]],
    ["one that cannot be read here", stateOf(openai()), "unchecked", []],
    ["never saved", imported, "unchecked", [unproven]],
  ])("%s", (_, state, credential, expected) => {
    expect(changeList(openai(), state, credential)).toEqual(expected);
  });

  it("of Azure is changed as a whole", () => {
    const raw = azure({}, { apiKey: "own-key" });
    expect(changeList(raw, stateOf(azure()), "different")).toEqual([
      "update configuration azureOpenai.apiKey: the key is not the one that was last saved",
    ]);
  });
});

describe("changes", () => {
  it("are pure", () => {
    const config = deepFreeze(
      configOf({ ...azure({}, { deploymentId: "new" }), removal: "retain" }),
    );
    const state = deepFreeze(stateOf(azure(), { remoteRevision: "api:8" }));
    const first = changes(config, state, "different");
    expect(changes(config, state, "different")).toEqual(first);
    expect(first).toHaveLength(4);
  });

  it("come in a fixed order: tenant, fields, key, settings", () => {
    const raw = { removal: "retain", tenant: "t", ...azure({}, { deploymentId: "new" }) };
    const found = changes(configOf(raw), stateOf(azure()), "different");
    expect(found.map(({ path }) => path)).toEqual([
      "tenant",
      "azureOpenai.languageModel.deploymentId",
      "azureOpenai.apiKey",
      "removal",
    ]);
  });

  it("of none are nothing to send", () => {
    expect(isStateOnly([])).toBe(true);
  });
});

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null) deepFreeze(inner);
  }
  return Object.freeze(value);
}
