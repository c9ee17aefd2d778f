import { describe, expect, it } from "@jest/globals";
import { toIntegrationError } from "../../../../provider/integration/errors.ts";
import {
  readStatus,
  type Progress,
  type Selection,
  type StatusReport,
} from "../../../../provider/operations/status/read-status.ts";
import { createRuntime } from "../../../../provider/runtime/runtime.ts";
import {
  createSimulator,
  defaultSeed,
  largeSeed,
  type FaultInput,
  type Simulator,
  type SimulatorOptions,
} from "../../../../simulator/index.ts";
import { acmeAdmin } from "../../../support/acme-admin.ts";
import { closeAfterTest } from "../../sigma/support/cleanup.ts";

const { signal: patient } = new AbortController();
const TENANT = "/v2/tenants/org-acme-emea";
const AZURE = {
  provider: "azureOpenAI" as const,
  languageModel: {
    deploymentId: "gpt-41",
    endpointUrl: "https://contoso.openai.azure.com",
    apiKey: "sim-contoso-key-1",
  },
  embeddingModel: {
    deploymentId: "embed",
    endpointUrl: "https://contoso.openai.azure.com",
    apiKey: "sim-contoso-key-1",
  },
};

interface Started {
  simulator: Simulator;
  read: (
    selection: Selection,
    signal?: AbortSignal,
    onProgress?: (progress: Progress) => void,
  ) => Promise<StatusReport>;
}

async function start(
  options: SimulatorOptions = {},
  over: Record<string, string> = {},
): Promise<Started> {
  const simulator = await createSimulator({ tokenInterval: 0, ...options });
  closeAfterTest(() => simulator.close());
  const values: Record<string, string> = {
    ...acmeAdmin(simulator.url),
    ...over,
  };
  const environment = {
    env: (name: string) => values[name],
    file: async (path: string) => await Promise.reject(new Error(path)),
    print: () => {},
  };
  const runtime = createRuntime(environment, { name: "cli", version: "0.0.0" });
  return {
    simulator,
    read: (selection, signal = patient, onProgress = () => {}) =>
      readStatus(runtime, selection, signal, onProgress),
  };
}

const short = ({ organizations }: StatusReport): string[] =>
  organizations.map(({ organizationId, name = "", status }) =>
    [organizationId, name, status].join("/"),
  );

const failureOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => toIntegrationError(error).code,
  );

