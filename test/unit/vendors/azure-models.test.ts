import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../provider/integration/secret.ts";
import { startStub, type Canned } from "../sigma/support/stub-sigma.ts";
import {
  CHAT,
  chatted,
  EMBED,
  embedded,
  LIST,
  listed,
  notSupported,
  resource,
} from "./support/azure-answers.ts";
import { azure, inShort, KEY, probe } from "./support/probing.ts";

const LANGUAGE = "azureOpenai.languageModel";
const EMBEDDING = "azureOpenai.embeddingModel";

const languages: [model: string, verdict: string, reason: RegExp][] = [
  ["gpt-4.1", `valid ${LANGUAGE}`, /is gpt-4.1$/],
  ["gpt-5.1-2025-11-13", `valid ${LANGUAGE}`, /is gpt-5.1/],
  ["gpt-4o", `invalid ${LANGUAGE}.deploymentId`, /older than gpt-4.1/],
  ["gpt-35-turbo", `invalid ${LANGUAGE}.deploymentId`, /older than gpt-4.1/],
  ["text-embedding-3-large", `invalid ${LANGUAGE}.deploymentId`, /an embedding model/],
  ["o3", `invalid ${LANGUAGE}.deploymentId`, /cannot be told from its name/],
  ["model-router", `invalid ${LANGUAGE}.deploymentId`, /cannot be told from its name/],
  ["gpt-5.1-codex-mini", `inconclusive ${LANGUAGE}.deploymentId`, /Responses API/],
  ["gpt-5-pro", `inconclusive ${LANGUAGE}.deploymentId`, /Responses API/],
  ["gpt-5.6-luna", `inconclusive ${LANGUAGE}.deploymentId`, /Responses API/],
];

describe("a language model", () => {
  it.each(languages)("%s is judged by the list", async (model, verdict, reason) => {
    const stub = await startStub(resource({ [LIST]: listed(model) }));
    const [found] = await probe(azure(), stub);
    expect(found && inShort(found)).toBe(verdict);
    expect(found?.reason).toMatch(reason);
    // What will not do by the list is not asked for an answer.
    expect(stub.calls().includes(CHAT)).toBe(!verdict.startsWith("invalid"));
  });

  it.each(languages)(
    "%s is judged by its answer, where there is no list",
    async (model, verdict) => {
      const [found] = await probe(azure(), await startStub(resource({ [CHAT]: chatted(model) })));
      expect(found && inShort(found)).toBe(verdict);
    },
  );

  it("is judged by the list rather than by its answer", async () => {
    const stub = await startStub(
      resource({ [LIST]: listed("gpt-4.1"), [CHAT]: chatted("gpt-4o") }),
    );
    expect((await probe(azure(), stub)).map(inShort)).toEqual([
      `valid ${LANGUAGE}`,
      `valid ${EMBEDDING}`,
    ]);
  });

  it("is never judged by the name of its deployment", async () => {
    const apiKey = new Secret(KEY);
    const endpointUrl = "https://contoso.openai.azure.com";
    const stub = await startStub(resource({ [CHAT]: chatted("gpt-4o") }));
    const [found] = await probe(
      {
        name: "azureOpenai",
        languageModel: { deploymentId: "gpt-4.1", endpointUrl, apiKey },
        embeddingModel: { deploymentId: "gpt-4o", endpointUrl, apiKey },
      },
      stub,
    );
    expect(found && inShort(found)).toBe(`invalid ${LANGUAGE}.deploymentId`);
    expect(found?.reason).toContain('the deployment "gpt-4.1" is gpt-4o');
  });

  it("that cannot chat is named", async () => {
    const stub = await startStub(
      resource({ [CHAT]: notSupported("chatCompletion", "gpt-5.1-codex") }),
    );
    const [found] = await probe(azure(), stub);
    expect(found && inShort(found)).toBe(`invalid ${LANGUAGE}.deploymentId`);
    expect(found?.reason).toMatch(/is gpt-5.1-codex, which does not do what Sigma needs/);
  });
});

describe("an embedding model", () => {
  it.each<[string, Canned, string, RegExp]>([
    ["text-embedding-3-small", embedded(), `valid ${EMBEDDING}`, /is text-embedding-3-small$/],
    [
      "text-embedding-3-large",
      embedded("text-embedding-3-large", 3072),
      `invalid ${EMBEDDING}.deploymentId`,
      /3072 numbers, not 1536/,
    ],
    [
      "text-embedding-ada-002",
      embedded("text-embedding-ada-002"),
      `invalid ${EMBEDDING}.deploymentId`,
      /not text-embedding-3-small/,
    ],
    [
      "short vectors",
      embedded("text-embedding-3-small", 256),
      `invalid ${EMBEDDING}.deploymentId`,
      /256 numbers/,
    ],
    [
      "a name of nobody's",
      embedded("vectors"),
      `invalid ${EMBEDDING}.deploymentId`,
      /cannot be told/,
    ],
    [
      "a language model",
      notSupported("embeddings", "gpt-5.1"),
      `invalid ${EMBEDDING}.deploymentId`,
      /a language model/,
    ],
  ])("with %s", async (_, answer, verdict, reason) => {
    const [, found] = await probe(azure(), await startStub(resource({ [EMBED]: answer })));
    expect(found && inShort(found)).toBe(verdict);
    expect(found?.reason).toMatch(reason);
  });
});

it("both that cannot be judged are taken with a doubt, where the user allows it", async () => {
  const stub = await startStub(resource({ [CHAT]: chatted("o3"), [EMBED]: embedded("vectors") }));
  const settings = { allowUnverifiedModels: true };
  const found = await probe(azure(), stub, { settings });
  expect(found.map(inShort)).toEqual([
    `inconclusive ${LANGUAGE}.deploymentId`,
    `inconclusive ${EMBEDDING}.deploymentId`,
  ]);
});

it("what is allowed is a doubt, not what is wrong", async () => {
  const stub = await startStub(
    resource({ [CHAT]: chatted("gpt-4o"), [EMBED]: embedded("text-embedding-ada-002") }),
  );
  const found = await probe(azure(), stub, { settings: { allowUnverifiedModels: true } });
  expect(found.map(({ verdict }) => verdict)).toEqual(["invalid", "invalid"]);
});

it.each([
  ["by the list", resource({ [LIST]: listed("text-embedding-3-small", "gpt-4.1") })],
  [
    "by what their operations answer",
    resource({
      [CHAT]: notSupported("chatCompletion", "text-embedding-3-small"),
      [EMBED]: notSupported("embeddings", "gpt-4.1"),
    }),
  ],
])("two deployments that are swapped are said to be: %s", async (_, script) => {
  const found = await probe(azure(), await startStub(script));
  expect(found.map(inShort)).toEqual([
    `invalid ${LANGUAGE}.deploymentId`,
    `invalid ${EMBEDDING}.deploymentId`,
  ]);
  expect(found[0]?.reason).toBe(
    'the two deployments are swapped: "chat" is text-embedding-3-small',
  );
  expect(found[0]?.advice).toMatch(/^Exchange the/);
});
