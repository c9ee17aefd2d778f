import * as fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import {
  AZURE_SUFFIXES,
  endpointFault,
  endpointParts,
  sameEndpoint,
  sameResource,
  type Trust,
} from "../../../provider/integration/endpoint.ts";
import { spelling } from "./support/arbitraries.ts";

const nothing: Trust = { hosts: [], anyHost: false };
const fault = (url: string, trust = nothing) => endpointFault(url, "chat", trust)?.problem;

describe("an endpoint of Azure's is accepted", () => {
  it.each([
    ...AZURE_SUFFIXES.map((suffix) => `https://acme.${suffix}`),
    "https://acme.openai.azure.com/",
    "https://ACME.OpenAI.Azure.com",
    "https://acme.openai.azure.com:443",
    "https://acme.openai.azure.com/openai",
    "https://acme.openai.azure.com/openai/v1/",
    "https://acme.openai.azure.com/openai/deployments/chat/chat/completions?api-version=2024-10-21",
    "https://acme.services.ai.azure.com/api/projects/p",
    "https://westeurope.api.cognitive.microsoft.com/",
  ])("%s", (url) => {
    expect(fault(url)).toBeUndefined();
  });
});

describe("an endpoint that is no https URL is refused", () => {
  it.each([
    ["plain http", "http://acme.openai.azure.com", '"http://acme.openai.azure.com" does not start'],
    ["ftp", "ftp://acme.openai.azure.com", "does not start with https://"],
    ["no scheme", "acme.openai.azure.com", "the value is not a URL (not shown)"],
    ["words", "not a url", "the value is not a URL (not shown)"],
    ["a key", "sk-sentinel-1234", "the value is not a URL (not shown)"],
    ["a pair with a colon", "user:password-1234", "the value is not a URL (not shown)"],
    ["a script", "javascript:alert(1)", "the value is not a URL (not shown)"],
  ])("%s", (_, url, problem) => {
    expect(fault(url)).toContain(problem);
  });
});

describe("an endpoint with a credential in it is refused, and the credential not shown", () => {
  it.each([
    ["a user name", "https://SENTINEL@acme.openai.azure.com", "has a user name or password"],
    ["a password", "https://u:SENTINEL@acme.openai.azure.com", "has a user name or password"],
    ["only a password", "https://:SENTINEL@acme.openai.azure.com", "has a user name or password"],
    ["an api-key", "https://acme.openai.azure.com/?api-key=SENTINEL", "has more than api-version"],
    ["a key", "https://acme.openai.azure.com/?a=1&KEY=SENTINEL", "has more than api-version"],
    ["a code", "https://acme.openai.azure.com/?code=SENTINEL", "has more than api-version"],
    ["a signature", "https://acme.openai.azure.com/?sig=SENTINEL", "has more than api-version"],
    [
      "an encoded name",
      "https://acme.openai.azure.com/?api%2Dkey=SENTINEL",
      "has more than api-version",
    ],
    ["a parameter of another name", "https://acme.openai.azure.com/?a=SENTINEL", "has more than"],
    [
      "a parameter beside the version",
      "https://acme.openai.azure.com/?api-version=1&subscription=SENTINEL",
      "has more than api-version",
    ],
    ["a fragment", "https://acme.openai.azure.com/#SENTINEL", 'has a "#"'],
    ["an empty fragment", "https://acme.openai.azure.com/#", 'has a "#"'],
    ["a path that is a key", "http://acme.openai.azure.com/sk-SENTINEL", "does not start with"],
    ["a token over http", "http://acme.openai.azure.com/?token=SENTINEL", "does not start with"],
  ])("%s", (_, url, problem) => {
    const found = endpointFault(url, "chat", { hosts: ["acme.openai.azure.com"], anyHost: true });
    expect(found?.problem).toContain(problem);
    expect(JSON.stringify(found)).not.toMatch(/sentinel/i);
  });
});

describe("an endpoint with white space or control characters inside is refused, and not shown", () => {
  it.each([" ", "\n", "\t", "\r\n", "\u200b", "\u0000", "\u00a0"])("%j", (character) => {
    for (const url of [
      `https://acme.openai.azure.com${character}/SENTINEL`,
      `https://acme.${character}openai.azure.com/SENTINEL`,
    ]) {
      expect(fault(url)).toMatch(
        /^the value (?:is not a URL|has white space or control characters in it) \(not shown\)$/,
      );
    }
  });
});