describe("which organizations are read", () => {
  it.each<[string, Selection, string[]]>([
    ["the credentials' own one", {}, ["org-acme//absent"]],
    [
      "all",
      { allTenants: true },
      ["org-acme//absent", "org-acme-emea/Acme EMEA/configured", "org-acme-apac/Acme APAC/absent"],
    ],
    [
      "the tenants that are named, each once, in that order",
      { tenants: ["org-acme-apac", "org-acme-emea", "org-acme-apac"] },
      ["org-acme-apac/Acme APAC/absent", "org-acme-emea/Acme EMEA/configured"],
    ],
    [
      "the own one by its id",
      { tenants: ["org-acme", "org-nobody"] },
      ["org-acme//absent", "org-nobody//unreadable"],
    ],
    ["those of a named connection", { connection: "eu" }, ["org-globex//absent"]],
  ])("%s", async (_, selection, organizations) => {
    const simulator = await createSimulator({ tokenInterval: 0 });
    closeAfterTest(() => simulator.close());
    const { read } = await start(
      {},
      {
        SIGMA_BASE_URL: simulator.url,
        SIGMA_EU_BASE_URL: simulator.url,
        SIGMA_EU_CLIENT_ID: "globex-admin",
        SIGMA_EU_CLIENT_SECRET: "globex-admin-secret",
      },
    );
    await simulator.saveOutside("org-acme-emea", {
      config: { provider: "gemini", apiKey: "sim-gemini-key-1" },
    });
    expect(short(await read(selection))).toEqual(organizations);
    expect(simulator.audit).toHaveLength(1);
  });

  it("however many there are, with progress", async () => {
    const { read } = await start({ seed: largeSeed({ tenants: 40 }) });
    const seen: Progress[] = [];
    const { organizations, partial } = await read({ allTenants: true }, patient, (progress) =>
      seen.push(progress),
    );
    expect([organizations.length, partial]).toEqual([43, false]);
    expect(seen.map(({ done }) => done)).toEqual(Array.from({ length: 44 }, (_, index) => index));
    expect(new Set(seen.map(({ total }) => total))).toEqual(new Set([43]));
  });

  it("with two requests for each tenant", async () => {
    const { read, simulator } = await start({ seed: largeSeed({ tenants: 20 }) });
    await read({ allTenants: true });
    const requests = new Map<string, number>();
    for (const { path } of simulator.requests) requests.set(path, (requests.get(path) ?? 0) + 1);
    expect(Object.fromEntries(requests)).toEqual({
      "/v2/auth/token": 23,
      "/v2/whoami": 1,
      "/v2/tenants": 1,
      "/v2/organizations/settings/aiConfigs": 23,
    });
  });

  it.each([1, 2, 8, 30])("in %i parts, each one in one of them", async (count) => {
    const { read } = await start({ seed: largeSeed({ tenants: 40 }) });
    const parts: string[][] = [];
    for (let index = 1; index <= count; index += 1) {
      parts.push(short(await read({ allTenants: true, shard: { index, count } })));
    }
    expect(parts.flat().toSorted()).toEqual(short(await read({ allTenants: true })).toSorted());
  });

  it("at the pace that Sigma allows", async () => {
    const { read, simulator } = await start(
      { tokenInterval: 100 },
      { SIGMA_TOKEN_INTERVAL: "100" },
    );
    await read({ allTenants: true });
    expect(new Set(simulator.requests.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe("what is told", () => {
  it("is everything that Sigma reports, and no key", async () => {
    const { read, simulator } = await start();
    await simulator.saveOutside("org-acme", { config: AZURE });
    const report = await read({});
    expect(report.organizations).toEqual([
      {
        organizationId: "org-acme",
        status: "configured",
        aiProvider: "azureOpenai",
        languageModel: { deploymentId: "gpt-41", endpointUrl: AZURE.languageModel.endpointUrl },
        embeddingModel: { deploymentId: "embed", endpointUrl: AZURE.embeddingModel.endpointUrl },
        revision: "api:1",
        updatedAt: expect.any(String),
        updatedBy: "user-grace",
      },
    ]);
    expect(JSON.stringify(report)).not.toContain("sim-contoso");
  });

  it("is the vendor alone where Sigma says no more", async () => {
    const { read, simulator } = await start({ profile: "minimal" });
    await simulator.saveOutside("org-acme", { config: AZURE });
    expect((await read({})).organizations).toEqual([
      { organizationId: "org-acme", status: "configured", aiProvider: "azureOpenai" },
    ]);
  });

  it("is that nothing can be told where Sigma cannot be read", async () => {
    const { read } = await start({ profile: "published" });
    expect((await read({})).organizations).toEqual([
      {
        organizationId: "org-acme",
        status: "unreadable",
        reason: "Sigma's API cannot read AI settings: it answered 404",
        advice: "Look at Administration > AI settings.",
      },
    ]);
  });

  it("has the names of tenants as one line of plain text", async () => {
    const organizations = defaultSeed.organizations.map((organization) =>
      organization.id === "org-acme-emea"
        ? { ...organization, name: "Acme\u001b[31m\nEMEA" }
        : organization,
    );
    const { read } = await start({ seed: { organizations } });
    expect(short(await read({ tenants: ["org-acme-emea"] }))).toEqual([
      "org-acme-emea/Acme [31m EMEA/absent",
    ]);
  });
});

describe("a tenant that fails does not stop the others", () => {
  const refused = { kind: "status", status: 403, body: { message: "No" } } as const;
  it.each<[string, FaultInput, string]>([
    ["it is refused", { path: TENANT, effect: refused }, "NOT_PERMITTED"],
    [
      "it is not there",
      { path: TENANT, effect: { kind: "status", status: 404 } },
      "TENANT_NOT_FOUND",
    ],
    ["a web page answers", { path: TENANT, effect: { kind: "html" } }, "NOT_SIGMA"],
    [
      "the answer is of another form",
      { path: TENANT, effect: { kind: "wrongJson" } },
      "UNEXPECTED_ANSWER",
    ],
  ])("where %s", async (_, fault, code) => {
    const { read, simulator } = await start();
    // Otherwise the list would say all there is to know.
    simulator.fault({ path: "/v2/tenants", effect: refused });
    simulator.fault(fault);
    const report = await read({ tenants: ["org-acme", "org-acme-emea", "org-acme-apac"] });
    expect(report.organizations.map(({ status }) => status)).toEqual([
      "absent",
      "unreadable",
      "absent",
    ]);
    expect(report.organizations[1]).toMatchObject({
      code,
      reason: expect.stringMatching(/./),
      advice: expect.stringMatching(/./),
    });
    expect(report.partial).toBe(false);
  });

  it("where its name cannot be told either", async () => {
    const { read, simulator } = await start();
    simulator.fault({ path: "/v2/tenants", effect: refused });
    expect(short(await read({ tenants: ["org-acme-emea"] }))).toEqual(["org-acme-emea//absent"]);
  });
});

describe("all of it fails", () => {
  const analyst = { SIGMA_CLIENT_ID: "acme-analyst", SIGMA_CLIENT_SECRET: "acme-analyst-secret" };
  it.each<[string, Record<string, string>, Selection, string]>([
    ["without credentials", { SIGMA_CLIENT_ID: "" }, {}, "CONNECTION_INCOMPLETE"],
    [
      "with a wrong secret",
      { SIGMA_CLIENT_SECRET: "x" },
      { tenants: ["a"] },
      "CREDENTIALS_REJECTED",
    ],
    ["where the tenants cannot be listed", analyst, { allTenants: true }, "NOT_PERMITTED"],
  ])("%s", async (_, over, selection, code) => {
    const { read } = await start({}, over);
    expect(await failureOf(read(selection))).toBe(code);
  });

  it("where the user ends it before anything is known", async () => {
    const { read } = await start();
    expect(await failureOf(read({}, AbortSignal.abort()))).toBe("CANCELLED");
  });
});

it("what was read before the user ended it is told, and that it is a part", async () => {
  const { read } = await start({ seed: largeSeed({ tenants: 40 }) });
  const controller = new AbortController();
  const { organizations, partial } = await read({ allTenants: true }, controller.signal, (at) => {
    if (at.done === 3) controller.abort();
  });
  const cancelled = organizations.filter(
    (each) => each.status === "unreadable" && each.code === "CANCELLED",
  );
  expect([organizations.length, partial]).toEqual([43, true]);
  expect(cancelled.length).toBeGreaterThan(30);
  expect(organizations.filter(({ status }) => status === "absent").length).toBeGreaterThan(2);
});
