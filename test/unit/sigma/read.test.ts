import { describe, expect, it } from "@jest/globals";
import type { FaultInput } from "../../../simulator/index.ts";
import { azure, failureOf, keyed, openPort, openSession, patient } from "./support/client.ts";
import { simulate } from "./support/simulated.ts";
import { AI_CONFIGS, startStub } from "./support/stub-sigma.ts";

const READ = `GET ${AI_CONFIGS}`;
const AZURE = "https://contoso.openai.azure.com";

async function readOf(body: unknown) {
  const stub = await startStub({ [READ]: { body } });
  return openPort(openSession(stub)).port.read(patient);
}

async function readAgainst(effect: FaultInput["effect"]) {
  const { session, simulator, ...rest } = await simulate();
  simulator.fault({ path: AI_CONFIGS, times: 0, effect });
  return { read: openPort(session).port.read(patient), ...rest };
}

describe("a read", () => {
  it("tells everything but the keys where Sigma does", async () => {
    const { session } = await simulate({ profile: "full" });
    const { port } = openPort(session);
    await port.save(azure("sim-contoso-key-1"), patient);
    await expect(port.read(patient)).resolves.toEqual({
      kind: "present",
      report: {
        facts: {
          aiProvider: "azureOpenai",
          languageModel: { deploymentId: "gpt-41", endpointUrl: AZURE },
          embeddingModel: { deploymentId: "embed", endpointUrl: AZURE },
        },
        revision: "api:1",
        updatedAt: "2026-11-01T12:00:00.000Z",
        updatedBy: "user-ada",
      },
    });
  });

  it("tells the vendor where Sigma tells no more", async () => {
    const { session } = await simulate({ profile: "minimal" });
    const { port } = openPort(session);
    await port.save(azure(), patient);
    await expect(port.read(patient)).resolves.toEqual({
      kind: "present",
      report: { facts: { aiProvider: "azureOpenai" } },
    });
  });

  it("says that it cannot tell where there is no such route", async () => {
    const { session } = await simulate({ profile: "published" });
    const { port } = openPort(session);
    await port.save(keyed(), patient);
    await expect(port.read(patient)).resolves.toEqual({
      kind: "unknown",
      reason: "Sigma's API cannot read AI settings: it answered 404",
    });
  });

  it.each(["full", "minimal"] as const)("tells that nothing is there: %s", async (profile) => {
    const { session } = await simulate({ profile });
    await expect(openPort(session).port.read(patient)).resolves.toEqual({ kind: "absent" });
  });

  it("sees an edit outside", async () => {
    const { session, simulator, clock } = await simulate();
    const { port } = openPort(session);
    await port.save(keyed(), patient);
    clock.advance(60_000);
    await simulator.saveOutside("org-acme", { config: { provider: "gemini", apiKey: "other" } });
    await expect(port.read(patient)).resolves.toMatchObject({
      report: {
        facts: { aiProvider: "gemini" },
        revision: "api:2",
        updatedAt: "2026-11-01T12:01:00.000Z",
        updatedBy: "user-grace",
      },
    });
  });
});

describe("a read never takes for absence", () => {
  it.each([
    ["404", { kind: "status", status: 404 }, "it answered 404"],
    ["405", { kind: "status", status: 405 }, "it answered 405"],
    ["501", { kind: "status", status: 501 }, "it answered 501"],
    [
      "a web page",
      { kind: "html" },
      "200 with a web page, which can also be a proxy or throttling",
    ],
    ["a missing web page", { kind: "html", status: 404 }, "it answered 404 with a web page"],
  ] as const)("that there is no route: %s is unknown", async (_, effect, reason) => {
    const { read, calls } = await readAgainst(effect);
    await expect(read).resolves.toEqual({
      kind: "unknown",
      reason: expect.stringContaining(reason),
    });
    expect(calls().filter((call) => call === READ)).toHaveLength(1);
  });

  it.each([
    ["400", { kind: "status", status: 400 }, "REQUEST_REFUSED"],
    ["401", { kind: "status", status: 401 }, "CREDENTIALS_REJECTED"],
    ["403", { kind: "status", status: 403 }, "NOT_PERMITTED"],
    ["a web page with 403", { kind: "html", status: 403 }, "NOT_SIGMA"],
    ["410", { kind: "status", status: 410 }, "REQUEST_REFUSED"],
    ["429", { kind: "html", status: 429 }, "THROTTLED"],
    ["500", { kind: "status", status: 500 }, "SIGMA_UNAVAILABLE"],
    ["a web page with 503", { kind: "html", status: 503 }, "SIGMA_UNAVAILABLE"],
    ["a reset", { kind: "reset" }, "SIGMA_UNREACHABLE"],
    ["half an answer", { kind: "truncate" }, "SIGMA_UNREACHABLE"],
    ["a redirect", { kind: "status", status: 302 }, "NOT_SIGMA"],
    ["a list", { kind: "wrongJson" }, "UNEXPECTED_ANSWER"],
    ["null", { kind: "wrongJson", body: null }, "UNEXPECTED_ANSWER"],
    ["an empty object", { kind: "wrongJson", body: {} }, "UNEXPECTED_ANSWER"],
    ["an empty body", { kind: "text", body: "" }, "UNEXPECTED_ANSWER"],
    ["no content", { kind: "status", status: 204 }, "UNEXPECTED_ANSWER"],
    ["cut-off JSON", { kind: "text", body: '{"provider":nu' }, "UNEXPECTED_ANSWER"],
    ["a vendor that is empty", { kind: "wrongJson", body: { provider: "" } }, "UNEXPECTED_ANSWER"],
    [
      "a vendor that is a number",
      { kind: "wrongJson", body: { provider: 0 } },
      "UNEXPECTED_ANSWER",
    ],
    [
      "a vendor that is false",
      { kind: "wrongJson", body: { provider: false } },
      "UNEXPECTED_ANSWER",
    ],
    [
      "a vendor that is an object",
      { kind: "wrongJson", body: { provider: {} } },
      "UNEXPECTED_ANSWER",
    ],
  ] as const)("%s: it is an error", async (_, effect, code) => {
    const { read } = await readAgainst(effect);
    expect(await failureOf(read)).toMatchObject({ code });
  });
});

