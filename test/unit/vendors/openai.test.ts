import { describe, expect, it } from "@jest/globals";
import { startStub, type Canned } from "../sigma/support/stub-sigma.ts";
import { inShort, KEY, keyed, probe } from "./support/probing.ts";

const MODELS = "GET /v1/models";
const MISSING_SCOPES =
  "You have insufficient permissions for this operation. Missing scopes: api.model.read.";

const refused = (status: number, code: string | null, message: string): Canned => ({
  status,
  body: { error: { message, type: "invalid_request_error", param: null, code } },
});

describe("OpenAI answers", () => {
  it.each<[string, Canned, string, RegExp]>([
    ["a list", { body: { object: "list", data: [] } }, "valid", /^OpenAI accepts the key$/],
    [
      "invalid_api_key, with a part of the key",
      refused(401, "invalid_api_key", `Incorrect API key provided: ${KEY.slice(0, 10)}****yp4.`),
      "invalid",
      /^OpenAI refuses the key: .*401 "Incorrect API key provided: \[secret\]/,
    ],
    [
      "invalid_api_key, with the whole key",
      refused(401, "invalid_api_key", `Incorrect API key provided: ${KEY}`),
      "invalid",
      /\[secret\]/,
    ],
    ["missing scopes", refused(401, null, MISSING_SCOPES), "inconclusive", /restricted/],
    [
      "an address that is not allowed",
      refused(401, null, "Your request was rejected: IP not authorized."),
      "inconclusive",
      /allowlist keeps this machine out/,
    ],
    [
      "no organization",
      refused(401, null, "You must be a member of an organization to use the API."),
      "invalid",
      /belongs to no organization/,
    ],
    ["another 401", refused(401, "something_new", "No."), "inconclusive", /did not let/],
    [
      "a country that is not served",
      refused(
        403,
        "unsupported_country_region_territory",
        "Country, region, or territory not supported",
      ),
      "inconclusive",
      /country that this machine calls from/,
    ],
    [
      "403 model_not_found",
      refused(403, "model_not_found", "Project `p` does not have access to model `m`"),
      "inconclusive",
      /no access to a model/,
    ],
    [
      "404 model_not_found",
      refused(404, "model_not_found", "The model `m` does not exist"),
      "inconclusive",
      /no access to a model/,
    ],
    [
      "insufficient_quota",
      refused(429, "insufficient_quota", "You exceeded your current quota"),
      "inconclusive",
      /accepts the key, but nobody pays/,
    ],
    [
      "credit_balance_exhausted",
      refused(429, "credit_balance_exhausted", "No credit"),
      "inconclusive",
      /nobody pays/,
    ],
    ["a rate limit", refused(429, "rate_limit_exceeded", "Slow down"), "valid", /limits its rate/],
    ["a server error", refused(500, null, "Oops"), "inconclusive", /answered 500 "Oops"/],
    ["a web page", { body: "<html></html>" }, "inconclusive", /answered 200 with a web page/],
    ["another body", { body: [] }, "inconclusive", /^OpenAI answered 200$/],
    ["a redirect", { status: 302, body: {} }, "inconclusive", /answered 302/],
  ])("%s", async (_, answer, verdict, reason) => {
    const stub = await startStub({ [MODELS]: answer });
    const [found, ...more] = await probe(keyed("openai"), stub);
    expect([found && inShort(found), more]).toEqual([`${verdict} openai.apiKey`, []]);
    expect(found?.reason).toMatch(reason);
    expect(found?.advice === undefined).toBe(verdict === "valid");
    const [request] = stub.requests;
    expect(request?.headers).toMatchObject({
      host: "api.openai.com",
      authorization: `Bearer ${KEY}`,
      "user-agent": "probe/0",
    });
  });

  it("and its id of the request is told", async () => {
    const answer = {
      ...refused(401, "invalid_api_key", "No"),
      headers: { "x-request-id": "req_1" },
    };
    const [found] = await probe(keyed("openai"), await startStub({ [MODELS]: answer }));
    expect(found?.reason).toContain('401 "No" (request req_1)');
  });

  it("an id of the request that repeats the key is not told", async () => {
    const answer = { ...refused(401, "invalid_api_key", "No"), headers: { "x-request-id": KEY } };
    const [found] = await probe(keyed("openai"), await startStub({ [MODELS]: answer }));
    expect(found?.reason).toMatch(/401 "No"$/);
  });

  it.each([
    ["sk-ant-1234567890123", "It looks like a key of Anthropic's."],
    ["sk-or-12345678901234", "It looks like a key of OpenRouter's."],
    ["AIza12345678901234", "It looks like a key of Google's."],
    [KEY, "Make a new one"],
  ])("that %s is refused, with a guess whose it is", async (key, advice) => {
    const stub = await startStub({ [MODELS]: refused(401, "invalid_api_key", "No") });
    const [found] = await probe(keyed("openai", key), stub);
    expect(found?.advice).toContain(advice);
  });

  it("that an admin's key is accepted, which no model answers", async () => {
    const stub = await startStub({ [MODELS]: { body: { data: [] } } });
    const [found] = await probe(keyed("openai", "sk-admin-12345678"), stub);
    expect(found).toMatchObject({ verdict: "inconclusive", path: "openai.apiKey" });
  });
});
