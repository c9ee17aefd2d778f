import { describe, expect, it } from "@jest/globals";
import { check, checked } from "../../../provider/integration/check.ts";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import {
  azure,
  faultList,
  faultsOf,
  KEY,
  openai,
  OTHER_KEY,
  VENDOR_BLOCKS,
  type Raw,
} from "./support/configs.ts";

const SENTINEL = "sk-SENTINEL-9f8e7d6c5b4a";

describe("a good configuration of each vendor passes", () => {
  it.each(Object.entries(VENDOR_BLOCKS))("%s", (name, raw) => {
    const result = check(raw);
    expect(result.valid && result.config.vendor.name).toBe(name);
  });
});

describe("exactly one vendor's block", () => {
  it.each<[string, unknown, string]>([
    ["none", {}, "no AI vendor is given; expected exactly one of openai, azureOpenai, gemini"],
    ["one that is null", { openai: null }, "no AI vendor is given"],
    ["two", { ...VENDOR_BLOCKS.openai, ...VENDOR_BLOCKS.gemini }, "openai and gemini are given"],
    [
      "all",
      Object.assign({}, ...Object.values(VENDOR_BLOCKS)),
      "openai and azureOpenai and gemini and anthropic are given together",
    ],
  ])("%s", (_, raw, message) => {
    const [fault, ...more] = faultsOf(raw);
    expect(more).toEqual([]);
    expect(fault?.code).toBe("VENDOR_BLOCK");
    expect(fault?.message).toContain(message);
  });
});

describe("a key", () => {
  const bad: [string, unknown, string][] = [
    ["empty", "", "the key is empty"],
    ["blank", " \t ", "the key is empty"],
    ["of line breaks", "\r\n", "the key is empty"],
    ["of two lines", `${SENTINEL}\n${SENTINEL}`, "the key has spaces, line breaks"],
    ["ending with a line break", `${SENTINEL}\n`, "the key has spaces, line breaks"],
    ["with a space before it", ` ${SENTINEL}`, "the key has spaces, line breaks"],
    ["with a character that no key has", `${SENTINEL}é`, "or other characters that no key has"],
    ["with a zero", `${SENTINEL}\0`, "or other characters that no key has"],
    ["that is a URL", `https://acme.openai.azure.com/${SENTINEL}`, "the key is a URL"],
    ["that is a URL in capitals", `HTTP://${SENTINEL}`, "the key is a URL"],
    ["that is a URL of another scheme", `ftp://${SENTINEL}`, "the key is a URL"],
    ["that is a web socket's URL", `WSS://${SENTINEL}`, "the key is a URL"],
    ["that is an endpoint without its scheme", "acme.openai.azure.com", "the key is a URL"],
    ["that is such an endpoint with a path", "Acme.openai.azure.com/openai", "the key is a URL"],
    ["that is a URL after a space", ` https://${SENTINEL}`, "the key is a URL"],
    ["that is a number", 123_456_789, "neither a key nor a reference"],
    ["that is a list", [SENTINEL], "neither a key nor a reference"],
    ["that is a block", { key: SENTINEL }, "neither a key nor a reference"],
    ["that is two references", { fromEnv: "A", fromFile: "b" }, "neither a key nor a reference"],
  ];
  const places: [string, (apiKey: unknown) => Raw][] = [
    ["openai.apiKey", (apiKey) => openai({}, apiKey)],
    ["gemini.apiKey", (apiKey) => ({ gemini: { apiKey } })],
    ["anthropic.apiKey", (apiKey) => ({ anthropic: { apiKey } })],
    ["azureOpenai.apiKey", (apiKey) => azure({ apiKey })],
    ["azureOpenai.languageModel.apiKey", (apiKey) => azure({}, { apiKey })],
    ["azureOpenai.embeddingModel.apiKey", (apiKey) => azure({}, {}, { apiKey })],
  ];

  it.each(bad)("%s is refused wherever it stands, and not shown", (_, apiKey, problem) => {
    for (const [path, place] of places) {
      const [fault, ...more] = faultsOf(place(apiKey));
      expect(more).toEqual([]);
      expect(fault).toMatchObject({ code: "INVALID_CREDENTIAL", details: { path } });
      expect(fault?.message).toContain(`${path}: `);
      expect(fault?.message).toContain(problem);
      expect(fault?.message).toMatch(/; expected .+\. \w.+\. \[INVALID_CREDENTIAL\]$/);
      expect(JSON.stringify(fault)).not.toContain("SENTINEL");
    }
  });

  it("that is a URL is told where URLs belong", () => {
    const [fault] = faultsOf(azure({ apiKey: "https://acme.openai.azure.com" }));
    expect(fault?.message).toContain("An Azure endpoint belongs into endpointUrl");
  });

  it.each<[string, unknown, string]>([
    ["a misspelt variable", { fromENV: SENTINEL }, "Did you mean fromEnv?"],
    ["a misspelt file", { fromfile: SENTINEL }, "Did you mean fromFile?"],
    ["a key as a name", { [SENTINEL]: "x" }, "Give one of these."],
  ])("given as %s is told the nearest reference, and nothing is shown", (_, apiKey, advice) => {
    const [fault] = faultsOf(openai({}, apiKey));
    expect(fault?.message).toContain(advice);
    expect(fault?.message).not.toContain("SENTINEL");
  });

  it.each<[string, unknown, string]>([
    [
      "a variable's name with a space",
      { fromEnv: "MY KEY" },
      "INVALID_CONFIG openai.apiKey.fromEnv",
    ],
    [
      "a variable's name with a digit first",
      { fromEnv: "1A" },
      "INVALID_CONFIG openai.apiKey.fromEnv",
    ],
    ["an empty path", { fromFile: " " }, "INVALID_CONFIG openai.apiKey.fromFile"],
    ["null", null, "MISSING_FIELD openai.apiKey"],
  ])("that is %s", (_, apiKey, expected) => {
    expect(faultList(openai({}, apiKey))).toEqual([expected]);
  });
});

