import { describe, expect, it } from "@jest/globals";

import { createManualClock } from "../../../../simulator/index.ts";
import { send, start } from "../support.ts";
import {
  ACCOUNT,
  ACCOUNTS,
  accountBody,
  azureOf,
  PROVIDER,
  refusal,
  SUBSCRIPTION,
} from "./support.ts";

const VERSION = "api-version=2025-06-01";
const IDENTITY = "/token?resource=https://management.azure.com/&api-version=2019-08-01";
const MACHINE = "/metadata/identity/oauth2/token?resource=r&api-version=2018-02-01";

describe("a token endpoint", () => {
  it.each<[string, string, Record<string, string>]>([
    ["GET", "/_azure/token", {}],
    ["POST", "/_azure/token", {}],
    ["GET", IDENTITY, { "x-identity-header": "x" }],
    ["GET", MACHINE, { metadata: "true" }],
  ])("%s %s answers a token that is let in", async (method, path, headers) => {
    const simulator = await start({ clock: createManualClock(1_800_000_000_000) });
    const { status, json } = await send(simulator, method, path, { headers });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      token_type: "Bearer",
      expires_on: "1800086400",
      resource: expect.any(String),
    });
    const { access_token: token } = json as { access_token: string };
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({
      oid: "00000000-0000-0000-0000-0000000000bb",
      tid: "00000000-0000-0000-0000-0000000000aa",
    });
    const answer = await send(simulator, "GET", `${SUBSCRIPTION}?${VERSION}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  });

  it.each<[string, Record<string, string>, string]>([
    [IDENTITY, {}, "the header x-identity-header"],
    [MACHINE, {}, "the header metadata"],
    ["/token?resource=r", { "x-identity-header": "x" }, "api-version"],
    ["/token?api-version=2019-08-01", { "x-identity-header": "x" }, "resource"],
  ])("%s with %j lacks something", async (path, headers, lacking) => {
    const { status, json } = await send(await start(), "GET", path, { headers });
    expect(status).toBe(400);
    expect(json).toEqual({
      error: "invalid_request",
      error_description: `Required and not specified: ${lacking}`,
    });
  });
});

describe("a token that does not hold", () => {
  it.each<[string, Record<string, string>, string]>([
    ["none", {}, "AuthenticationFailed"],
    ["of another sort", { authorization: "Basic eDp5" }, "AuthenticationFailed"],
    ["unknown", { authorization: "Bearer a.b.c" }, "InvalidAuthenticationToken"],
  ])("%s", async (_, headers, code) => {
    const { status, json } = await send(await start(), "GET", `${ACCOUNT}?${VERSION}`, { headers });
    expect([status, json]).toEqual([401, refusal(code)]);
  });

  it("has expired after a day", async () => {
    const clock = createManualClock();
    const azure = await azureOf(await start({ clock }));
    clock.advance(86_399_000);
    expect((await azure.call("GET", SUBSCRIPTION)).status).toBe(200);
    clock.advance(1000);
    expect((await azure.call("GET", SUBSCRIPTION)).status).toBe(401);
  });
});

describe("the subscription", () => {
  it.each<[string, string, unknown, number, unknown]>([
    ["GET", SUBSCRIPTION, undefined, 200, { state: "Enabled" }],
    ["GET", `${SUBSCRIPTION}/resourcegroups/SIGMA`, undefined, 200, { location: "eastus2" }],
    ["GET", PROVIDER, undefined, 200, { registrationState: "Registered" }],
    ["GET", "/providers/Microsoft.CognitiveServices", undefined, 200, {}],
    ["GET", `${PROVIDER}/deletedAccounts`, undefined, 200, { value: [] }],
    ["GET", ACCOUNTS, undefined, 200, { value: [] }],
    ["GET", `${ACCOUNT}?api-version=2099-01-01`, undefined, 404, refusal("ResourceNotFound")],
    ["GET", `${ACCOUNT}?x=y`, undefined, 400, refusal("MissingApiVersionParameter")],
    ["GET", "/subscriptions/other", undefined, 404, refusal("SubscriptionNotFound", "'other'")],
    ["GET", ACCOUNT.replace("/sigma/", "/none/"), undefined, 404, refusal("ResourceGroupNotFound")],
    ["GET", `${ACCOUNT}/nothing/x`, undefined, 404, refusal("InvalidResourceType")],
    ["PATCH", SUBSCRIPTION, {}, 405, refusal("MethodNotAllowed", "PATCH")],
    ["PUT", ACCOUNT, "not an account", 400, refusal("InvalidRequestContent")],
    ["PUT", ACCOUNT, { kind: "OpenAI" }, 400, refusal("InvalidRequestContent", "location: ")],
  ])("%s %s with %j answers %d", async (method, path, body, expected, answer) => {
    const { status, json } = await (await azureOf(await start())).call(method, path, body);
    expect(status).toBe(expected);
    expect(json).toMatchObject(answer as object);
  });

  it("compares IDs without regard to case", async () => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, accountBody());
    const { status, json } = await azure.call("GET", ACCOUNT.toUpperCase());
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: ACCOUNT, name: "sigma-ai" });
  });

  it.each([
    ["contoso", false],
    ["sigma-ai-x1", false],
    ["Sigma-AI-X1", false],
    ["sigma-ai-x2", true],
  ])("tells whether the subdomain %s is free", async (subdomainName, free) => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, accountBody());
    const { json } = await azure.call("POST", `${PROVIDER}/checkDomainAvailability`, {
      subdomainName,
      type: "Microsoft.CognitiveServices/accounts",
    });
    expect(json).toMatchObject({ subdomainName, isSubdomainAvailable: free });
    expect("reason" in (json as object)).toBe(!free);
  });
});