describe("what a read reports", () => {
  it("keeps the name of a vendor that we do not know", async () => {
    await expect(readOf({ provider: "bedrock" })).resolves.toEqual({
      kind: "present",
      report: { facts: { aiProvider: "bedrock" } },
    });
  });

  it.each([
    ["a vendor by the name of our block", "azureOpenai", "azureOpenai"],
    ["a vendor in capitals", "OPENAI", "OPENAI"],
    ["a vendor named like a method", "toString", "toString"],
  ])("does not mistake %s", async (_, provider, aiProvider) => {
    await expect(readOf({ provider })).resolves.toMatchObject({
      report: { facts: { aiProvider } },
    });
  });

  it.each([
    [{ revision: 7, updatedAt: "2026-11-01T00:00:00Z" }, "api:7"],
    [{ revision: "a-b" }, "api:a-b"],
    [{ revision: 0 }, "api:0"],
    [{ updatedAt: "2026-11-01T00:00:00Z" }, "updatedAt:2026-11-01T00:00:00Z"],
    [{ revision: null, updatedAt: "then" }, "updatedAt:then"],
    [{ revision: { n: 1 } }, undefined],
    [{ updatedAt: 17 }, undefined],
    [{ revision: "" }, undefined],
    [{}, undefined],
  ])("has the revision of %j: %s", async (fields, revision) => {
    const seen = await readOf({ provider: "openAI", ...fields });
    expect(seen).toMatchObject({ kind: "present" });
    expect(seen.kind === "present" ? seen.report.revision : "").toBe(revision);
  });

  it("is without what has another form", async () => {
    const body = {
      provider: "azureOpenAI",
      languageModel: { deploymentId: 5, endpointUrl: AZURE, apiKey: "never-shown" },
      embeddingModel: [],
      updatedBy: { id: "user-ada" },
    };
    const seen = await readOf(body);
    expect(seen).toEqual({
      kind: "present",
      report: { facts: { aiProvider: "azureOpenai", languageModel: { endpointUrl: AZURE } } },
    });
  });

  it.each([
    ["a control character", "user\nerror: FAKE"],
    ["a character that turns the text", "user\u202eada"],
    ["more than 300 characters", "u".repeat(301)],
    ["the client's secret", "acme-admin-secret"],
    ["most of the client's secret", "x-cme-admin-secret"],
  ])("is without a text that has %s", async (_, text) => {
    const model = { deploymentId: text, endpointUrl: AZURE };
    const body = {
      provider: "azureOpenAI",
      languageModel: model,
      embeddingModel: { deploymentId: "embed", endpointUrl: text },
      revision: text,
      updatedAt: text,
      updatedBy: text,
    };
    expect(await readOf(body)).toEqual({
      kind: "present",
      report: {
        facts: {
          aiProvider: "azureOpenai",
          languageModel: { endpointUrl: AZURE },
          embeddingModel: { deploymentId: "embed" },
        },
      },
    });
    expect(await failureOf(readOf({ provider: text }))).toMatchObject({
      code: "UNEXPECTED_ANSWER",
    });
  });

  it("does not take for a vendor what looks like a key", async () => {
    const failure = await failureOf(readOf({ provider: "sk-sentinel-0123456789" }));
    expect(failure).toMatchObject({ code: "UNEXPECTED_ANSWER" });
    expect(failure.message).not.toContain("sentinel");
  });

  it("keeps a long revision in hexadecimal digits, which is no key", async () => {
    const revision = "0123456789abcdef".repeat(4);
    expect(await readOf({ provider: "openAI", revision })).toMatchObject({
      report: { revision: `api:${revision}` },
    });
  });

  it("is refused without the token, though Sigma repeats it", async () => {
    const stub = await startStub({
      [READ]: ({ headers }) => ({
        status: 400,
        body: { message: `odd header ${headers.authorization?.slice(7)}` },
      }),
    });
    const failure = await failureOf(openPort(openSession(stub)).port.read(patient));
    expect(failure.message).toContain('"odd header [secret]"');
  });
});
