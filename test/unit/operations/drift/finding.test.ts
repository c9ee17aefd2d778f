import { describe, expect, it } from "@jest/globals";
import { cleaner, codeIn, saidIn } from "../../../../provider/operations/drift/engine-text.ts";
import { toFinding } from "../../../../provider/operations/drift/finding.ts";
import type { Finding } from "../../../../provider/operations/drift/report.ts";
import type { KnownFacts } from "../../../../provider/operations/drift/known-facts.ts";
import type { KnownDeployment } from "../../../../provider/operations/drift/retirements.ts";
import type { Seen } from "../../../../provider/operations/drift/seen.ts";

const LIVE: KnownFacts = {
  organizationId: "org-acme",
  aiProvider: "openai",
  status: "configured",
  driftVisibility: "full",
  credentialFingerprint: "v1:a:b",
  appliedRevision: "api:1",
  remoteRevision: "api:1",
  updatedAt: "2026-11-16T10:00:00Z",
  updatedBy: "user-ada",
};
const MOVED: KnownFacts = {
  ...LIVE,
  remoteRevision: "api:2",
  updatedAt: "2026-11-25T10:00:00Z",
  updatedBy: "user-grace",
};

function judge(seen: Partial<Seen>, deployments: readonly KnownDeployment[] = []): Finding {
  const today = new Date("2026-11-26T12:00:00Z");
  const place = { path: "infra", engine: "pulumi" } as const;
  return toFinding(
    { name: "ai", said: [], differing: [], recorded: LIVE, live: LIVE, ...seen },
    { place, today, deployments, clean: cleaner({}) },
  );
}

describe("an integration is", () => {
  it.each<[Finding["status"], string, Partial<Seen>, Partial<Finding>]>([
    [
      "in step",
      "as it was applied",
      { action: "same" },
      { keysApplied: { at: "2026-11-16T10:00:00Z", days: 10 } },
    ],
    [
      "in step",
      "as far as can be seen",
      { action: "same", live: { ...LIVE, driftVisibility: "partial" } },
      { reason: "a change of the key alone may go unseen" },
    ],
    [
      "unreadable",
      "where nothing can be seen",
      {
        action: "same",
        live: { ...LIVE, status: "unverified", driftVisibility: "none" },
        said: [{ origin: "outside", text: "drift cannot be seen: not published" }],
      },
      { reason: "drift cannot be seen: not published" },
    ],
    [
      "drifted",
      "where Sigma was changed, with who and when",
      {
        action: "update",
        live: MOVED,
        said: [{ origin: "outside", path: "openai", text: "vendor changed outside" }],
        differing: ["openai"],
      },
      {
        changes: [{ origin: "outside", path: "openai", reason: "vendor changed outside" }],
        since: "2026-11-25T10:00:00Z",
        by: "user-grace",
        // Of the time before the check, since Sigma's own is now that of somebody else.
        keysApplied: { at: "2026-11-16T10:00:00Z", days: 10 },
      },
    ],
    [
      "drifted",
      "where the program was changed, by nobody outside",
      { action: "update", differing: ["removal"] },
      {
        changes: [
          {
            origin: "configuration",
            path: "removal",
            reason: "the program says otherwise than the state",
          },
        ],
      },
    ],
    ["drifted", "where the program has it no longer", { action: "delete" }, {}],
    [
      "missing",
      "where it was never applied",
      { action: "create", recorded: undefined, live: undefined },
      { reason: "not applied yet" },
    ],
    [
      "missing",
      "where it was removed outside",
      {
        action: "create",
        live: undefined,
        said: [{ origin: "outside", text: "the integration was removed outside: so" }],
      },
      { reason: "the integration was removed outside: so", organizationId: "org-acme" },
    ],
    [
      "unreadable",
      "where Sigma refuses a read",
      { failure: { text: "answered 403 [NOT_PERMITTED]", code: "NOT_PERMITTED" } },
      { code: "NOT_PERMITTED" },
    ],
    [
      "error",
      "where the program is at fault",
      { failure: { text: "no vendor [VENDOR_BLOCK]", code: "VENDOR_BLOCK" } },
      { code: "VENDOR_BLOCK", cause: "plan failed" },
    ],
    ["error", "where the engine is", { failure: { text: "crashed" } }, { cause: "plan failed" }],
    [
      "unreadable",
      "where the check did not come so far",
      {},
      { reason: expect.stringContaining("not compared") as never },
    ],
  ])("%s %s", (status, _, seen, expected) => {
    const finding = judge(seen);
    expect(finding).toMatchObject({ status, ...expected });
    expect("since" in finding).toBe("since" in expected);
  });

  it.each<[string, Partial<KnownFacts>]>([
    ["nothing was saved by us", { credentialFingerprint: undefined }],
    ["somebody wrote after us", { remoteRevision: "api:2" }],
    ["revisions cannot be compared", { remoteRevision: "portal:2" }],
    ["Sigma tells no time", { updatedAt: undefined }],
  ])("says nothing about keys where %s", (_, facts) => {
    const live = { ...LIVE, ...facts };
    expect(judge({ action: "same", live, recorded: live })).not.toHaveProperty("keysApplied");
  });
});

