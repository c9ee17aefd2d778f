import { describe, expect, it } from "@jest/globals";
import { startStub, type Canned } from "../sigma/support/stub-sigma.ts";
import { CHAT, EMBED, refused, resource } from "./support/azure-answers.ts";
import { azure, inShort, KEY, probe } from "./support/probing.ts";

const LANGUAGE = "azureOpenai.languageModel";

const FIREWALL = "Access denied due to Virtual Network/Firewall rules.";

/** What a deployment answers, and what that means. */
describe("Azure answers a chat with", () => {
  it.each<[string, Canned, string, RegExp]>([
    [
      "401 and a code",
      refused(401, "401", `Access denied due to invalid subscription key ${KEY}`),
      "invalid azureOpenai.apiKey",
      /the key is wrong, or is another resource's: Azure answered 401 .*\[secret\]/,
    ],
    [
      "401 and another code",
      refused(401, "Unauthorized", "Access denied"),
      "invalid azureOpenai.apiKey",
      /the key is wrong/,
    ],
    [
      "a firewall's text",
      refused(403, "403", FIREWALL),
      "inconclusive azureOpenai.endpointUrl",
      /firewall keeps this machine out/,
    ],
    [
      "a firewall's header",
      refused(403, "Forbidden", "No", { "policy-id": "ThrowExceptionDueToTrafficDenied" }),
      "inconclusive azureOpenai.endpointUrl",
      /firewall keeps this machine out/,
    ],
    [
      "a region's host",
      refused(
        403,
        "403",
        "A Virtual Network is configured for this resource. Please use the correct endpoint for making requests.",
      ),
      "invalid azureOpenai.endpointUrl",
      /does not answer at its region's host/,
    ],
    [
      "no public access",
      refused(403, "403", "Public access is disabled. Please configure private endpoint."),
      "invalid azureOpenai.endpointUrl",
      /public access to the resource is off/,
    ],
    [
      "no keys",
      refused(
        403,
        "AuthenticationTypeDisabled",
        "Key based authentication is disabled for this resource.",
      ),
      "invalid azureOpenai.apiKey",
      /keys are turned off/,
    ],
    [
      "a resource that is blocked",
      refused(403, "403", "Your resource has been temporarily blocked because of abuse"),
      "invalid azureOpenai.apiKey",
      /Microsoft has blocked the resource/,
    ],
    [
      "another 403",
      refused(403, "403", "Something new"),
      "inconclusive azureOpenai.endpointUrl",
      /answered 403 "Something new"/,
    ],
    [
      "no such deployment",
      refused(404, "DeploymentNotFound", "The API deployment for this resource does not exist."),
      `invalid ${LANGUAGE}.deploymentId`,
      /there is no such deployment/,
    ],
    [
      "nothing at this path",
      refused(404, "404", "Resource not found"),
      "invalid azureOpenai.endpointUrl",
      /nothing answers at this endpoint/,
    ],
    [
      "a kind of model without a name",
      refused(400, "OperationNotSupported", "The operation is not supported."),
      `invalid ${LANGUAGE}.deploymentId`,
      /another kind of model/,
    ],
    [
      "another 400",
      refused(400, "BadRequest", "Something new"),
      "inconclusive azureOpenai.endpointUrl",
      /answered 400 "Something new"/,
    ],
    ["408", { status: 408, body: {} }, "inconclusive azureOpenai.endpointUrl", /answered 408/],
    ["500", refused(500, "500", "Oops"), "inconclusive azureOpenai.endpointUrl", /answered 500/],
    ["a web page", { body: "<html></html>" }, "inconclusive azureOpenai.endpointUrl", /web page/],
  ])("%s", async (_, answer, verdict, reason) => {
    const dated = "POST /openai/deployments/chat/chat/completions";
    const stub = await startStub(resource({ [CHAT]: answer, [dated]: answer }));
    const found = await probe(azure(), stub);
    expect(found.map(inShort)).toEqual([verdict, "valid azureOpenai.embeddingModel"]);
    expect(found[0]?.reason).toMatch(reason);
    expect(found[0]?.advice).toBeDefined();
    expect(found[0]?.passing).toBe(/no such deployment/.test(String(reason)) ? true : undefined);
  });

  it.each<[string, Canned]>([
    ["a content filter", refused(400, "content_filter", "filtered")],
    ["a parameter that is not taken", refused(400, "unsupported_parameter", "max_tokens")],
    [
      "a limit that is reached",
      refused(
        400,
        "invalid_request_error",
        "Could not finish the message because max_tokens or model output limit was reached.",
      ),
    ],
    ["a rate limit", refused(429, "RateLimitReached", "slow", { "retry-after": "6" })],
    ["a wait in another unit", refused(429, "429", "slow", { "retry-after-ms": "6000" })],
    ["a wait that is none", refused(429, "429", "slow", { "retry-after": "soon" })],
  ])(
    "%s, which proves key and deployment, and asks the other operation for the model",
    async (_, answer) => {
      const stub = await startStub(
        resource({
          [CHAT]: answer,
          [EMBED]: ({ body }) =>
            body.includes('"chat"')
              ? refused(
                  400,
                  "OperationNotSupported",
                  "The embeddings operation does not work with the specified model, gpt-4.1. Please choose",
                )
              : { body: { model: "text-embedding-3-small", data: [] } },
        }),
      );
      const found = await probe(azure(), stub);
      expect(found).toEqual([
        { verdict: "valid", path: LANGUAGE, reason: 'the deployment "chat" is gpt-4.1' },
        expect.objectContaining({ verdict: "valid", path: "azureOpenai.embeddingModel" }),
      ]);
      expect(stub.calls().filter((call) => call === CHAT)).toHaveLength(1);
    },
  );

  it.each([[{ "retry-after": "86400" }], [{ "retry-after-ms": "86400000" }]])(
    "%j, which means that the quota is too small",
    async (headers) => {
      const stub = await startStub(
        resource({
          [EMBED]: refused(429, "429", "wait", headers),
          "GET /openai/deployments": {
            body: { data: [{ id: "embed", model: "text-embedding-3-small" }] },
          },
        }),
      );
      const [, embedding] = await probe(azure(), stub);
      expect(embedding).toMatchObject({ verdict: "valid", path: "azureOpenai.embeddingModel" });
      expect(embedding?.advice).toMatch(/quota is too small.*raise the capacity/);
    },
  );

  it("what says nothing of the model, and neither does the other operation", async () => {
    const limited = refused(429, "429", "slow");
    const stub = await startStub(resource({ [CHAT]: limited, [EMBED]: limited }));
    const found = await probe(azure(), stub);
    expect(found.map(inShort)).toEqual([
      `inconclusive ${LANGUAGE}.deploymentId`,
      "inconclusive azureOpenai.embeddingModel.deploymentId",
    ]);
    expect(found[0]?.reason).toMatch(/answers, but not which model it is/);
  });

  it("the same of both models, which is said once, and with Azure's id of the request", async () => {
    const answer = refused(401, "401", "No", { "apim-request-id": "1234-abcd" });
    const found = await probe(
      azure(),
      await startStub(resource({ [CHAT]: answer, [EMBED]: answer })),
    );
    expect(found.map(inShort)).toEqual(["invalid azureOpenai.apiKey"]);
    expect(found[0]?.reason).toContain("(request 1234-abcd)");
  });
});
