import { expect, it } from "@jest/globals";
import { startStub, type Canned } from "../sigma/support/stub-sigma.ts";
import { inShort, KEY, keyed, probe } from "./support/probing.ts";

const refused = (code: number, status: string, message: string, reason?: string): Canned => ({
  status: code,
  body: {
    error: { code, message, status, details: reason === undefined ? [] : [{ reason }, "text"] },
  },
});

it.each<[string, Canned, string, RegExp]>([
  ["a list", { body: { models: [] } }, "valid", /^Google accepts the key$/],
  [
    "API_KEY_INVALID",
    refused(
      400,
      "INVALID_ARGUMENT",
      "API key not valid. Please pass a valid API key.",
      "API_KEY_INVALID",
    ),
    "invalid",
    /^Google refuses the key/,
  ],
  [
    "an expired key, without a reason",
    refused(400, "INVALID_ARGUMENT", `API key expired: ${KEY}`),
    "invalid",
    /refuses the key.*\[secret\]/,
  ],
  [
    "API_KEY_IP_ADDRESS_BLOCKED",
    refused(403, "PERMISSION_DENIED", "blocked", "API_KEY_IP_ADDRESS_BLOCKED"),
    "inconclusive",
    /keep this machine's address out/,
  ],
  [
    "SERVICE_DISABLED",
    refused(403, "PERMISSION_DENIED", "not used before", "SERVICE_DISABLED"),
    "invalid",
    /the Gemini API is off/,
  ],
  [
    "API_KEY_SERVICE_BLOCKED",
    refused(403, "PERMISSION_DENIED", "blocked", "API_KEY_SERVICE_BLOCKED"),
    "invalid",
    /leave the Gemini API out/,
  ],
  [
    "a leaked key",
    refused(403, "PERMISSION_DENIED", "Your API key was reported as leaked."),
    "invalid",
    /has blocked the key/,
  ],
  [
    "a suspended project",
    refused(403, "PERMISSION_DENIED", "Permission denied", "CONSUMER_SUSPENDED"),
    "invalid",
    /has blocked the key/,
  ],
  [
    "another 403",
    refused(403, "PERMISSION_DENIED", "Requests from referer are blocked."),
    "inconclusive",
    /did not let the request in/,
  ],
  [
    "ACCESS_TOKEN_TYPE_UNSUPPORTED",
    refused(401, "UNAUTHENTICATED", "No", "ACCESS_TOKEN_TYPE_UNSUPPORTED"),
    "inconclusive",
    /could not take the key in this form/,
  ],
  [
    "FAILED_PRECONDITION",
    refused(400, "FAILED_PRECONDITION", "no free tier in your country"),
    "inconclusive",
    /only where the project is paid for/,
  ],
  ["a rate limit", refused(429, "RESOURCE_EXHAUSTED", "quota"), "valid", /limits its rate/],
  ["another 400", refused(400, "INVALID_ARGUMENT", "pageSize"), "inconclusive", /answered 400/],
  ["404", refused(404, "NOT_FOUND", "gone"), "inconclusive", /answered 404 "gone"/],
  ["a server error", refused(503, "UNAVAILABLE", "busy"), "inconclusive", /answered 503 "busy"/],
  ["a web page", { body: "<html></html>" }, "inconclusive", /web page/],
])("Google answers %s", async (_, answer, verdict, reason) => {
  const stub = await startStub({ "GET /v1beta/models": answer });
  const [found, ...more] = await probe(keyed("gemini"), stub);
  expect([found && inShort(found), more]).toEqual([`${verdict} gemini.apiKey`, []]);
  expect(found?.reason).toMatch(reason);
  // The key goes into a header, never into the URL, which is logged.
  const [request] = stub.requests;
  expect(request?.headers).toMatchObject({
    host: "generativelanguage.googleapis.com",
    "x-goog-api-key": KEY,
  });
  expect(String(request?.query)).toBe("pageSize=1");
});