describe("a model that retires within 180 days", () => {
  const live: KnownFacts = {
    ...LIVE,
    aiProvider: "azureOpenai",
    remote: {
      aiProvider: "azureOpenai",
      languageModel: { deploymentId: "chat" },
      embeddingModel: { deploymentId: "embed" },
    },
  };
  const chat = { name: "chat", model: "gpt-4.1", version: "2025-04-14" };

  it.each<[number, string, KnownDeployment[]]>([
    [1, "is said", [chat]],
    [0, "is not known where the deployment is not", []],
    [0, "is not known where two deployments have the name", [chat, { ...chat, model: "gpt-5.1" }]],
    [0, "is not known where the version is not", [{ ...chat, version: "2020-01-01" }]],
    [
      0,
      "is none where it retires later",
      [{ name: "embed", model: "text-embedding-3-small", version: "1" }],
    ],
  ])("%i: %s", (count, _, deployments) => {
    const { retirements } = judge({ action: "same", live }, deployments);
    expect(retirements).toEqual(
      Array.from({ length: count }, () =>
        expect.objectContaining({
          use: "languageModel",
          model: "gpt-4.1",
          retires: "2027-04-14",
          days: 139,
        }),
      ),
    );
  });
});

describe("text of an engine", () => {
  it.each([
    ["answered 403. Do this. [NOT_PERMITTED, Sigma's request 7]", "NOT_PERMITTED"],
    ["a list [a] and [NO_SUCH_CODE]", undefined],
    ["no code", undefined],
  ])("the code in %j", (text, code) => {
    expect(codeIn(text)).toBe(code);
  });

  it.each([
    ["openai.apiKey: changed: twice", { path: "openai.apiKey", text: "changed: twice" }],
    ["azure_openai.language_model: moved", { path: "azure_openai.language_model", text: "moved" }],
    ["openai.apiKey: not checked: no file", { text: "openai.apiKey: not checked: no file" }],
    ["drift cannot be seen: so", { text: "drift cannot be seen: so" }],
  ])("what %j says", (text, said) => {
    expect(saidIn(text, "outside")).toEqual({ origin: "outside", ...said });
  });

  it("never has a secret of the environment, nor what looks like one", () => {
    const clean = cleaner({
      SIGMA_CLIENT_SECRET: "correct-horse-battery",
      SIGMA_TOKEN_INTERVAL: "0.000000",
      OPENAI_KEY_FILE: "/run/keys/openai",
      TF_TOKEN_app_terraform_io: "abcdefghijkl",
    });
    expect(
      clean("\u001B[31mhorse correct-horse-battery sk-1234567890 abcdefghijkl /run/keys/openai"),
    ).toBe("horse [secret] [secret] [secret] /run/keys/openai");
  });

  it("takes the values of a map of secrets for secrets, and not its names", () => {
    const clean = cleaner({
      TF_VAR_sigma_secrets: `{ "org-northern-lights": "correct-horse-battery" }`,
      TF_VAR_openai_key: `{ not JSON }`,
    });
    expect(clean("org-northern-lights: correct-horse-battery")).toBe(
      "org-northern-lights: [secret]",
    );
  });
});
