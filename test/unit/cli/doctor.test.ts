import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createSimulator, type Profile, type Simulator } from "../../../simulator/index.ts";
import { until } from "../../support/until.ts";
import { acmeAdmin } from "../../support/acme-admin.ts";
import { startCommand } from "./support/command.ts";
import { outcomeOf } from "./support/outcome.ts";

const ANALYST = { SIGMA_CLIENT_ID: "acme-analyst", SIGMA_CLIENT_SECRET: "acme-analyst-secret" };

let simulator: Simulator;
/** The only folder on PATH. */
let folder: string;
beforeAll(async () => {
  simulator = await createSimulator({ tokenInterval: 0 });
  folder = await mkdtemp(join(tmpdir(), "sigma-doctor-"));
  await mkdir(join(folder, "work"));
  await writeFile(join(folder, "tofu"), "#!/bin/sh\necho OpenTofu v1.11.2\n");
  await chmod(join(folder, "tofu"), 0o755);
});
beforeEach(() => simulator.reset());
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

it("says of everything whether it is well, and what to do", async () => {
  const { code, stdout, stderr } = await ended([]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(`ok       node          Node.js ${process.versions.node}
ok       connection    SIGMA_BASE_URL is set in the environment: ${simulator.url}, on this machine: a stand-in for Sigma
ok       connection    SIGMA_CLIENT_ID is set in the environment
ok       connection    SIGMA_CLIENT_SECRET is set in the environment
ok       connection    SIGMA_TOKEN_INTERVAL is set in the environment
ok       organization  the credentials speak for org-acme, as its user user-ada
ok       rights        Sigma lets these credentials list the tenants, as it does for an Admin only
ok       save          POST /v2/organizations/settings/aiConfigs is second-hand, from somebody else's working code; not tried here
warning  save          the form in which Sigma takes Azure OpenAI is assumed; it is sent with a notice
                       Look at Administration > AI settings after the first time that it is used.
ok       read          GET /v2/organizations/settings/aiConfigs is assumed, since nothing of it has been seen; it answers: no AI provider is configured
warning  remove        DELETE /v2/organizations/settings/aiConfigs is assumed, since nothing of it has been seen; not tried here; refused [ASSUMED_REMOVE_REFUSED]
                       Set removal to "retain", apply, then delete the resource, and remove the integration by hand; or allow the guess with SIGMA_ALLOW_ASSUMED=write.
ok       transport     api; portal: not in this version
ok       engines       OpenTofu 1.11.2
ok       engines       not on PATH: pulumi, terraform
warning  permissions   who may use AI is set by account type at Sigma; that is not managed here
                       Check it: https://help.sigmacomputing.com/docs/configure-ai-features-for-your-organization

0 problems, 3 warnings
`);
});

it("changes nothing at Sigma", async () => {
  await ended([]);
  expect(simulator.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    "GET /v2/organizations/settings/aiConfigs",
    "GET /v2/tenants",
    "GET /v2/whoami",
    "POST /v2/auth/token",
  ]);
});

