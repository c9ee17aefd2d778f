import { cp, mkdtemp, readFile, readdir, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { createSimulator, type Simulator } from "../../../simulator/index.ts";
import { builtProvider } from "../../support/built-provider.ts";
import type { EngineRun } from "../../support/engine-run.ts";
import { describeWithTool } from "../../support/engine/requirement.ts";
import { obtainTerraform } from "../../support/engine/terraform.ts";
import { createTerraformProject, type TerraformProject } from "../../support/terraform-project.ts";
import { newRequests } from "../support/new-requests.ts";
import { ACME } from "../support/stack.ts";
import { repositorySide, serverSide, type RepositorySide } from "./support/atlantis.ts";

const FLEET = join(import.meta.dirname, "../../../examples/fleet");
const MAIN = join(import.meta.dirname, "../../../dist/provider/cli/main.js");
const ORGANIZATIONS = ["org-acme", "org-acme-emea", "org-acme-apac"];
const KEYS = {
  openai: "sim-openai-key-1",
  gemini: "sim-gemini-key-1",
  anthropic: "sim-anthropic-key-1",
};

await describeWithTool("the fleet on Terraform", obtainTerraform, (engine) => {
  let simulator: Simulator;
  let project: TerraformProject;
  let atlantis: RepositorySide;
  let approvals: { plan: string[]; apply: string[] }[];
  let steps: (stage: "plan" | "apply") => string[];

  beforeAll(async () => {
    simulator = await createSimulator({ tokenInterval: 0 });
    project = await createTerraformProject({
      engine,
      files: {},
      providers: [builtProvider()],
      env: {
        SIGMA_BASE_URL: simulator.url,
        SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
        SIGMA_TOKEN_INTERVAL: "0",
        ...ACME,
        TF_VAR_keys: JSON.stringify(KEYS),
      },
    });
    await cp(FLEET, join(project.folder, "examples/fleet"), { recursive: true });
    const settings = async (name: string): Promise<unknown> =>
      parse(await readFile(join(FLEET, "atlantis", name), "utf8"));
    atlantis = repositorySide.parse(await settings("atlantis.yaml"));
    const server = serverSide.parse(await settings("repos.yaml"));
    approvals = server.repos.map(({ plan_requirements: plan, apply_requirements: apply }) => ({
      plan,
      apply,
    }));
    steps = (stage) =>
      (server.workflows["sigma-fleet"]?.[stage]?.steps ?? []).map(({ run }) => run);
  });
  afterAll(async () => {
    await simulator.close();
    await project.remove();
  });

  /** Runs the steps of a stage for each project, as Atlantis does, until one fails. */
  const stage = async (name: "plan" | "apply"): Promise<EngineRun[]> => {
    const runs: EngineRun[] = [];
    for (const { name: shard, dir, workspace } of atlantis.projects) {
      const env = { WORKSPACE: workspace, PLANFILE: join(project.folder, `${shard}.tfplan`) };
      for (const step of steps(name)) {
        const select = name === "apply" ? `export TF_WORKSPACE=${workspace}; ` : "";
        runs.push(await project.shell(`cd ${dir}; ${select}${step}`, { env }));
      }
    }
    return runs;
  };
  const providers = () =>
    ORGANIZATIONS.map((id) => simulator.state(id).integration?.provider ?? null);

  it("is applied by the steps of Atlantis as they are written, each organization in one shard", async () => {
    const planned = await stage("plan");
    expect(planned.map(({ code, output }) => (code === 0 ? 0 : output))).toEqual(
      planned.map(() => 0),
    );
    const added = planned.flatMap(({ stdout }) => /Plan: (\d+) to add/.exec(stdout)?.[1] ?? []);
    expect(added).toEqual(["2", "1"]);
    expect(providers()).toEqual([null, null, null]);

    const applied = await stage("apply");
    expect(applied.map(({ code, output }) => (code === 0 ? 0 : output))).toEqual(
      applied.map(() => 0),
    );
    expect(providers()).toEqual(["openAI", "gemini", "anthropic"]);
  });

  it("needs for a plan of one tenant the requests that docs/scale.md reckons with", async () => {
    const requests = newRequests(simulator);
    requests();
    const planned = await project.shell(
      "cd examples/fleet/terraform; TF_WORKSPACE=shard-2-of-2 terraform plan -input=false -detailed-exitcode",
    );
    expect([planned.code, requests()]).toEqual([0, ONE_TENANT]);
  });

  it("is divided as the command divides it, and seen by it", async () => {
    for (const shard of ["1/2", "2/2"]) {
      const workspace = `shard-${shard.replace("/", "-of-")}`;
      const { stdout } = await project.shell(
        `cd examples/fleet/terraform; TF_WORKSPACE=${workspace} terraform output -json organizations`,
      );
      const status = await project.shell(`node ${MAIN} status --shard ${shard} --json`);
      const { organizations } = JSON.parse(status.stdout);
      expect(Object.keys(JSON.parse(stdout)).toSorted()).toEqual(
        organizations
          .map(({ organizationId }: { organizationId: string }) => organizationId)
          .toSorted(),
      );
    }
  });

  it("without a workspace is all of it, and a change of one organization is seen", async () => {
    const { code, stdout } = await project.shell(
      "cd examples/fleet/terraform; terraform workspace select default && terraform plan -input=false",
    );
    expect([code, /Plan: (\d+) to add/.exec(stdout)?.[1]]).toEqual([0, "3"]);
    await simulator.saveOutside("org-acme-apac", {
      config: { provider: "openAI", apiKey: KEYS.openai },
    });
    const last = (await stage("plan")).at(-1);
    expect(last?.stdout).toMatch(/Plan: 0 to add, 1 to change/);
  });

  it.each(["shard-1-2", "shard-3-of-2", "shard-0-of-2", "shards-1-of-2", "production"])(
    "fails in the workspace %s, which names no shard, and asks Sigma nothing",
    async (workspace) => {
      const requests = newRequests(simulator);
      requests();
      const planned = await project.shell(
        `cd examples/fleet/terraform; TF_WORKSPACE=${workspace} terraform plan -input=false -no-color`,
      );
      expect(planned.output).toContain(`${workspace} names no shard`);
      expect([planned.code, requests()]).toEqual([1, []]);
    },
  );

  it("asks for an approval before a plan, which sees the credentials", () => {
    expect(approvals).toEqual([
      { plan: expect.arrayContaining(["approved"]), apply: expect.arrayContaining(["approved"]) },
    ]);
    expect(atlantis.projects.filter(({ autoplan }) => autoplan.enabled)).toEqual([]);
  });

  it("has a backend for each store, which Terraform understands", async () => {
    const problems: Record<string, string[]> = {};
    for (const name of await readdir(join(FLEET, "terraform/backends"))) {
      const folder = await realpath(await mkdtemp(join(project.folder, "backend-")));
      await cp(join(FLEET, "terraform/backends", name), join(folder, "backend.tf"));
      const { output } = await project.shell(`cd ${folder} && terraform init -input=false`, {
        env: UNREACHABLE,
      });
      problems[name] = output.match(/Unsupported|Missing required|Invalid/g) ?? [];
      await rm(folder, { recursive: true });
    }
    expect(problems).toEqual({ "azurerm.tf": [], "cloud.tf": [], "gcs.tf": [], "s3.tf": [] });
  });

  it("has the engine's own format", async () => {
    expect(await project.shell("terraform fmt -check -recursive examples/fleet")).toMatchObject({
      code: 0,
    });
  });
});

/** The parent's token, the tenant, its token, and the read. */
const ONE_TENANT = [
  "POST /v2/auth/token",
  "GET /v2/tenants/org-acme-apac",
  "POST /v2/auth/token",
  "GET /v2/organizations/settings/aiConfigs",
];

/** No store can be reached: what is asked of it is understood all the same, or refused before. */
const UNREACHABLE = {
  HTTPS_PROXY: "http://127.0.0.1:1",
  HTTP_PROXY: "http://127.0.0.1:1",
  AWS_EC2_METADATA_DISABLED: "true",
};
