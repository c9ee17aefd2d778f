import { describe, expect, it } from "@jest/globals";
import { IntegrationError } from "../../../../provider/integration/errors.ts";
import type { Observation } from "../../../../provider/integration/port.ts";
import { apiFindings } from "../../../../provider/operations/doctor/api.ts";
import type { Answer } from "../../../../provider/operations/doctor/finding.ts";
import { PACKAGED_CONTRACT, type Contract } from "../../../../provider/sigma/contract.ts";

type Operations = Contract["operations"];

const absent: Answer<Observation> = { value: { kind: "absent" } };
const present: Answer<Observation> = {
  value: { kind: "present", report: { facts: { aiProvider: "openai" } } },
};

const contractWith = (operations: Partial<Operations>): Contract => ({
  ...PACKAGED_CONTRACT,
  operations: { ...PACKAGED_CONTRACT.operations, ...operations },
});

function lineOf(
  subject: "save" | "read" | "remove",
  operations: Partial<Operations>,
  {
    allowAssumed = false,
    read = absent,
  }: { allowAssumed?: boolean; read?: Answer<Observation> } = {},
) {
  const findings = apiFindings({ contract: contractWith(operations), allowAssumed }, read);
  const finding = findings.find((each) => each.subject === subject);
  expect(finding?.level === "ok" || finding?.advice !== undefined).toBe(true);
  return finding;
}

const route = (grade: Operations["save"]["grade"]) => ({
  ...PACKAGED_CONTRACT.operations.save,
  grade,
});

describe("what the API can do", () => {
  it.each([
    ["published", false, "ok", true],
    ["second-hand", false, "ok", true],
    ["assumed", false, "problem", false],
    ["assumed", true, "warning", true],
  ] as const)("a save that is %s, allowed: %s", (grade, allowAssumed, level, allowed) => {
    expect(lineOf("save", { save: route(grade) }, { allowAssumed })).toMatchObject({
      level,
      facts: { grade, allowed },
    });
  });

  it.each([
    ["published", false, "ok", true],
    ["assumed", false, "warning", false],
    ["assumed", true, "warning", true],
  ] as const)("a removal that is %s, allowed: %s", (grade, allowAssumed, level, allowed) => {
    expect(lineOf("remove", { remove: route(grade) }, { allowAssumed })).toMatchObject({
      level,
      facts: { grade, allowed },
    });
  });

  it("a removal that there is not", () => {
    expect(lineOf("remove", { remove: null })).toMatchObject({
      level: "warning",
      code: "REMOVE_UNSUPPORTED",
    });
  });

  it.each<[string, Answer<Observation>, string, boolean, RegExp]>([
    ["finds nothing", absent, "ok", false, /it answers: no AI provider is configured$/],
    ["finds a vendor", present, "ok", false, /it answers: OpenAI is configured$/],
    [
      "is not there",
      { value: { kind: "unknown", reason: "it answered 404" } },
      "warning",
      true,
      /^it answered 404; changes made outside cannot be seen$/,
    ],
    [
      "fails",
      { error: new IntegrationError("SIGMA_UNAVAILABLE", { problem: "503" }) },
      "warning",
      true,
      /^503$/,
    ],
    [
      "is not understood",
      { error: new IntegrationError("UNEXPECTED_ANSWER", { problem: "a list" }) },
      "problem",
      false,
      /^a list$/,
    ],
  ])("a read that %s", (_, read, level, undecided, text) => {
    const finding = lineOf("read", {}, { read });
    expect([finding?.level, finding?.undecided === true]).toEqual([level, undecided]);
    expect(finding?.text).toMatch(text);
  });

  it("a read that was not tried", () => {
    const contract = contractWith({ read: null });
    const findings = apiFindings({ contract, allowAssumed: false }, undefined);
    const finding = findings.find(({ subject }) => subject === "read");
    expect(finding).toMatchObject({ level: "warning", undecided: true, facts: { exists: false } });
  });

  it("the vendors whose form is assumed", () => {
    const assumed = apiFindings({ contract: PACKAGED_CONTRACT, allowAssumed: false }, absent)
      .filter(({ facts }) => facts?.["body"] !== undefined)
      .map(({ facts }) => facts?.["body"]);
    expect(assumed).toEqual(["Azure OpenAI"]);
  });
});