describe("check", () => {
  it.each<[string, Raw, string[]]>([
    ["a misspelt vendor", { opnai: { apiKey: KEY } }, ["UNKNOWN_FIELD opnai"]],
    ["a vendor's name in part", { azure: {} }, ["UNKNOWN_FIELD azure"]],
    [
      "a misspelt vendor beside two",
      { ...VENDOR_BLOCKS.openai, ...VENDOR_BLOCKS.gemini, anthropik: {} },
      ["UNKNOWN_FIELD anthropik", "VENDOR_BLOCK"],
    ],
    ["a field that is no vendor's", { zzz: 1 }, ["UNKNOWN_FIELD zzz", "VENDOR_BLOCK"]],
    ["a misspelt key", { openai: { api_key: KEY } }, ["UNKNOWN_FIELD openai.api_key"]],
    [
      "a misspelt model",
      azure({ languageModel: undefined, languageModle: {} }),
      ["UNKNOWN_FIELD azureOpenai.languageModle"],
    ],
    [
      "a field beside a missing one",
      { openai: { zzz: 1 } },
      ["MISSING_FIELD openai.apiKey", "UNKNOWN_FIELD openai.zzz"],
    ],
    ["an empty name", openai({}, { fromEnv: "" }), ["INVALID_CONFIG openai.apiKey.fromEnv"]],
    [
      "an endpoint for both models whose path names a third deployment",
      azure({ endpointUrl: `https://a.openai.azure.com/openai/deployments/zzz` }),
      ["INVALID_ENDPOINT azureOpenai.endpointUrl"],
    ],
    ["no configuration at all", Object([]), ["INVALID_CONFIG"]],
  ])("says one fault of one mistake: %s", (_, raw, expected) => {
    expect(faultList(raw)).toEqual(expected);
  });

  it("answers every fault at once, in the order of the fields", () => {
    const raw = { openai: { apiKey: "" }, removal: "no", tenant: 5, extra: 1 };
    expect(faultList(raw)).toEqual([
      "INVALID_CREDENTIAL openai.apiKey",
      "INVALID_CONFIG tenant",
      "INVALID_CONFIG removal",
      "UNKNOWN_FIELD extra",
    ]);
  });

  it("says one fault of an endpoint given for both models once", () => {
    expect(faultList(azure({ endpointUrl: "http://acme.openai.azure.com" }))).toEqual([
      "INVALID_ENDPOINT azureOpenai.endpointUrl",
    ]);
  });

  it("changes nothing in what it is given", () => {
    const raw = azure({ apiKey: null }, { apiKey: KEY }, { apiKey: OTHER_KEY });
    const before = JSON.stringify(raw);
    check(Object.freeze(raw));
    expect(JSON.stringify(raw)).toBe(before);
  });

  it.each([
    ["a text", "openai"],
    ["a list", []],
    ["null", null],
    ["nothing", undefined],
  ])("refuses %s in the place of the configuration", (_, raw) => {
    const faults = faultsOf(raw).map(({ message }) => message);
    expect(faults).toContain(
      "the value is of the wrong type; expected a block of fields. Correct the value. [INVALID_CONFIG]",
    );
  });

  it("throws the first fault where the configuration has been checked before", () => {
    expect(() => checked({})).toThrow(IntegrationError);
    expect(() => checked({})).toThrow("no AI vendor is given");
    expect(checked(openai()).vendor.name).toBe("openai");
  });
});

