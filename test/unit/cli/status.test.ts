import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createSimulator, type Simulator } from "../../../simulator/index.ts";
import { until } from "../../support/until.ts";
import { acmeAdmin } from "../../support/acme-admin.ts";
import { startCommand } from "./support/command.ts";
import { outcomeOf } from "./support/outcome.ts";

const endpointUrl = "https://contoso.openai.azure.com";
const apiKey = "sim-contoso-key-1";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await createSimulator({ tokenInterval: 0 });
});
beforeEach(async () => {
  simulator.reset();
  await simulator.saveOutside("org-acme", {
    config: { provider: "openAI", apiKey: "sim-openai-key-1" },
  });
  await simulator.saveOutside("org-acme-emea", {
    config: {
      provider: "azureOpenAI",
      languageModel: { deploymentId: "gpt-41", endpointUrl, apiKey },
      embeddingModel: { deploymentId: "embed", endpointUrl, apiKey },
    },
  });
});
afterAll(async () => {
  await simulator.close();
});

const TIME = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;

describe("status shows", () => {
  it("the own organization", async () => {
    expect(await ended([])).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(
          String.raw`^ORGANIZATION  STATUS      VENDOR  REVISION  CHANGED +BY\n` +
            String.raw`org-acme      configured  OpenAI  api:1     ${TIME}  user-grace\n$`,
        ),
      ),
      stderr: "",
    });
  });

  it("all tenants, and what has no room in a row", async () => {
    const { code, stdout } = await ended(["--all-tenants"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /\norg-acme-emea +Acme EMEA +configured +Azure OpenAI +api:1 .* user-edsger\n {2}language model: gpt-41 at https:\/\/contoso.openai.azure.com\n {2}embedding model: embed at /,
    );
    expect(stdout).toMatch(
      /\norg-acme-apac +Acme APAC +absent\n\n2 configured, 1 absent, 0 unreadable\n$/,
    );
  });

  it.each([
    [["--tenant", "org-acme-emea", "nobody"]],
    [["--tenant", "org-acme-emea", "--tenant", "nobody"]],
  ])("%j, and ends with 3 where one cannot be read", async (args) => {
    const { code, stdout } = await ended(args);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /\nnobody +unreadable\n {2}the organization .* has no tenant "nobody"\. .* \[TENANT_NOT_FOUND\]\n/,
    );
    expect(stdout).toContain("1 configured, 0 absent, 1 unreadable");
  });

  it("unreadable, and ends with 3, where Sigma's API cannot read", async () => {
    simulator.setProfile("published");
    expect(await ended([])).toEqual({
      code: 3,
      stdout:
        "ORGANIZATION  STATUS\norg-acme      unreadable\n" +
        "  Sigma's API cannot read AI settings: it answered 404. Look at Administration > AI settings.\n",
      stderr: "",
    });
  });

  it("one line of JSON", async () => {
    const { code, stdout, stderr } = await ended(["--all-tenants", "--json"]);
    expect([code, stderr, stdout.match(/\n/g)?.length]).toEqual([0, "", 1]);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { configured: 2, absent: 1, unreadable: 0 },
      partial: false,
      organizations: [
        { organizationId: "org-acme", status: "configured", aiProvider: "openai" },
        {
          organizationId: "org-acme-emea",
          name: "Acme EMEA",
          languageModel: { deploymentId: "gpt-41", endpointUrl },
          revision: "api:1",
        },
        { organizationId: "org-acme-apac", status: "absent" },
      ],
    });
  });

  it("each organization in one part of two", async () => {
    const parts = await Promise.all(
      ["1/2", "2/2"].map(async (part) => {
        const { code, stdout } = await ended(["--shard", part, "--json"]);
        expect(code).toBe(0);
        const { organizations }: { organizations: { organizationId: string }[] } =
          JSON.parse(stdout);
        return organizations.map(({ organizationId }) => organizationId);
      }),
    );
    expect(parts.flat().toSorted()).toEqual(["org-acme", "org-acme-apac", "org-acme-emea"]);
  });

  it("what there is of another connection", async () => {
    const env = {
      SIGMA_EU_BASE_URL: simulator.url,
      SIGMA_EU_CLIENT_ID: "globex-admin",
      SIGMA_EU_CLIENT_SECRET: "globex-admin-secret",
    };
    expect(await ended(["--connection", "eu"], env)).toMatchObject({
      code: 0,
      stdout: "ORGANIZATION  STATUS\norg-globex    absent\n",
    });
  });

  it("a part of it, marked as such, after Ctrl-C", async () => {
    const path = "/v2/organizations/settings/aiConfigs";
    simulator.fault({ path, after: 1, effect: { kind: "delay", ms: 60_000 } });
    const child = start(["--all-tenants", "--json"]);
    await until(() => simulator.requests.filter((request) => request.path === path).length > 2);
    await until(() => simulator.requests.filter(({ status }) => status === 0).length === 1);
    child.kill("SIGINT");
    const { code, stdout } = await outcomeOf(child);
    const { partial, organizations } = JSON.parse(stdout);
    expect([code, partial, organizations.length]).toEqual([1, true, 3]);
    expect(organizations[1]).toMatchObject({ status: "unreadable", code: "CANCELLED" });
  });
});

it("status does not outlive its deadline", async () => {
  simulator.fault({ path: "/v2/whoami", effect: { kind: "delay", ms: 60_000 } });
  expect(await ended([], { SIGMA_TIMEOUT: "1" })).toEqual({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("[DEADLINE_EXCEEDED]"),
  });
});

describe("status ends with", () => {
  it.each<[number, string, string[], Record<string, string>, RegExp]>([
    [
      1,
      "no credentials",
      [],
      { SIGMA_CLIENT_ID: "" },
      /^SIGMA_CLIENT_ID is not set.*\[CONNECTION_INCOMPLETE\]\n$/,
    ],
    [
      1,
      "a wrong secret",
      ["--tenant", "a"],
      { SIGMA_CLIENT_SECRET: "wrong-secret" },
      /^POST .* answered 401.*\[CREDENTIALS_REJECTED/,
    ],
    [2, "two selections", ["--tenant", "a", "--all-tenants"], {}, /cannot be used with option/],
    [2, "a part of named tenants", ["--tenant", "a", "--shard", "1/2"], {}, /cannot be used with/],
    [2, "a part that is none", ["--shard", "3/2"], {}, /from 1\/N to N\/N/],
    [2, "a tenant without an id", ["--tenant"], {}, /argument missing/],
    [2, "a tenant whose id is empty", ["--tenant", ""], {}, /must be the id of a tenant/],
    [2, "a connection that is no name", ["--connection", "e u"], {}, /a letter first/],
    [2, "an argument", ["org-acme"], {}, /too many arguments/],
  ])("%i for %s", async (code, _, args, env, stderr) => {
    const ending = await ended(args, env);
    expect(ending).toEqual({ code, stdout: "", stderr: expect.stringMatching(stderr) });
    expect(ending.stderr).not.toContain("secret-");
  });

  it("help that teaches", async () => {
    const { code, stdout } = await ended(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("npx sigma-external-ai status --connection eu --all-tenants --json");
    expect(stdout).toContain("Exit status: 0 all could be read, 1");
  });
});

function start(args: readonly string[], env: Record<string, string> = {}) {
  return startCommand(["status", ...args], { env: { ...acmeAdmin(simulator.url), ...env } });
}

async function ended(args: readonly string[], env?: Record<string, string>) {
  const child = start(args, env);
  return outcomeOf(child);
}
