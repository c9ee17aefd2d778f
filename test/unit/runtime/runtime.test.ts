import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import { VENDORS } from "../../../provider/integration/model.ts";
import { Secret } from "../../../provider/integration/secret.ts";
import {
  createRuntime,
  type CallSettings,
  type Runtime,
} from "../../../provider/runtime/runtime.ts";
import { VERSION } from "../../../provider/runtime/version.ts";
import { createSimulator, type Simulator } from "../../../simulator/index.ts";
import packageJson from "../../../package.json" with { type: "json" };

const TOKEN = "POST /v2/auth/token";
const WHOAMI = "GET /v2/whoami";
const READ = "GET /v2/organizations/settings/aiConfigs";
const { signal } = new AbortController();

const running: Simulator[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

async function start(): Promise<Simulator> {
  const simulator = await createSimulator({ tokenInterval: 0 });
  running.push(simulator);
  return simulator;
}

const calls = (simulator: Simulator): string[] =>
  simulator.requests.map(({ method, path }) => `${method} ${path}`);

function variables(url: string, clientId = "acme-admin", prefix = "SIGMA_") {
  return {
    [`${prefix}BASE_URL`]: url,
    [`${prefix}CLIENT_ID`]: clientId,
    [`${prefix}CLIENT_SECRET`]: `${clientId}-secret`,
    SIGMA_TOKEN_INTERVAL: "0",
  };
}

function runtimeWith(values: Record<string, string>): { runtime: Runtime; lines: string[] } {
  const lines: string[] = [];
  const environment = {
    env: (name: string) => values[name],
    file: async (path: string) => await Promise.reject(new Error(path)),
    print: (line: string) => void lines.push(line),
  };
  const runtime = createRuntime(environment, { name: "pulumi", version: "3.250.0" });
  return { runtime, lines };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no failure",
    (error: unknown) => (error instanceof IntegrationError ? error.message : String(error)),
  );
}

describe("a plan", () => {
  it("needs no setting, and has the vendors and the keys' source", () => {
    const { runtime, lines } = runtimeWith({ KEY: "value" });
    const { vendors, credentials, notify } = runtime.forPlan();
    expect(Object.keys(vendors).sort()).toEqual([...VENDORS].sort());
    expect(credentials.env("KEY")).toBe("value");
    notify({ severity: "info", text: "hello" });
    expect(lines).toEqual(["sigma: hello"]);
  });
});

