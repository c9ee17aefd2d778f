import { describe, expect, it } from "@jest/globals";
import { saveBody } from "../../../provider/sigma/api/ai-config.ts";
import { PACKAGED_CONTRACT } from "../../../provider/sigma/contract.ts";
import { digest, type Profile } from "../../../simulator/index.ts";
import { azure, failureOf, keyed, openPort, openSession, patient } from "./support/client.ts";
import { bodySchema, violations } from "./support/openapi.ts";
import { simulate } from "./support/simulated.ts";
import { AI_CONFIGS, startStub } from "./support/stub-sigma.ts";

const SAVE = `POST ${AI_CONFIGS}`;

const VENDORS = [
  ["openai", keyed("openai"), { provider: "openAI" }],
  ["gemini", keyed("gemini", "sim-gemini-key-1"), { provider: "gemini" }],
  ["anthropic", keyed("anthropic", "sim-anthropic-key-1"), { provider: "anthropic" }],
  ["azureOpenai", azure("sim-contoso-key-1", "sim-contoso-key-2"), { provider: "azureOpenAI" }],
] as const;

describe("the body of a save", () => {
  it.each(VENDORS)("has the documented form: %s", (...[name, vendor]) => {
    const body: unknown = JSON.parse(saveBody(vendor, PACKAGED_CONTRACT));
    expect(violations(body, bodySchema(name))).toEqual([]);
  });

  it("has the two keys of Azure in their places", () => {
    expect(JSON.parse(saveBody(azure("one", "two"), PACKAGED_CONTRACT))).toEqual({
      provider: "azureOpenAI",
      languageModel: {
        deploymentId: "gpt-41",
        endpointUrl: "https://contoso.openai.azure.com",
        apiKey: "one",
      },
      embeddingModel: {
        deploymentId: "embed",
        endpointUrl: "https://contoso.openai.azure.com",
        apiKey: "two",
      },
    });
  });

  it("keeps every character of a key", () => {
    const key = `a"b\\c/{}'<>&%20`;
    const body: unknown = JSON.parse(saveBody(keyed("openai", key), PACKAGED_CONTRACT));
    expect(body).toEqual({ provider: "openAI", apiKey: key });
  });

  it("is sent as JSON", async () => {
    const stub = await startStub({ [SAVE]: { body: {} } });
    await openPort(openSession(stub)).port.save(keyed(), patient);
    expect(stub.requests[1]).toMatchObject({
      headers: { "content-type": "application/json" },
      body: '{"provider":"openAI","apiKey":"sim-openai-key-1"}',
    });
  });
});

describe("a save", () => {
  it.each(["provider", "revision", "updatedBy"])(
    "has no report of a key that Sigma repeats as its %s",
    async (field) => {
      const key = "vendor-19b4e7a2-key";
      const stub = await startStub({ [SAVE]: { body: { provider: "openAI", [field]: key } } });
      const outcome = await openPort(openSession(stub)).port.save(keyed("openai", key), patient);
      const report = { facts: { aiProvider: "openai" } };
      expect(outcome).toEqual({ kind: "saved", ...(field === "provider" ? {} : { report }) });
    },
  );

  it.each(VENDORS)("is reported in full where Sigma does: %s", async (name, vendor, seen) => {
    const { session, simulator } = await simulate({ profile: "full" });
    await expect(openPort(session).port.save(vendor, patient)).resolves.toMatchObject({
      kind: "saved",
      report: {
        facts: { aiProvider: name },
        revision: "api:1",
        updatedAt: "2026-11-01T12:00:00.000Z",
        updatedBy: "user-ada",
      },
    });
    expect(simulator.state("org-acme").integration).toMatchObject(seen);
  });

  it.each(
    (["minimal", "published"] satisfies Profile[]).flatMap((profile) =>
      VENDORS.map(([name, vendor, seen]) => ({ profile, name, vendor, seen })),
    ),
  )("is done where Sigma reports nothing: $profile, $name", async ({ profile, vendor, seen }) => {
    const { session, simulator } = await simulate({ profile });
    await expect(openPort(session).port.save(vendor, patient)).resolves.toEqual({ kind: "saved" });
    expect(simulator.state("org-acme").integration).toMatchObject(seen);
  });

  it("brings both keys of Azure to Sigma, and its answer shows neither", async () => {
    const { session, simulator } = await simulate();
    const vendor = azure("sim-contoso-key-1", "sim-contoso-key-2");
    const outcome = await openPort(session).port.save(vendor, patient);
    expect(simulator.state("org-acme").integration?.keyDigests).toEqual({
      "languageModel.apiKey": digest("sim-contoso-key-1"),
      "embeddingModel.apiKey": digest("sim-contoso-key-2"),
    });
    expect(outcome).toMatchObject({
      report: {
        facts: {
          aiProvider: "azureOpenai",
          languageModel: {
            deploymentId: "gpt-41",
            endpointUrl: "https://contoso.openai.azure.com",
          },
          embeddingModel: { deploymentId: "embed" },
        },
      },
    });
    expect(JSON.stringify(outcome)).not.toContain("contoso-key");
  });

  it.each([
    ["an empty body", { body: "" }],
    ["204", { status: 204 }],
    ["201 and an object", { status: 201, body: { id: 7 } }],
    ["202 and an object", { status: 202, body: {} }],
    ["a provider that is null", { body: { provider: null } }],
  ])("is done where Sigma answers with %s", async (_, reply) => {
    const stub = await startStub({ [SAVE]: reply });
    await expect(openPort(openSession(stub)).port.save(keyed(), patient)).resolves.toEqual({
      kind: "saved",
    });
  });

  it("is sent once more after 429, as often as the policy says", async () => {
    const { session, simulator, clock, calls } = await simulate();
    simulator.fault({ path: AI_CONFIGS, times: 2, effect: { kind: "retryAfter", retryAfter: 3 } });
    const outcome = await openPort(session).port.save(keyed(), patient);
    expect(outcome).toMatchObject({ kind: "saved" });
    expect(calls().filter((call) => call === SAVE)).toHaveLength(3);
    expect(clock.slept).toEqual([3000, 3000]);
    expect(simulator.audit).toHaveLength(1);
  });

  it("is throttled at last", async () => {
    const { session, simulator, calls } = await simulate();
    simulator.fault({ path: AI_CONFIGS, times: 0, effect: { kind: "html", status: 429 } });
    const failure = await failureOf(openPort(session).port.save(keyed(), patient));
    expect(failure).toMatchObject({ code: "THROTTLED" });
    expect(calls().filter((call) => call === SAVE)).toHaveLength(8);
  });
});
