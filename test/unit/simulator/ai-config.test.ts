import { describe, expect, it } from "@jest/globals";

import { createManualClock, digest, type Profile } from "../../../simulator/index.ts";
import {
  accessToken,
  AI_CONFIGS,
  azureConfig,
  clientOf,
  exchangeToken,
  send,
  start,
} from "./support.ts";

const OPENAI = { provider: "openAI", apiKey: "sim-openai-key-1" };
const GEMINI = { provider: "gemini", apiKey: "sim-gemini-key-1" };

const NOT_FOUND = [404, { requestId: expect.any(String), code: "not_found", message: "Not found" }];
const SAVED = [
  200,
  {
    provider: "openAI",
    revision: 1,
    createdAt: expect.any(String),
    createdBy: "user-ada",
    updatedAt: expect.any(String),
    updatedBy: "user-ada",
  },
];

describe("the profiles", () => {
  it.each<[Profile, unknown[]]>([
    ["published", [NOT_FOUND, [200, {}], NOT_FOUND, NOT_FOUND]],
    [
      "minimal",
      [
        [200, { provider: null }],
        [200, {}],
        [200, { provider: "openAI" }],
        [200, {}],
      ],
    ],
    ["full", [[200, { provider: null }], SAVED, SAVED, [200, {}]]],
  ])("%s: read, save, read, remove", async (profile, expected) => {
    const client = await clientOf(await start({ profile }));
    const answers = [
      await client("GET", AI_CONFIGS),
      await client("POST", AI_CONFIGS, OPENAI),
      await client("GET", AI_CONFIGS),
      await client("DELETE", AI_CONFIGS),
    ];
    expect(answers.map(({ status, json }) => [status, json])).toEqual(expected);
  });

  it("full: an Azure integration is told without its keys", async () => {
    const clock = createManualClock(Date.UTC(2026, 0, 1));
    const client = await clientOf(await start({ clock }));
    const saved = await client("POST", AI_CONFIGS, azureConfig());
    const endpointUrl = "https://contoso.openai.azure.com";
    expect(saved.json).toEqual({
      provider: "azureOpenAI",
      languageModel: { deploymentId: "gpt-41", endpointUrl },
      embeddingModel: { deploymentId: "embed", endpointUrl },
      revision: 1,
      createdAt: "2026-01-01T00:00:00.000Z",
      createdBy: "user-ada",
      updatedAt: "2026-01-01T00:00:00.000Z",
      updatedBy: "user-ada",
    });
    expect((await client("GET", AI_CONFIGS)).json).toEqual(saved.json);
  });
});

