import { expect, it } from "@jest/globals";
import { startStub, type Canned } from "../sigma/support/stub-sigma.ts";
import { inShort, KEY, keyed, probe } from "./support/probing.ts";

const refused = (status: number, type: string, message: string): Canned => ({
  status,
  headers: { "request-id": "req_9" },
  body: { type: "error", error: { type, message }, request_id: "req_9" },
});
const NO_CREDIT = "Your credit balance is too low to access the Anthropic API.";

it.each<[string, Canned, string, RegExp]>([
  ["a list", { body: { data: [], has_more: false } }, "valid", /^Anthropic accepts the key$/],
  [
    "authentication_error",
    refused(401, "authentication_error", "invalid x-api-key"),
    "invalid",
    /refuses the key: Anthropic answered 401 "invalid x-api-key" \(request req_9\)/,
  ],
  ["another 401", refused(401, "other", `what is ${KEY}`), "inconclusive", /answered 401/],
  ["permission_error", refused(403, "permission_error", "no"), "inconclusive", /may not list/],
  ["another 403", refused(403, "forbidden", "no"), "inconclusive", /answered 403/],
  ["not_found_error", refused(404, "not_found_error", "model: m"), "inconclusive", /no access/],
  ["billing_error", refused(402, "billing_error", "pay"), "inconclusive", /nobody pays/],
  [
    "a credit balance that is too low",
    refused(400, "invalid_request_error", NO_CREDIT),
    "inconclusive",
    /nobody pays/,
  ],
  ["another 400", refused(400, "invalid_request_error", "limit"), "inconclusive", /answered 400/],
  ["a rate limit", refused(429, "rate_limit_error", "slow"), "valid", /limits its rate/],
  ["api_error", refused(500, "api_error", "oops"), "inconclusive", /answered 500 "oops"/],
  ["overloaded_error", refused(529, "overloaded_error", "busy"), "inconclusive", /answered 529/],
])("Anthropic answers %s", async (_, answer, verdict, reason) => {
  const stub = await startStub({ "GET /v1/models": answer });
  const [found, ...more] = await probe(keyed("anthropic"), stub);
  expect([found && inShort(found), more]).toEqual([`${verdict} anthropic.apiKey`, []]);
  expect(found?.reason).toMatch(reason);
  expect(stub.requests[0]?.headers).toMatchObject({
    host: "api.anthropic.com",
    "x-api-key": KEY,
    "anthropic-version": "2023-06-01",
  });
});