describe("an operation", () => {
  it("needs Sigma's credentials at its first request, not before", async () => {
    const { runtime } = runtimeWith({});
    const { port } = runtime.forOperation({});
    const message = await codeOf(port.identify(signal));
    expect(message).toContain("[CONNECTION_INCOMPLETE]");
    expect(message).toContain("SIGMA_BASE_URL, SIGMA_CLIENT_ID, SIGMA_CLIENT_SECRET are not set");
  });

  it("tells Sigma the engine and the versions", async () => {
    const simulator = await start();
    const { runtime } = runtimeWith(variables(simulator.url));
    await runtime.forOperation({}).port.identify(signal);
    const agents = new Set(simulator.requests.map(({ userAgent }) => userAgent));
    expect([...agents]).toEqual([
      `sigma-external-ai/${packageJson.version} pulumi/3.250.0 node/${process.versions.node}`,
    ]);
    expect(VERSION).toBe(packageJson.version);
  });

  it("shares one session with all others of its credential", async () => {
    const simulator = await start();
    const { runtime } = runtimeWith(variables(simulator.url));
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const { port } = runtime.forOperation({});
        await port.identify(signal);
        await port.read(signal);
      }),
    );
    const made = calls(simulator);
    expect(made.filter((call) => call === TOKEN)).toHaveLength(1);
    expect(made.filter((call) => call === WHOAMI)).toHaveLength(1);
    expect(made.filter((call) => call === READ)).toHaveLength(30);
  });

  it("shares it with the tenants of the credential", async () => {
    const simulator = await start();
    const { runtime } = runtimeWith(variables(simulator.url));
    for (const tenant of ["org-acme-emea", "org-acme-apac", "org-acme-emea"]) {
      const identity = await runtime.forOperation({ tenant }).port.identify(signal);
      expect(identity).toEqual({ organizationId: tenant });
    }
    expect(calls(simulator).filter((call) => call === TOKEN)).toHaveLength(3);
    expect(calls(simulator)).toHaveLength(5);
  });

  it("has a session of its own for each named connection", async () => {
    const [one, two] = [await start(), await start()];
    const { runtime } = runtimeWith({
      ...variables(one.url),
      ...variables(two.url, "globex-admin", "SIGMA_EU_"),
    });
    const unnamed = await runtime.forOperation({}).port.identify(signal);
    const named = await runtime.forOperation({ connection: "eu" }).port.identify(signal);
    expect([unnamed.organizationId, named.organizationId]).toEqual(["org-acme", "org-globex"]);
    expect([calls(one), calls(two)]).toEqual([
      [TOKEN, WHOAMI],
      [TOKEN, WHOAMI],
    ]);
  });

  it("shares a session where two names stand for one credential", async () => {
    const { url, ...simulator } = await start();
    const { runtime } = runtimeWith({
      ...variables(url),
      ...variables(url, "acme-admin", "SIGMA_EU_"),
    });
    await runtime.forOperation({}).port.identify(signal);
    await runtime.forOperation({ connection: "eu" }).port.identify(signal);
    expect(simulator.requests).toHaveLength(2);
  });

  it("notices credentials that change while the process runs", async () => {
    const simulator = await start();
    const values: Record<string, string> = variables(simulator.url);
    const { runtime } = runtimeWith(values);
    await runtime.forOperation({}).port.identify(signal);
    Object.assign(values, variables(simulator.url, "globex-admin"));
    const { organizationId } = await runtime.forOperation({}).port.identify(signal);
    expect(organizationId).toBe("org-globex");
  });

  it("takes the engine's configuration where the environment has nothing", async () => {
    const simulator = await start();
    const { runtime } = runtimeWith({ SIGMA_TOKEN_INTERVAL: "0" });
    const { port } = runtime.forOperation(
      {},
      { baseUrl: simulator.url, clientId: "acme-admin", clientSecret: "acme-admin-secret" },
    );
    await expect(port.identify(signal)).resolves.toMatchObject({ organizationId: "org-acme" });
  });

  it("may be allowed what is assumed, while another is not", async () => {
    const simulator = await start();
    const values: Record<string, string> = variables(simulator.url);
    const { runtime } = runtimeWith(values);
    const before = codeOf(runtime.forOperation({}).port.remove(signal));
    expect(await before).toContain("[ASSUMED_REMOVE_REFUSED]");
    values["SIGMA_ALLOW_ASSUMED"] = "write";
    await expect(runtime.forOperation({}).port.remove(signal)).resolves.toEqual({
      kind: "removed",
    });
  });

  it("says what the client has to say, once, with the organization", async () => {
    const simulator = await start();
    const { runtime, lines } = runtimeWith(variables(simulator.url));
    const endpointUrl = "https://contoso.openai.azure.com";
    const apiKey = new Secret("sim-contoso-key-1");
    const vendor = {
      name: "azureOpenai",
      languageModel: { deploymentId: "gpt-41", endpointUrl, apiKey },
      embeddingModel: { deploymentId: "embed", endpointUrl, apiKey },
    } as const;
    for (const tenant of [undefined, "org-acme-emea"]) {
      const { port } = runtime.forOperation({ tenant });
      await port.identify(signal);
      await port.save(vendor, signal);
    }
    expect(lines).toEqual([
      "org-acme: warning: Sigma has not published the form in which it takes Azure OpenAI; the one that is sent is assumed",
    ]);
  });

  it.each([
    [undefined, 300_000],
    ["60", 60_000],
  ])("has the deadline of SIGMA_TIMEOUT=%s, and a grace of half a minute", (value, deadline) => {
    const timeout = jest.spyOn(AbortSignal, "timeout");
    const { runtime } = runtimeWith(value === undefined ? {} : { SIGMA_TIMEOUT: value });
    const context = runtime.forOperation({});
    expect(timeout.mock.calls).toEqual([[deadline]]);
    expect(context.signal.aborted).toBe(false);
    expect(context.graceSignal()).not.toBe(context.graceSignal());
    expect(timeout).toHaveBeenLastCalledWith(30_000);
  });

  it.each<[string, Record<string, string>, CallSettings, number]>([
    ["five minutes and the wait", {}, { wait: 600_000 }, 900_000],
    ["what SIGMA_TIMEOUT says", { SIGMA_TIMEOUT: "60" }, { wait: 600_000 }, 60_000],
    ["what the call says", {}, { wait: 600_000, timeout: 1000 }, 1000],
    ["the longest that a timer takes", {}, { wait: 2 ** 31 - 1 }, 2 ** 31 - 1],
  ])("that has to wait has a deadline of %s", (_, values, settings, deadline) => {
    const timeout = jest.spyOn(AbortSignal, "timeout");
    runtimeWith(values).runtime.forOperation({}, {}, settings);
    expect(timeout.mock.calls).toEqual([[deadline]]);
  });

  it("has random salts, and the claims and the preflight of the whole process", () => {
    const { runtime } = runtimeWith({});
    const [one, two] = [runtime.forOperation({}), runtime.forOperation({ tenant: "t" })];
    expect(one.salt(16)).toHaveLength(16);
    expect(one.salt(16)).not.toEqual(one.salt(16));
    expect(two.preflight).toBe(one.preflight);
    expect(two.claims).toBe(one.claims);
  });

  it("shows no secret, neither of the environment nor of the engine's configuration", async () => {
    const values = { ...variables("http://sigma.example"), SIGMA_CLIENT_SECRET: "s3cr3t-s3cr3t" };
    const { runtime } = runtimeWith(values);
    const { port } = runtime.forOperation({}, { clientSecret: "other-s3cr3t" });
    const message = await codeOf(port.read(signal));
    expect(message).toContain("[INVALID_CONNECTION]");
    expect(message).not.toMatch(/s3cr3t/);
  });
});