describe("a save", () => {
  it("creates or replaces, and counts revisions over removals", async () => {
    const clock = createManualClock(Date.UTC(2026, 0, 1));
    const simulator = await start({ clock });
    const client = await clientOf(simulator);

    await client("POST", AI_CONFIGS, OPENAI);
    clock.advance(1000);
    const replaced = await client("POST", AI_CONFIGS, GEMINI);
    expect(replaced.json).toMatchObject({
      provider: "gemini",
      revision: 2,
      createdAt: "2026-01-01T00:00:00.000Z",
      updatedAt: "2026-01-01T00:00:01.000Z",
    });
    await client("DELETE", AI_CONFIGS);
    clock.advance(1000);
    const again = await client("POST", AI_CONFIGS, OPENAI);
    expect(again.json).toMatchObject({ revision: 4, createdAt: "2026-01-01T00:00:02.000Z" });
    expect(simulator.audit.map(({ event, revision }) => [event, revision])).toEqual([
      ["AI_PROVIDER_ADDED", 1],
      ["AI_PROVIDER_EDITED", 2],
      ["AI_PROVIDER_REMOVED", 3],
      ["AI_PROVIDER_ADDED", 4],
    ]);
  });

  it("belongs to the token's organization", async () => {
    const simulator = await start();
    const actor = await accessToken(simulator);
    const { json } = await exchangeToken(simulator, actor);
    const { access_token } = json as { access_token: string };
    await send(simulator, "POST", AI_CONFIGS, {
      headers: { authorization: `Bearer ${access_token}` },
      body: OPENAI,
    });
    expect(simulator.state("org-acme-emea").integration).toMatchObject({
      provider: "openAI",
      updatedBy: "user-edsger",
    });
    expect(simulator.state("org-acme").integration).toBeNull();
  });

  it("is remembered with digests of its keys", async () => {
    const simulator = await start();
    const client = await clientOf(simulator);
    await client("POST", AI_CONFIGS, OPENAI);
    expect(simulator.state("org-acme").integration?.keyDigests).toEqual({
      apiKey: digest("sim-openai-key-1"),
    });
    await client("POST", AI_CONFIGS, azureConfig({ embeddingKey: "sim-contoso-key-2" }));
    expect(simulator.state("org-acme").integration?.keyDigests).toEqual({
      "languageModel.apiKey": digest("sim-contoso-key-1"),
      "embeddingModel.apiKey": digest("sim-contoso-key-2"),
    });
  });

  const { languageModel, ...withoutLanguage } = azureConfig();
  const { embeddingModel: _, ...withoutEmbedding } = azureConfig();
  it.each([
    ["no provider", { apiKey: "x" }, "provider: "],
    ["an unknown provider", { provider: "bedrock", apiKey: "x" }, "provider: "],
    ["no key", { provider: "openAI" }, "apiKey: "],
    ["an empty key", { ...OPENAI, apiKey: "" }, "apiKey: "],
    ["a key of two lines", { ...OPENAI, apiKey: "sim\nkey" }, "apiKey: "],
    ["an unknown field", { ...OPENAI, model: "gpt" }, '"model"'],
    ["Azure without a language model", withoutLanguage, "languageModel: "],
    ["Azure without an embedding model", withoutEmbedding, "embeddingModel: "],
    ["Azure with one key for both", { ...azureConfig(), apiKey: "x" }, '"apiKey"'],
    [
      "Azure over plain http",
      {
        ...withoutLanguage,
        languageModel: { ...languageModel, endpointUrl: "http://contoso.openai.azure.com" },
      },
      "languageModel.endpointUrl: ",
    ],
  ])("with %s is refused, naming the field", async (_name, body, expected) => {
    const simulator = await start();
    const client = await clientOf(simulator);
    const { status, json } = await client("POST", AI_CONFIGS, body);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      requestId: expect.any(String),
      code: "bad_request",
      message: expect.stringContaining(expected),
    });
    expect(simulator.state("org-acme")).toMatchObject({ revision: 0, integration: null });
  });

  it("that is not JSON is refused", async () => {
    const simulator = await start();
    const response = await fetch(`${simulator.url}${AI_CONFIGS}`, {
      method: "POST",
      headers: { authorization: `Bearer ${await accessToken(simulator)}` },
      body: "{",
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: "The body is not valid JSON" });
  });
});

describe("a removal", () => {
  it("of nothing is done already, and leaves no trace", async () => {
    const simulator = await start();
    const client = await clientOf(simulator);
    expect(await client("DELETE", AI_CONFIGS)).toMatchObject({ status: 200, json: {} });
    expect(simulator.state("org-acme").revision).toBe(0);
    expect(simulator.audit).toEqual([]);
  });
});

describe("who may", () => {
  it.each(["GET", "POST", "DELETE"])("%s needs an Admin's token", async (method) => {
    const simulator = await start();
    const body = method === "POST" ? OPENAI : undefined;
    const analyst = await clientOf(simulator, "acme-analyst");
    expect(await analyst(method, AI_CONFIGS, body)).toMatchObject({
      status: 403,
      json: { code: "forbidden" },
    });
    const nobody = await send(simulator, method, AI_CONFIGS, { body });
    expect(nobody).toMatchObject({
      status: 401,
      json: { code: "unauthorized", message: "Token missing or malformed" },
    });
  });
});

it("an unknown route answers 404 in Sigma's error shape", async () => {
  const client = await clientOf(await start());
  expect(await client("GET", "/v2/unknown")).toMatchObject({
    status: 404,
    json: { requestId: "sim-request-2", message: "Not found", code: "not_found" },
  });
});
