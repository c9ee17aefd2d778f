import { describe, expect, it } from "@jest/globals";
import { toIntegrationError } from "../../../provider/integration/errors.ts";
import { createRuntime, type Runtime } from "../../../provider/runtime/runtime.ts";
import {
  createSimulator,
  largeSeed,
  type Simulator,
  type SimulatorOptions,
} from "../../../simulator/index.ts";
import { closeAfterTest } from "../sigma/support/cleanup.ts";

async function start(
  options: SimulatorOptions = {},
  over: Record<string, string> = {},
): Promise<{ simulator: Simulator; runtime: Runtime }> {
  const simulator = await createSimulator({ tokenInterval: 0, ...options });
  closeAfterTest(() => simulator.close());
  const values: Record<string, string> = {
    SIGMA_BASE_URL: simulator.url,
    SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
    SIGMA_CLIENT_ID: "acme-admin",
    SIGMA_CLIENT_SECRET: "acme-admin-secret",
    SIGMA_TOKEN_INTERVAL: "0",
    ...over,
  };
  const environment = {
    env: (name: string) => values[name],
    file: async (path: string) => await Promise.reject(new Error(path)),
    print: () => {},
  };
  return {
    simulator,
    runtime: createRuntime(environment, { name: "terraform", version: "1.11.4" }),
  };
}

const failureOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => toIntegrationError(error).code,
  );

describe("the organizations that a credential reaches", () => {
  it("are its own, and the tenants of that in Sigma's order", async () => {
    const { runtime } = await start();
    expect(await runtime.organizations({})).toMatchObject({
      own: "org-acme",
      tenants: [
        {
          tenantOrganizationId: "org-acme-emea",
          tenantOrganizationName: "Acme EMEA",
          tenantOrganizationSlug: "acme-emea",
        },
        { tenantOrganizationId: "org-acme-apac" },
      ],
    });
  });

  it("may be many", async () => {
    const { runtime } = await start({ seed: largeSeed({ tenants: 1200 }) });
    const { tenants } = await runtime.organizations({});
    expect(new Set(tenants.map(({ tenantOrganizationId: id }) => id)).size).toBe(1202);
  });

  it("may be asked for by a named connection, or by an engine's own configuration", async () => {
    const globex = { CLIENT_ID: "globex-admin", CLIENT_SECRET: "globex-admin-secret" };
    const { runtime, simulator } = await start(
      {},
      {
        SIGMA_EU_CLIENT_ID: globex.CLIENT_ID,
        SIGMA_EU_CLIENT_SECRET: globex.CLIENT_SECRET,
      },
    );
    expect(await failureOf(runtime.organizations({ connection: "eu" }))).toBe(
      "CONNECTION_INCOMPLETE",
    );
    const { runtime: other } = await start({}, { SIGMA_BASE_URL: "" });
    expect((await other.organizations({}, { baseUrl: simulator.url })).own).toBe("org-acme");
    const named = await start(
      {},
      {
        SIGMA_EU_BASE_URL: simulator.url,
        SIGMA_EU_CLIENT_ID: globex.CLIENT_ID,
        SIGMA_EU_CLIENT_SECRET: globex.CLIENT_SECRET,
      },
    );
    expect(await named.runtime.organizations({ connection: "eu" })).toEqual({
      own: "org-globex",
      tenants: [],
    });
  });

  it("share the session with operations", async () => {
    const { runtime, simulator } = await start();
    const { signal } = new AbortController();
    await runtime.forOperation({}).port.identify(signal);
    await runtime.organizations({});
    expect(simulator.requests.map(({ path }) => path)).toEqual([
      "/v2/auth/token",
      "/v2/whoami",
      "/v2/tenants",
    ]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["without credentials", { SIGMA_CLIENT_ID: "" }, "CONNECTION_INCOMPLETE"],
    ["with a wrong secret", { SIGMA_CLIENT_SECRET: "wrong" }, "CREDENTIALS_REJECTED"],
    [
      "as no admin",
      { SIGMA_CLIENT_ID: "acme-analyst", SIGMA_CLIENT_SECRET: "acme-analyst-secret" },
      "NOT_PERMITTED",
    ],
  ])("are not told %s", async (_, over, code) => {
    const { runtime } = await start({}, over);
    expect(await failureOf(runtime.organizations({}))).toBe(code);
  });

  it("are given up at the caller's signal, and at the deadline", async () => {
    const { runtime, simulator } = await start();
    simulator.fault({ times: 0, effect: { kind: "delay", ms: 60_000 } });
    expect(await failureOf(runtime.organizations({}, {}, { timeout: 30 }))).toBe(
      "DEADLINE_EXCEEDED",
    );
    const signal = AbortSignal.abort();
    expect(await failureOf(runtime.organizations({}, {}, { signal }))).toBe("CANCELLED");
  });
});
