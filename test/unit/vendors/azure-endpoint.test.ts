import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../provider/integration/secret.ts";
import { startStub } from "../sigma/support/stub-sigma.ts";
import {
  CHAT,
  chatted,
  EMBED,
  embedded,
  LIST,
  refused,
  resource,
} from "./support/azure-answers.ts";
import { azure, inShort, KEY, probe } from "./support/probing.ts";

const VALID = ["valid azureOpenai.languageModel", "valid azureOpenai.embeddingModel"];

describe("the data plane is found behind", () => {
  it.each([
    "https://contoso.openai.azure.com",
    "https://contoso.openai.azure.com/",
    "https://CONTOSO.openai.azure.com:443//",
    "https://contoso.cognitiveservices.azure.com/",
    "https://contoso.services.ai.azure.com",
    "https://contoso.openai.azure.com/openai",
    "https://contoso.openai.azure.com/openai/v1/",
    "https://contoso.openai.azure.com/openai/deployments/chat/chat/completions?api-version=2025-01-01-preview",
    "https://contoso.services.ai.azure.com/api/projects/sigma",
    "https://contoso.services.ai.azure.com/api/projects/sigma/openai/v1",
    "https://contoso.openai.azure.us",
    "https://contoso.openai.azure.cn",
  ])("%s", async (endpointUrl) => {
    const stub = await startStub(resource());
    expect((await probe(azure(endpointUrl), stub)).map(inShort)).toEqual(VALID);
    expect(stub.calls().sort()).toEqual([LIST, CHAT, EMBED].sort());
    expect(new Set(stub.requests.map(({ headers }) => headers.host))).toEqual(
      new Set([new URL(endpointUrl).host]),
    );
  });

  it.each([
    ["https://eastus2.api.cognitive.microsoft.com/", /host is a region's/],
    ["https://contoso.services.ai.azure.com/models", /Azure AI Inference/],
  ])("%s, with a doubt", async (endpointUrl, reason) => {
    const found = await probe(azure(endpointUrl), await startStub(resource()));
    expect(found.map(inShort)).toEqual(["inconclusive azureOpenai.endpointUrl", ...VALID]);
    expect(found[0]?.reason).toMatch(reason);
  });
});

it.each([
  ["the endpoint's own", "?api-version=2025-01-01-preview", "2025-01-01-preview"],
  ["a usual", "", "2024-10-21"],
])(
  "without v1 of the API %s version is asked, without a limit of tokens",
  async (_, query, version) => {
    const gone = refused(404, "404", "Resource not found");
    const stub = await startStub({
      [LIST]: gone,
      [CHAT]: gone,
      [EMBED]: gone,
      "POST /openai/deployments/chat/chat/completions": chatted("gpt-4.1"),
      "POST /openai/deployments/embed/embeddings": embedded(),
    });
    const found = await probe(azure(`https://contoso.openai.azure.us/openai${query}`), stub);
    expect(found.map(inShort)).toEqual(VALID);
    const dated = stub.requests.filter(({ path }) => /deployments\/\w/.test(path));
    expect(
      dated.map(({ query: { size }, query: asked }) => [size, asked.get("api-version")]),
    ).toEqual([
      [1, version],
      [1, version],
    ]);
    for (const { body } of dated) expect(body).not.toMatch(/max_|model/);
  },
);

it("a deployment's name is written into the path as one part", async () => {
  const gone = refused(404, "404", "Resource not found");
  const stub = await startStub({ [LIST]: gone, [CHAT]: gone, [EMBED]: gone });
  const vendor = azure();
  if (vendor.name === "azureOpenai") vendor.languageModel.deploymentId = "a/../b?c";
  await probe(vendor, stub);
  expect(stub.calls()).toContain("POST /openai/deployments/a%2F..%2Fb%3Fc/chat/completions");
});

describe("a key is never sent to", () => {
  it.each([
    "https://contoso.openai.azure.com.evil.example",
    "https://evilopenai.azure.com",
    "https://openai.azure.com",
    "https://contoso.openai.azure.com.",
    "https://contoso-openai.azure.com",
    "https://gateway.example/openai",
    "https://contoso.openai.azure.xn--om-csa",
    "https://sub.gateway.contoso.example",
    "https://127.0.0.1",
  ])("%s, unless it is trusted by name", async (endpointUrl) => {
    const stub = await startStub(resource());
    const settings = { trustedHosts: ["gateway.contoso.example", "azure.com"] };
    const found = await probe(azure(endpointUrl), stub, { settings });
    expect(found.map(inShort)).toEqual(["inconclusive azureOpenai.endpointUrl"]);
    expect(found[0]).toMatchObject({
      reason: expect.stringMatching(/is not Azure's, so the key was not sent there/),
      advice: expect.stringContaining("{preflight.trustedHosts}"),
    });
    expect(stub.requests).toEqual([]);
  });
});

describe("a gateway that is trusted", () => {
  const settings = { trustedHosts: ["Gateway.Contoso.example"] };

  it("is asked below its own path", async () => {
    const stub = await startStub({
      "POST /team/openai/v1/chat/completions": chatted("gpt-4.1"),
      "POST /team/openai/v1/embeddings": embedded(),
    });
    const found = await probe(azure("https://gateway.contoso.example/team/"), stub, { settings });
    expect(found.map(inShort)).toEqual(VALID);
    expect(stub.requests[0]?.headers).toMatchObject({
      host: "gateway.contoso.example",
      "api-key": KEY,
    });
  });

  it("says nothing where it has no such path", async () => {
    const stub = await startStub();
    const found = await probe(azure("https://gateway.contoso.example/ai"), stub, { settings });
    expect(found.map(inShort)).toEqual(["inconclusive azureOpenai.endpointUrl"]);
  });
});

describe("two resources", () => {
  const endpoints = ["https://one.openai.azure.com", "https://two.openai.azure.com"] as const;

  it("are each asked with their own key, and named each by its field", async () => {
    const [language, embedding] = endpoints.map((endpointUrl, n) => ({
      deploymentId: "d",
      endpointUrl,
      apiKey: new Secret(`${KEY}${n}`),
    }));
    if (language === undefined || embedding === undefined) throw new Error("two models");
    const denied = refused(401, "401", "No");
    const stub = await startStub(
      resource({ [CHAT]: denied, [EMBED]: refused(403, "403", "Public access is disabled.") }),
    );
    const found = await probe(
      { name: "azureOpenai", languageModel: language, embeddingModel: embedding },
      stub,
    );
    expect(found.map(inShort)).toEqual([
      "invalid azureOpenai.languageModel.apiKey",
      "invalid azureOpenai.embeddingModel.endpointUrl",
    ]);
    const keys = stub.requests.map(
      ({ headers }) => `${headers.host} ${String(headers["api-key"])}`,
    );
    expect(new Set(keys)).toEqual(
      new Set([`one.openai.azure.com ${KEY}0`, `two.openai.azure.com ${KEY}1`]),
    );
    expect(stub.calls().filter((call) => call === LIST)).toHaveLength(2);
  });
});