describe("no fault shows a key, wherever a key is in the way", () => {
  const good = azure({}, { apiKey: SENTINEL }, { apiKey: { fromEnv: "A" } });
  it.each<[string, Raw]>([
    ["beside a second vendor", { ...good, openai: { apiKey: SENTINEL } }],
    ["as a whole block", { openai: SENTINEL }],
    ["as the whole Azure block", { azureOpenai: SENTINEL }],
    ["as a whole model", azure({ languageModel: SENTINEL })],
    ["as the endpoint", azure({ endpointUrl: SENTINEL })],
    ["as a model's endpoint", azure({}, { endpointUrl: `:${SENTINEL}` })],
    [
      "in the endpoint's query",
      azure({ endpointUrl: `https://a.openai.azure.com?key=${SENTINEL}` }),
    ],
    ["in the endpoint's user", azure({ endpointUrl: `https://${SENTINEL}@a.openai.azure.com` })],
    ["after the endpoint's scheme", azure({ endpointUrl: `key:${SENTINEL}` })],
    ["as the value of an unknown field", openai({ secret: SENTINEL })],
    ["in the place of preflight", openai({ preflight: SENTINEL })],
    ["in the place of a truth value", openai({ preflight: { allowUnverifiedModels: SENTINEL } })],
    ["in the place of a list", openai({ preflight: { trustedHosts: SENTINEL } })],
    ["as the name of a connection", openai({ connection: `${SENTINEL}!` })],
    ["as the name of a variable", openai({}, { fromEnv: SENTINEL })],
    ["in the place of a choice", openai({ removal: SENTINEL })],
    ["in the place of a mode", openai({ preflight: { mode: SENTINEL } })],
    ["as the name of a field", openai({ [SENTINEL]: 1 })],
    ["as the name of a field in a block", { openai: { apiKey: KEY, [SENTINEL]: 1 } }],
    ["as both deployments", azure({}, { deploymentId: SENTINEL }, { deploymentId: SENTINEL })],
    [
      "as the deployment in the endpoint's path",
      azure({ endpointUrl: `https://a.openai.azure.com/openai/deployments/${SENTINEL}` }),
    ],
    [
      "as the deployment that the endpoint's path is not of",
      azure(
        { endpointUrl: "https://a.openai.azure.com/openai/deployments/x" },
        { deploymentId: SENTINEL },
      ),
    ],
    ["as the endpoint's path", azure({ endpointUrl: `http://a.openai.azure.com/${SENTINEL}` })],
    ["in the endpoint's host", azure({ endpointUrl: `https://${SENTINEL}.example` })],
  ])("%s", (_, raw) => {
    const faults = faultsOf(raw);
    expect(faults).not.toEqual([]);
    for (const fault of faults) {
      expect([fault.message, JSON.stringify(fault), fault.stack].join("\n")).not.toMatch(
        /sentinel/i,
      );
    }
  });
});
