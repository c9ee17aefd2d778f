import { describe, expect, it } from "@jest/globals";
import { readConnection, readTimeout } from "../../../provider/sigma/connection.ts";
import { PACKAGED_CONTRACT } from "../../../provider/sigma/contract.ts";
import { failureOf } from "./support/client.ts";

const SECRET = "s3cr3t-of-sigma";
const env = (values: Record<string, string>) => (name: string) => values[name];
const full = {
  SIGMA_BASE_URL: "aws-eu",
  SIGMA_CLIENT_ID: "client",
  SIGMA_CLIENT_SECRET: SECRET,
};
const eu = {
  SIGMA_EU_BASE_URL: "azure-eu",
  SIGMA_EU_CLIENT_ID: "client-eu",
  SIGMA_EU_CLIENT_SECRET: SECRET,
};
const fallback = { baseUrl: "gcp-us", clientId: "other", clientSecret: "other-secret" };

describe("a connection", () => {
  it("comes from the environment, with its defaults", () => {
    const connection = readConnection(undefined, env(full));
    expect(connection).toMatchObject({
      clientId: "client",
      allowAssumed: false,
      tokenInterval: 1000,
      contract: PACKAGED_CONTRACT,
    });
    expect(connection.baseUrl.href).toBe("https://api.eu.aws.sigmacomputing.com/");
    expect(connection.clientSecret.reveal()).toBe(SECRET);
    expect(JSON.stringify(connection)).not.toContain(SECRET);
  });

  it.each([
    ["eu", eu],
    ["EU", eu],
    [
      "us-east",
      Object.fromEntries(Object.entries(eu).map(([k, v]) => [k.replace("EU", "US_EAST"), v])),
    ],
  ])("named %s has variables of its own", (name, values) => {
    const connection = readConnection(name, env({ ...full, ...values }));
    expect(connection.clientId).toBe("client-eu");
    expect(connection.baseUrl.host).toBe("api.eu.azure.sigmacomputing.com");
  });

  it("without a name takes from the engine's configuration what the environment lacks", () => {
    const connection = readConnection(
      undefined,
      env({ SIGMA_CLIENT_ID: "client", SIGMA_CLIENT_SECRET: "  " }),
      fallback,
    );
    expect(connection.clientId).toBe("client");
    expect(connection.baseUrl.host).toBe("api.sigmacomputing.com");
    expect(connection.clientSecret.reveal()).toBe("other-secret");
  });

  it("with a name never takes credentials from the engine's configuration or the unnamed one", async () => {
    const failure = await failureOf(() => readConnection("eu", env(full), fallback));
    expect(failure.message).toContain(
      "SIGMA_EU_BASE_URL, SIGMA_EU_CLIENT_ID, SIGMA_EU_CLIENT_SECRET are not set",
    );
  });

  it("loses the line breaks and spaces around its settings", () => {
    const connection = readConnection(
      undefined,
      env({
        SIGMA_BASE_URL: " aws-eu\n",
        SIGMA_CLIENT_ID: "client\r\n",
        SIGMA_CLIENT_SECRET: `${SECRET}\n`,
      }),
    );
    expect(connection.clientId).toBe("client");
    expect(connection.clientSecret.reveal()).toBe(SECRET);
  });

  it.each([
    [[], "SIGMA_BASE_URL, SIGMA_CLIENT_ID, SIGMA_CLIENT_SECRET are not set"],
    [["SIGMA_CLIENT_ID"], "SIGMA_BASE_URL, SIGMA_CLIENT_SECRET are not set"],
    [["SIGMA_BASE_URL", "SIGMA_CLIENT_ID"], "SIGMA_CLIENT_SECRET is not set"],
    [["SIGMA_CLIENT_ID", "SIGMA_CLIENT_SECRET"], "SIGMA_BASE_URL is not set"],
  ])("names every setting that is missing: only %j given", async (given, problem) => {
    const values = Object.fromEntries(Object.entries(full).filter(([k]) => given.includes(k)));
    const failure = await failureOf(() => readConnection(undefined, env(values)));
    expect(failure).toMatchObject({ code: "CONNECTION_INCOMPLETE", details: { problem } });
    expect(failure.message).toContain("Administration > Developer Access");
    expect(failure.message).not.toContain(SECRET);
  });

  it("names the setting of a wrong base URL, and no secret", async () => {
    const values = { ...eu, SIGMA_EU_BASE_URL: "http://api.example" };
    const failure = await failureOf(() => readConnection("eu", env(values)));
    expect(failure).toMatchObject({
      code: "INVALID_CONNECTION",
      details: { path: "SIGMA_EU_BASE_URL" },
    });
    expect(failure.message).not.toContain(SECRET);
  });

  it("does not repeat a secret that was given as the base URL", async () => {
    const failure = await failureOf(() =>
      readConnection(undefined, env({ ...full, SIGMA_BASE_URL: SECRET })),
    );
    expect(failure.message).not.toContain(SECRET);
  });

  it("names the contract's file where it cannot be used", async () => {
    const values = { ...full, SIGMA_CONTRACT: "/nowhere/contract.json" };
    const failure = await failureOf(() => readConnection(undefined, env(values)));
    expect(failure).toMatchObject({
      code: "INVALID_CONTRACT",
      details: { path: "SIGMA_CONTRACT" },
    });
    expect(failure.message).toContain("/nowhere/contract.json");
  });
});