describe("a host that only looks like Azure's is refused, whatever preflight does", () => {
  it.each([
    ["a longer suffix", "https://acme.openai.azure.com.evil.example"],
    ["the suffix without a dot", "https://acmeopenai.azure.com"],
    ["the bare suffix", "https://openai.azure.com"],
    ["a hyphen for a dot", "https://acme-openai.azure-com.example"],
    ["a path that looks like a host", "https://openai.example/acme.openai.azure.com"],
    ["another top level domain", "https://acme.openai.azure.com.co"],
    ["a letter of another script", "https://acme.оpenai.azure.com"],
    ["punycode", "https://acme.xn--penai-vqf.azure.com"],
    ["punycode without a word of Azure's", "https://xn--80ak6aa92e.com"],
    ["letters of full width, in a longer host", "https://acme.ｏｐｅｎａｉ.azure.com.example"],
    ["a port behind a longer host", "https://acme.openai.azure.com.evil.example:443"],
    ["another cognitive host", "https://cognitive-services.example"],
  ])("%s", (_, url) => {
    for (const anyHost of [false, true]) {
      expect(fault(url, { hosts: [], anyHost })).toContain("looks like Azure's, but is not");
    }
  });

  it.each([
    ["a user name that looks like a host", "https://acme.openai.azure.com@evil.example"],
    ["with a password", "https://acme.openai.azure.com:443@evil.example/"],
    ["two at signs", "https://acme.openai.azure.com@x@evil.example/"],
  ])("%s", (_, url) => {
    expect(fault(url, { hosts: [], anyHost: true })).toContain('"https://evil.example');
  });

  it("a backslash ends the host, as it does for a browser", () => {
    expect(fault("https://evil.example\\.openai.azure.com")).toBe(
      'the host "evil.example" is not Azure\'s',
    );
  });
});

describe("another host is refused, unless it is trusted", () => {
  const gateway = "https://gateway.example:8443/azure";
  it.each<[string, string, Trust, boolean]>([
    ["nothing trusted", gateway, nothing, false],
    ["another host trusted", gateway, { hosts: ["other.example"], anyHost: false }, false],
    ["a parent domain trusted", gateway, { hosts: ["example"], anyHost: false }, false],
    ["trusted by name", gateway, { hosts: ["Gateway.Example"], anyHost: false }, true],
    ["preflight off", gateway, { hosts: [], anyHost: true }, true],
    ["an address", "https://10.0.0.1", nothing, false],
    ["preflight off, plain http", "http://gateway.example", { hosts: [], anyHost: true }, false],
    [
      "a look-alike trusted by name",
      "https://azure.acme.example",
      { hosts: ["azure.acme.example"], anyHost: false },
      true,
    ],
  ])("%s", (_, url, trust, accepted) => {
    expect(fault(url, trust) === undefined).toBe(accepted);
  });
});

describe("the deployment in the path", () => {
  it.each([
    ["the same", "/openai/deployments/chat/chat/completions?api-version=1", undefined],
    ["the same, encoded", "/openai/deployments/%63hat", undefined],
    ["another", "/openai/deployments/embed/embeddings", "embed"],
    ["another, in capitals", "/openai/deployments/CHAT", "CHAT"],
    ["one that cannot be decoded", "/openai/deployments/%E0%A4%A", "%E0%A4%A"],
  ])("%s", (_, path, named) => {
    const problem = `the path names the deployment "${named}", but {deploymentId} is "chat"`;
    const expected = named === undefined ? undefined : problem;
    expect(fault(`https://acme.openai.azure.com${path}`)).toBe(expected);
  });

  it("is not judged where the deployment is not known yet", () => {
    const url = "https://acme.openai.azure.com/openai/deployments/embed";
    expect(endpointFault(url, undefined, nothing)).toBeUndefined();
  });

  it.each([
    ["https://A.openai.azure.com/openai/deployments/x%20y/z", "https://a.openai.azure.com", "x y"],
    ["https://a.openai.azure.com:8443/openai/v1", "https://a.openai.azure.com:8443", undefined],
  ])("is taken out of %s", (url, origin, deployment) => {
    expect(endpointParts(url)).toEqual(
      deployment === undefined ? { origin } : { origin, deployment },
    );
  });
});

describe("sameEndpoint", () => {
  it("does not mind how an endpoint is spelled", () => {
    const property = fc.property(spelling, spelling, (one, two) => {
      const url = "https://acme.openai.azure.com";
      expect(sameEndpoint(one(url), two(url))).toBe(true);
    });
    fc.assert(property);
  });

  it.each([
    ["host", "https://a.openai.azure.com", "https://b.openai.azure.com"],
    ["port", "https://a.openai.azure.com", "https://a.openai.azure.com:8443"],
    ["path", "https://a.openai.azure.com/x", "https://a.openai.azure.com/X"],
    ["query", "https://a.openai.azure.com/?v=1", "https://a.openai.azure.com/?v=2"],
    ["no URL", "x", "y"],
  ])("tells apart by %s", (_, one, two) => {
    expect(sameEndpoint(one, two)).toBe(false);
    expect(sameEndpoint(one, one)).toBe(true);
  });
});

describe("sameResource", () => {
  it.each([
    [
      "a target URI",
      "https://a.openai.azure.com/openai/deployments/x?v=1",
      "https://a.openai.azure.com",
      true,
    ],
    [
      "the v1 form",
      "https://A.openai.azure.com/openai/v1/",
      "https://a.openai.azure.com:443",
      true,
    ],
    ["another resource", "https://a.openai.azure.com", "https://b.openai.azure.com", false],
    ["two paths of a gateway", "https://gateway.example/a", "https://gateway.example/b", false],
    ["one path of a gateway", "https://gateway.example/a", "https://gateway.example/a/", true],
  ])("%s", (_, one, two, expected) => {
    expect(sameResource(one, two)).toBe(expected);
    expect(sameResource(two, one)).toBe(expected);
  });
});
