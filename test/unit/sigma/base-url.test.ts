import { describe, expect, it } from "@jest/globals";
import { isLoopback, operationUrl, parseBaseUrl } from "../../../provider/sigma/base-url.ts";
import { PACKAGED_CONTRACT } from "../../../provider/sigma/contract.ts";
import { failureOf } from "./support/client.ts";

/** Sigma's OpenAPI, `servers`, as of August 2026. */
const REGIONS = [
  ["gcp-us", "https://api.sigmacomputing.com/"],
  ["gcp-sa", "https://api.sa.gcp.sigmacomputing.com/"],
  ["aws-us-west", "https://aws-api.sigmacomputing.com/"],
  ["aws-us-east", "https://api.us-a.aws.sigmacomputing.com/"],
  ["aws-ca", "https://api.ca.aws.sigmacomputing.com/"],
  ["aws-eu", "https://api.eu.aws.sigmacomputing.com/"],
  ["aws-au", "https://api.au.aws.sigmacomputing.com/"],
  ["aws-uk", "https://api.uk.aws.sigmacomputing.com/"],
  ["azure-us", "https://api.us.azure.sigmacomputing.com/"],
  ["azure-eu", "https://api.eu.azure.sigmacomputing.com/"],
  ["azure-ca", "https://api.ca.azure.sigmacomputing.com/"],
  ["azure-uk", "https://api.uk.azure.sigmacomputing.com/"],
  ["azure-au", "https://api.au.azure.sigmacomputing.com/"],
] as const;

const parse = (text: string): URL =>
  parseBaseUrl(text, "SIGMA_BASE_URL", PACKAGED_CONTRACT.regions);

describe("the base URL", () => {
  it.each(REGIONS)("may be the region %s", (name, url) => {
    expect(parse(name).href).toBe(url);
    expect(parse(name.toUpperCase()).href).toBe(url);
  });

  it("has no other regions", () => {
    expect(Object.keys(PACKAGED_CONTRACT.regions).sort()).toEqual(
      REGIONS.map(([name]) => name).sort(),
    );
  });

  it.each([
    ["https://api.sigmacomputing.com", "https://api.sigmacomputing.com/"],
    ["HTTPS://API.Sigmacomputing.com/", "https://api.sigmacomputing.com/"],
    ["https://api.new-region.example", "https://api.new-region.example/"],
    ["https://gateway.acme.example:8443/sigma", "https://gateway.acme.example:8443/sigma"],
    ["http://localhost:8080", "http://localhost:8080/"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"],
    ["http://127.1:8080", "http://127.0.0.1:8080/"],
    ["http://[::1]:8080", "http://[::1]:8080/"],
  ])("may be %s", (text, url) => {
    expect(parse(text).href).toBe(url);
  });

  it.each([
    ["http://api.sigmacomputing.com", "api.sigmacomputing.com is not https"],
    ["http://127.0.0.1.evil.example", "127.0.0.1.evil.example is not https"],
    ["http://localhost.evil.example", "localhost.evil.example is not https"],
    ["http://0.0.0.0:8080", "0.0.0.0:8080 is not https"],
    ["http://[::2]", "[::2] is not https"],
    ["ftp://api.sigmacomputing.com", "api.sigmacomputing.com is not https"],
    ["api.sigmacomputing.com", "neither a URL nor the name of a region"],
    ["api.sigmacomputing.com:443", "not https"],
    ["localhost:8080", "not https"],
    ["aws-mars", "neither a URL nor the name of a region"],
    ["constructor", "neither a URL nor the name of a region"],
    ["__proto__", "neither a URL nor the name of a region"],
    ["https://", "neither a URL nor the name of a region"],
    ["https://app.sigmacomputing.com", "app.sigmacomputing.com is the address of the app"],
    ["https://api.sigmacomputing.com/v2/", "the URL ends with /v2"],
    ["https://app.eu.aws.sigmacomputing.com/acme", "is the address of the app"],
    ["https://api.sigmacomputing.com/?a=b", "more than a host and a path"],
    ["https://api.sigmacomputing.com/#a", "more than a host and a path"],
  ])("cannot be %s", async (text, problem) => {
    const failure = await failureOf(() => parse(text));
    expect(failure).toMatchObject({
      code: "INVALID_CONNECTION",
      details: {
        path: "SIGMA_BASE_URL",
        expected: expect.stringContaining("an https URL, or one"),
      },
    });
    expect(failure.details.problem).toContain(problem);
    expect(failure.details.problem).not.toMatch(/ {2}/);
  });

  it.each(["https://user:hidden@api.sigmacomputing.com", "http://hidden@localhost:1"])(
    "carries no credentials, and the refusal shows none: %s",
    async (text) => {
      const failure = await failureOf(() => parse(text));
      expect(failure).toMatchObject({ code: "INVALID_CONNECTION" });
      expect(failure.message).not.toContain("hidden");
    },
  );

  it("sends the user of the app's address to the API's", async () => {
    const { message } = await failureOf(() => parse("https://app.sigmacomputing.com"));
    expect(message).toContain("Use the API's address");
    expect(message).toContain("Administration > Developer Access");
  });
});

describe("the address of an operation", () => {
  it.each([
    ["https://api.sigmacomputing.com", "https://api.sigmacomputing.com/v2/whoami"],
    ["https://gateway.acme.example/sigma", "https://gateway.acme.example/sigma/v2/whoami"],
    ["https://gateway.acme.example/sigma//", "https://gateway.acme.example/sigma/v2/whoami"],
    ["https://gateway.acme.example/a/b/", "https://gateway.acme.example/a/b/v2/whoami"],
    ["https://gateway.acme.example//evil", "https://gateway.acme.example//evil/v2/whoami"],
  ])("is below %s", (base, url) => {
    expect(operationUrl(new URL(base), "/v2/whoami").href).toBe(url);
  });

  it("stays on the host, whatever the path is", () => {
    const url = operationUrl(new URL("https://api.sigmacomputing.com"), "//evil.example/v2");
    expect(url.host).toBe("api.sigmacomputing.com");
  });

  it("has its parameters filled in, escaped", () => {
    const url = operationUrl(new URL("https://api.sigmacomputing.com"), "/v2/tenants/{id}", {
      id: "a/b?c#d e",
    });
    expect(url.href).toBe("https://api.sigmacomputing.com/v2/tenants/a%2Fb%3Fc%23d%20e");
  });
});

describe("a loopback address", () => {
  it.each([
    ["http://localhost", true],
    ["http://127.0.0.1", true],
    ["http://127.9.9.9:80", true],
    ["http://[::1]:80", true],
    ["http://128.0.0.1", false],
    ["http://127.example", false],
    ["http://localhost.example", false],
  ])("%s: %s", (text, is) => {
    expect(isLoopback(new URL(text))).toBe(is);
  });
});