describe("the exit status is", () => {
  it.each<[number, string, Record<string, string>, Profile, RegExp]>([
    [0, "all that Sigma may answer", {}, "full", /^ok +read /m],
    [0, "only the vendor", {}, "minimal", /^ok +read /m],
    [3, "no read", {}, "published", /^warning +read +.*it answered 404; changes made outside/m],
    [
      1,
      "no Admin's credentials",
      ANALYST,
      "full",
      /^problem +rights +.*\[NOT_PERMITTED\]\n +Use /m,
    ],
    [1, "no Admin's, and no read", ANALYST, "published", /^problem +rights .*\[NOT_PERMITTED\]/m],
    [
      1,
      "a wrong secret",
      { SIGMA_CLIENT_SECRET: "wrong" },
      "full",
      /^problem +organization .*\[CREDENTIALS_REJECTED\]/m,
    ],
    [
      1,
      "no secret",
      { SIGMA_CLIENT_SECRET: "" },
      "full",
      /^problem +connection +SIGMA_CLIENT_SECRET is not set/m,
    ],
    [
      1,
      "a setting that is wrong",
      { SIGMA_TIMEOUT: "x" },
      "full",
      /^problem +connection +SIGMA_TIMEOUT: /m,
    ],
    [
      0,
      "assumed writes that are allowed",
      { SIGMA_ALLOW_ASSUMED: "write" },
      "full",
      /^warning +remove +.*; allowed by/m,
    ],
    [
      0,
      "no engine",
      { PATH: "" },
      "full",
      /^warning +engines +not on PATH: pulumi, terraform, tofu$/m,
    ],
  ])("%i with %s", async (code, _, env, profile, line) => {
    simulator.setProfile(profile);
    const ending = await ended([], env);
    expect([ending.code, ending.stderr]).toEqual([code, ""]);
    expect(ending.stdout).toMatch(line);
    expect(ending.stdout).not.toMatch(/-secret|wrong/);
  });

  it("1 where Sigma cannot be reached", async () => {
    const other = await createSimulator();
    await other.close();
    const { code, stdout } = await ended([], { SIGMA_BASE_URL: other.url });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^problem +organization .*\[SIGMA_UNREACHABLE\]/m);
  });

  it("3 where Sigma does not answer in time", async () => {
    simulator.fault({ path: "/v2/whoami", effect: { kind: "delay", ms: 60_000 } });
    const { code, stdout } = await ended([], { SIGMA_TIMEOUT: "1" });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^warning +organization .*\[DEADLINE_EXCEEDED\]/m);
  });
});

it("--json prints one line, with the facts", async () => {
  const { code, stdout, stderr } = await ended(["--json"]);
  expect([code, stderr, stdout.match(/\n/g)?.length]).toEqual([0, "", 1]);
  const { findings, ...rest } = JSON.parse(stdout);
  expect(rest).toEqual({ verdict: "warning", partial: false });
  expect(findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        subject: "remove",
        facts: expect.objectContaining({ method: "DELETE", grade: "assumed", allowed: false }),
      }),
      expect.objectContaining({ facts: { engine: "tofu", version: "1.11.2" } }),
      expect.objectContaining({ facts: { organizationId: "org-acme", userId: "user-ada" } }),
    ]),
  );
  expect(stdout).not.toContain("acme-admin");
});

it("looks at another connection", async () => {
  const { code, stdout } = await ended(["--connection", "eu"], { SIGMA_EU_BASE_URL: "aws-eu" });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^problem +connection +SIGMA_EU_CLIENT_ID is not set/m);
  expect(stdout).not.toContain("SIGMA_BASE_URL");
});

it("says so where it was interrupted", async () => {
  simulator.fault({ path: "/v2/whoami", effect: { kind: "delay", ms: 60_000 } });
  const child = start([]);
  await until(() => simulator.requests.some(({ path }) => path === "/v2/whoami"));
  child.kill("SIGINT");
  const { code, stdout } = await outcomeOf(child);
  expect(code).toBe(1);
  expect(stdout).toMatch(/Interrupted: this is a part of the report only\.\n$/);
});

it.each([
  [["org-acme"], "too many arguments"],
  [["--nothing"], "unknown option"],
  [["--connection", "1"], "a letter first"],
])("%j is a usage error", async (args, says) => {
  expect(await ended(args)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});

it("--help teaches with examples and exit statuses", async () => {
  const { code, stdout } = await ended(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("npx sigma-external-ai doctor --connection eu");
  expect(stdout).toContain("Exit status: 0 no problem, 1");
});

function start(args: readonly string[], env: Record<string, string> = {}) {
  return startCommand(["doctor", ...args], {
    // What npm has put into the working folder is told too.
    cwd: join(folder, "work"),
    env: { PATH: folder, ...acmeAdmin(simulator.url), ...env },
  });
}

async function ended(args: readonly string[], env?: Record<string, string>) {
  const child = start(args, env);
  return outcomeOf(child);
}
