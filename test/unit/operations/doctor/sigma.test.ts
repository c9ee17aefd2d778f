import { describe, expect, it } from "@jest/globals";
import { IntegrationError } from "../../../../provider/integration/errors.ts";
import type { ErrorCode } from "../../../../provider/integration/error-codes.ts";
import type { Observation } from "../../../../provider/integration/port.ts";
import {
  observedText,
  organizationFinding,
  rightsFinding,
} from "../../../../provider/operations/doctor/sigma.ts";
import type { Answer } from "../../../../provider/operations/doctor/finding.ts";

const failed = (code: ErrorCode) => ({ error: new IntegrationError(code, { problem: "no" }) });
const tenants = { value: { own: "org-acme", tenants: [] } };
const absent: Answer<Observation> = { value: { kind: "absent" } };
const unread: Answer<Observation> = { value: { kind: "unknown", reason: "there is no route" } };

describe("whether the credentials are an Admin's", () => {
  it.each<
    [string, typeof tenants | ReturnType<typeof failed>, Answer<Observation>, string, boolean]
  >([
    ["tenants and settings", tenants, absent, "ok", false],
    ["tenants, and there is no read", tenants, unread, "ok", false],
    ["tenants, and Sigma fails", tenants, failed("SIGMA_UNAVAILABLE"), "ok", false],
    ["tenants, and settings are refused", tenants, failed("NOT_PERMITTED"), "problem", false],
    ["nothing", failed("NOT_PERMITTED"), failed("NOT_PERMITTED"), "problem", false],
    ["no tenants, and there is no read", failed("NOT_PERMITTED"), unread, "problem", false],
    ["settings, and no tenants", failed("NOT_PERMITTED"), absent, "warning", true],
    ["tenants in another form", failed("UNEXPECTED_ANSWER"), absent, "warning", true],
    ["no tenants, for it fails", failed("THROTTLED"), absent, "warning", true],
  ])("where they are shown %s", (_, list, read, level, undecided) => {
    const finding = rightsFinding({ tenants: list, read });
    expect([finding.level, finding.undecided === true]).toEqual([level, undecided]);
    expect(finding.level === "ok" || finding.advice !== undefined).toBe(true);
  });
});

describe("whose the credentials are", () => {
  it.each<[ErrorCode, string, boolean]>([
    ["CREDENTIALS_REJECTED", "problem", false],
    ["SIGMA_UNREACHABLE", "problem", false],
    ["NOT_SIGMA", "problem", false],
    ["SIGMA_UNAVAILABLE", "warning", true],
    ["THROTTLED", "warning", true],
    ["DEADLINE_EXCEEDED", "warning", true],
    ["CANCELLED", "warning", true],
  ])("after %s", (code, level, undecided) => {
    const finding = organizationFinding({ identity: failed(code) });
    expect([finding.level, finding.undecided === true, finding.code]).toEqual([
      level,
      undecided,
      code,
    ]);
  });

  it("with the user, where Sigma names one", () => {
    const identity = { organizationId: "org-acme" };
    expect(organizationFinding({ identity: { value: identity } }).text).toBe(
      "the credentials speak for org-acme",
    );
    expect(
      organizationFinding({ identity: { value: { ...identity, userId: "user-ada" } } }).text,
    ).toBe("the credentials speak for org-acme, as its user user-ada");
  });
});

it.each([
  ["azureOpenai", "Azure OpenAI is configured"],
  ["bedrock", "bedrock is configured"],
])("%s is configured, in words", (aiProvider, text) => {
  expect(observedText({ kind: "present", report: { facts: { aiProvider } } })).toBe(text);
});
