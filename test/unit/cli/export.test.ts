import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createSimulator, type Profile, type Simulator } from "../../../simulator/index.ts";
import { until } from "../../support/until.ts";
import { acmeAdmin } from "../../support/acme-admin.ts";
import { startCommand } from "./support/command.ts";
import { outcomeOf } from "./support/outcome.ts";

const OPENAI = { provider: "openAI", apiKey: "sim-openai-key-1" } as const;
const GEMINI = { provider: "gemini", apiKey: "sim-gemini-key-1" } as const;
const model = (deploymentId: string) => ({
  deploymentId,
  endpointUrl: "https://contoso.openai.azure.com",
  apiKey: "sim-contoso-key-1",
});
const AZURE = {
  provider: "azureOpenAI",
  languageModel: model("gpt-41"),
  embeddingModel: model("embed"),
} as const;

let folder: string;
let simulator: Simulator;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "export-"));
});
afterEach(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

async function startSigma(profile: Profile = "full"): Promise<void> {
  simulator = await createSimulator({ profile, tokenInterval: 0 });
}

describe("prints code for", () => {
  it.each([
    ["terraform", 'resource "sigma_external_ai_integration" "ai" {\n  openai = {'],
    ["cdktf", '}).importFrom("org-acme");'],
    ["pulumi-typescript", 'new ExternalAiIntegration("ai", {'],
  ])("%s, of the credentials' own organization", async (target, part) => {
    await startSigma();
    await simulator.saveOutside("org-acme", { config: OPENAI });
    await simulator.saveOutside("org-acme-emea", { config: GEMINI });
    const { code, stdout, stderr } = await ended(["--to", target]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(part);
    expect(stdout).not.toMatch(/emea|sim-|acme-admin/);
    // Nothing but tokens is posted.
    expect(
      simulator.requests.filter(({ method, path }) => method !== "GET" && !path.includes("token")),
    ).toEqual([]);
  });
});

it("--all-tenants exports the organization and its tenants, and says what is left out", async () => {
  await startSigma();
  await simulator.saveOutside("org-acme", { config: OPENAI });
  await simulator.saveOutside("org-acme-emea", { config: AZURE });
  const { code, stdout, stderr } = await ended(["--to", "terraform", "--all-tenants", "--json"]);
  expect([code, stderr]).toEqual([0, "left out: org-acme-apac: no AI provider is configured\n"]);
  expect(stdout.match(/\n/g)).toHaveLength(1);
  expect(JSON.parse(stdout)).toEqual({
    to: "terraform",
    file: "main.tf",
    text: expect.stringContaining("# Acme EMEA (org-acme-emea)\n"),
    resources: [
      { organizationId: "org-acme", name: "ai", keys: ["TF_VAR_ai_key"], missing: [] },
      {
        organizationId: "org-acme-emea",
        name: "acme_emea",
        keys: ["TF_VAR_acme_emea_key"],
        missing: [],
      },
    ],
    leftOut: [
      { organizationId: "org-acme-apac", kind: "absent", why: "no AI provider is configured" },
    ],
  });
});

it("--tenant exports what it names, once, the own organization by its id too", async () => {
  await startSigma();
  for (const id of ["org-acme", "org-acme-emea", "org-acme-apac"]) {
    await simulator.saveOutside(id, { config: GEMINI });
  }
  const tenants = ["org-acme-emea", "org-acme", "org-acme-emea"].flatMap((id) => ["--tenant", id]);
  const { stdout } = await ended(["--to", "pulumi-typescript", ...tenants]);
  expect(stdout.match(/new ExternalAiIntegration\(.*/g)).toEqual([
    'new ExternalAiIntegration("acme_emea", {',
    'new ExternalAiIntegration("ai", {',
  ]);
  expect(stdout.match(/^ {2}tenant: .*/gm)).toEqual(['  tenant: "org-acme-emea",']);
});

it("--out writes a file, says what comes next, and never overwrites", async () => {
  await startSigma("minimal");
  await simulator.saveOutside("org-acme", { config: AZURE });
  const out = join(folder, "new/ai");
  const args = ["--to", "terraform", "--out", out];
  expect(await ended(args)).toEqual({
    code: 0,
    stdout: `Wrote ${join(out, "main.tf")} with 1 integration.
Fill in what Sigma does not report:
  ai: azureOpenai.endpointUrl
  ai: azureOpenai.languageModel.deploymentId
  ai: azureOpenai.embeddingModel.deploymentId
Then set TF_VAR_ai_key and run terraform init and terraform plan.
`,
    stderr: "",
  });
  const written = await readFile(join(out, "main.tf"), "utf8");
  expect(written).toContain("# TODO: azure_openai.language_model.deployment_id: Sigma does not");
  const sent = simulator.requests.length;
  expect(await ended(args)).toEqual({
    code: 2,
    stdout: "",
    stderr: `the file "${join(out, "main.tf")}" exists already; name another folder\n`,
  });
  expect(simulator.requests).toHaveLength(sent);
  const file = await ended(["--to", "cdktf", "--out", join(out, "main.tf")]);
  expect(file).toMatchObject({ code: 1, stdout: "" });
  expect(file.stderr).toMatch(/main\.ts" cannot be written \((?:ENOTDIR|EEXIST)\)/);
});

// Only Linux has a folder in which none can be made.
(existsSync("/proc/self") ? it : it.skip)("--out in a folder that cannot be made", async () => {
  await startSigma();
  await simulator.saveOutside("org-acme", { config: OPENAI });
  const ending = await ended(["--to", "terraform", "--out", "/proc/nope"]);
  expect(ending).toEqual({
    code: 1,
    stdout: "",
    stderr: 'the file "/proc/nope/main.tf" cannot be written (ENOENT)\n',
  });
});

it("where nothing is configured it writes nothing, and ends with 0", async () => {
  await startSigma();
  const left = "left out: org-acme: no AI provider is configured\n";
  expect(await ended(["--to", "terraform", "--out", folder])).toEqual({
    code: 0,
    stdout: "",
    stderr: `${left}Nothing to export.\n`,
  });
  expect(await readdir(folder)).toEqual([]);
});

describe("ends with", () => {
  it("3 where Sigma's API cannot tell", async () => {
    await startSigma("published");
    await simulator.saveOutside("org-acme", { config: OPENAI });
    const { code, stdout, stderr } = await ended(["--to", "terraform"]);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toContain("left out: org-acme: Sigma's API cannot read AI settings");
  });

  it("3 where one of several cannot be read, and exports the rest", async () => {
    await startSigma();
    await simulator.saveOutside("org-acme", { config: OPENAI });
    const args = ["--tenant", "org-acme", "--tenant", "org-none"];
    const { code, stdout, stderr } = await ended(["--to", "terraform", ...args]);
    expect(code).toBe(3);
    expect(stdout).toContain('"ai" {');
    expect(stderr).toMatch(/^left out: org-none: .*\[TENANT_NOT_FOUND\]\n$/);
  });

  it("1 where the credentials are wrong or missing", async () => {
    await startSigma();
    const wrong = await ended(["--to", "terraform"], { SIGMA_CLIENT_SECRET: "wrong-secret-1" });
    expect(wrong).toMatchObject({ code: 1, stdout: "" });
    expect(wrong.stderr).toContain("[CREDENTIALS_REJECTED");
    expect(wrong.stderr).not.toContain("wrong-secret-1");
    const missing = await ended(["--to", "terraform", "--connection", "eu"]);
    expect(missing).toMatchObject({ code: 1, stdout: "" });
    expect(missing.stderr).toContain(
      "SIGMA_EU_BASE_URL, SIGMA_EU_CLIENT_ID, SIGMA_EU_CLIENT_SECRET",
    );
  });

  it.each([
    [[], "required option '--to <target>' not specified"],
    [["--to", "helm"], "Allowed choices are terraform, cdktf, pulumi-yaml, pulumi-typescript"],
    [["--to", "terraform", "--tenant", ""], "It must be the id of a tenant"],
    [["--to", "terraform", "--tenant", "a", "--all-tenants"], "cannot be used with option"],
    [["--to", "terraform", "--connection", "a b"], "It must be a letter first"],
    [["--to", "terraform", "more"], "too many arguments"],
  ])("2 for %j", async (args, says) => {
    await startSigma();
    const { code, stdout, stderr } = await ended(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
  });
});

it("Ctrl-C ends it, and leaves no file", async () => {
  await startSigma();
  await simulator.saveOutside("org-acme", { config: OPENAI });
  const path = "/v2/organizations/settings/aiConfigs";
  simulator.fault({ path, after: 1, effect: { kind: "delay", ms: 60_000 } });
  const child = start(["--to", "terraform", "--all-tenants", "--out", folder, "--json"]);
  await until(() => simulator.requests.filter((request) => request.path === path).length > 1);
  child.kill("SIGINT");
  const { code, stdout, stderr } = await outcomeOf(child);
  const message = "Interrupted: nothing was exported.";
  expect([code, JSON.parse(stdout)]).toEqual([1, { error: { code: "FAILED", message } }]);
  expect(stderr).toMatch(/Interrupted: nothing was exported\.\n$/);
  expect(await readdir(folder)).toEqual([]);
});

it("--help teaches with examples, and says what there is none for", async () => {
  await startSigma();
  const { code, stdout } = await ended(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("npx sigma-external-ai export --to terraform > main.tf");
  expect(stdout).toContain("pulumi-yaml         Pulumi.yaml for the plugin");
});

async function ended(args: readonly string[], env: Record<string, string> = {}) {
  const child = start(args, env);
  return outcomeOf(child);
}

function start(args: readonly string[], env: Record<string, string> = {}) {
  const connection = acmeAdmin(simulator.url);
  return startCommand(["export", ...args], {
    env: { PATH: process.env["PATH"], ...connection, ...env },
  });
}
