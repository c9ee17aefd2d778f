import { inspect } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { ERROR_CODES } from "../../../provider/integration/error-codes.ts";
import {
  describe as describeError,
  IntegrationError,
  spellFields,
  toIntegrationError,
} from "../../../provider/integration/errors.ts";
import { KEY } from "./support/configs.ts";

const snake = (path: string): string =>
  path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll(".", " > ");

describe("the text of an error", () => {
  const problem = "it is wrong";
  it.each([
    [
      "the problem, with the code's cure",
      { problem },
      `it is wrong. ${ERROR_CODES.THROTTLED.cure} [THROTTLED]`,
    ],
    ["a field", { problem, path: "tenant", advice: "Go." }, "tenant: it is wrong. Go. [THROTTLED]"],
    [
      "what was expected",
      { problem, expected: "more", advice: "Go." },
      "it is wrong; expected more. Go. [THROTTLED]",
    ],
    [
      "Sigma's request",
      { problem, requestId: "r1", advice: "Go." },
      "it is wrong. Go. [THROTTLED, Sigma's request r1]",
    ],
  ])("has %s", (_, details, expected) => {
    expect(describeError("THROTTLED", details)).toBe(expected);
    expect(new IntegrationError("THROTTLED", details).message).toBe(expected);
  });

  it("spells every field as the front end does", () => {
    const details = {
      path: "azureOpenai.apiKey",
      problem: "{endpointUrl} is wrong",
      expected: '{ fromEnv: "NAME" }',
      advice: "See {preflight.trustedHosts}.",
    };
    expect(describeError("INVALID_CONFIG", details, snake)).toBe(
      'azure_openai > api_key: endpoint_url is wrong; expected { fromEnv: "NAME" }. See preflight > trusted_hosts. [INVALID_CONFIG]',
    );
  });
});

describe("spellFields", () => {
  it.each([
    ["a {field}", "a field"],
    ["{a.b} and {cD}", "a > b and c_d"],
    ["no { field }, {}, {1}, {a-b} or {a", "no { field }, {}, {1}, {a-b} or {a"],
  ])("%s", (text, expected) => {
    expect(spellFields(text, snake)).toBe(expected);
  });
});

describe("IntegrationError", () => {
  const error = new IntegrationError("CANCELLED", { problem: "stopped" });

  it("carries its code and details, and no cause", () => {
    expect(error).toMatchObject({ name: "IntegrationError", code: "CANCELLED" });
    expect(error.details).toEqual({ problem: "stopped" });
    expect(error).not.toHaveProperty("cause");
  });

  it.each<[string, unknown, boolean]>([
    ["itself", error, true],
    [
      "one of another copy of this package",
      { [Symbol.for("sigma-external-ai.error")]: true },
      true,
    ],
    ["a foreign error", new Error("x"), false],
    ["a text", "CANCELLED", false],
    ["null", null, false],
  ])("recognises %s", (_, value, expected) => {
    expect(value instanceof IntegrationError).toBe(expected);
  });
});

describe("toIntegrationError", () => {
  it("leaves ours as they are", () => {
    const error = new IntegrationError("CANCELLED", { problem: "stopped" });
    expect(toIntegrationError(error)).toBe(error);
  });

  it.each<[string, unknown, string]>([
    ["an error", new TypeError(`has ${KEY}`), "unexpected TypeError"],
    ["a text", `has ${KEY}`, "unexpected string"],
    ["nothing", undefined, "unexpected undefined"],
    ["an object", { apiKey: KEY }, "unexpected object"],
  ])("shows nothing of %s but its kind", (_, thrown, problem) => {
    const error = toIntegrationError(thrown);
    expect(error.code).toBe("INTERNAL");
    expect(error.details.problem).toContain(problem);
    expect(inspect(error, { showHidden: true, depth: null })).not.toContain(KEY);
  });

  it("names the place in our own code", () => {
    const foreign = Object.assign(new RangeError("x"), {
      stack: `RangeError: ${KEY}\n    at f (/home/me/node_modules/x/provider/integration/save.js:12:3)`,
    });
    expect(toIntegrationError(foreign).details.problem).toBe(
      "unexpected RangeError at provider/integration/save.js:12",
    );
  });
});