describe("SIGMA_ALLOW_ASSUMED", () => {
  it.each([
    [undefined, undefined, false],
    ["none", undefined, false],
    ["write", undefined, true],
    [" write\n", undefined, true],
    ["", "write", true],
    [undefined, "write", true],
    ["none", "write", false],
  ])("%j, and %j in the engine's configuration: %s", (variable, configured, allowed) => {
    const values = variable === undefined ? full : { ...full, SIGMA_ALLOW_ASSUMED: variable };
    const { allowAssumed } = readConnection(undefined, env(values), { allowAssumed: configured });
    expect(allowAssumed).toBe(allowed);
  });

  it.each(["true", "yes", "WRITE", "read", "write,read"])("cannot be %s", async (value) => {
    const failure = await failureOf(() =>
      readConnection(undefined, env({ ...full, SIGMA_ALLOW_ASSUMED: value })),
    );
    expect(failure).toMatchObject({
      code: "INVALID_CONNECTION",
      details: { path: "SIGMA_ALLOW_ASSUMED", expected: '"none" or "write"' },
    });
  });
});

describe("SIGMA_TOKEN_INTERVAL", () => {
  it.each([
    ["0", 0],
    ["2500", 2500],
    [" 1 ", 1],
    ["", 1000],
  ])("%j is %s ms", (value, interval) => {
    const values = env({ ...full, SIGMA_TOKEN_INTERVAL: value });
    expect(readConnection(undefined, values).tokenInterval).toBe(interval);
  });

  it.each(["-1", "1s", "NaN", "Infinity", "soon", "1e300", "1,5"])(
    "cannot be %s",
    async (value) => {
      const values = env({ ...full, SIGMA_TOKEN_INTERVAL: value });
      expect(await failureOf(() => readConnection(undefined, values))).toMatchObject({
        code: "INVALID_CONNECTION",
        details: { path: "SIGMA_TOKEN_INTERVAL", expected: expect.stringContaining("0") },
      });
    },
  );
});

describe("SIGMA_TIMEOUT", () => {
  it.each([
    [undefined, 300_000],
    ["", 300_000],
    ["1", 1000],
    ["60", 60_000],
    ["1.2345", 1235],
    ["86400", 86_400_000],
  ])("%j is %s ms, whole and short enough for a timer", (value, timeout) => {
    expect(readTimeout(env(value === undefined ? {} : { SIGMA_TIMEOUT: value }))).toBe(timeout);
  });

  it.each(["0", "0.5", "-5", "5m", "Infinity", "NaN", "3000000", "10000000"])(
    "cannot be %s",
    async (value) => {
      expect(await failureOf(() => readTimeout(env({ SIGMA_TIMEOUT: value })))).toMatchObject({
        code: "INVALID_CONNECTION",
        details: { path: "SIGMA_TIMEOUT", expected: expect.stringContaining("1") },
      });
    },
  );
});
