import { once } from "node:events";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { endFamily } from "../../../provider/operations/engines/process-family.ts";
import { obtainOpenTofu } from "../../support/engine/opentofu.ts";
import { describeWithTool } from "../../support/engine/requirement.ts";
import { run, start } from "../../support/engine/run.ts";
import { obtainTerraform } from "../../support/engine/terraform.ts";
import type { TerraformStack } from "../support/terraform-stack.ts";
import { ai, openai, OUTSIDE } from "../terraform/support/configs.ts";
import { startInstalled } from "../terraform/support/stacks.ts";

const main = join(import.meta.dirname, "../../../provider/cli/main.ts");

await describeWithTool("drift on OpenTofu", obtainOpenTofu, (engine) => {
  let stack: TerraformStack;
  beforeAll(async () => {
    stack = await startInstalled(engine, { config: ai(openai()) });
    expect(await stack.apply()).toMatchObject({ code: 0 });
  });
  afterAll(async () => stack[Symbol.asyncDispose]());

  const drift = async () =>
    ended([stack.project.folder, "--json"], engine.binDirs, {
      SIGMA_BASE_URL: stack.simulator.url,
    });

  it("tells what is in step from what drifted, since when, by whom, and how old the key is", async () => {
    const found = {
      place: { path: stack.project.folder, engine: "tofu" },
      organizationId: "org-acme",
    };
    expect(await drift()).toMatchObject({
      code: 0,
      findings: [{ ...found, status: "in step", keysApplied: { days: 0 } }],
    });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.openaiRotated });
    expect(await drift()).toMatchObject({
      code: 7,
      findings: [
        {
          ...found,
          status: "drifted",
          since: expect.stringMatching(/^20/),
          by: "user-grace",
          keysApplied: { days: 0 },
        },
      ],
    });
  });
});

await describeWithTool("drift where a state cannot be had", obtainTerraform, ({ binDirs }) => {
  let folder: string;
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "sigma-drift-failures-")));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function project(name: string, config: string): Promise<string> {
    const made = join(folder, name);
    await mkdir(made);
    await writeFile(join(made, "main.tf"), config);
    return made;
  }
  const engine = (args: string[], cwd: string) =>
    run("terraform", args, { env: environment(binDirs), cwd, limitSeconds: 60 });

  it("locked by an apply that waits for its yes: it is checked all the same", async () => {
    const cwd = await project("locked", 'resource "terraform_data" "a" {\n  input = 1\n}\n');
    const options = { env: environment(binDirs), cwd, limitSeconds: 60 };
    const waiting = start("sh", ["-c", "sleep 60 | terraform apply"], options);
    try {
      // The lock is there when the engine says so itself.
      await untilLocked(() => engine(["plan", "-input=false"], cwd));
      expect(await ended([cwd, "--json"], binDirs)).toMatchObject({
        code: 0,
        findings: [],
        notes: [expect.stringContaining("no AI integration"), expect.stringContaining("1 other")],
      });
    } finally {
      endFamily(waiting.pid);
      await waiting.ended;
    }
  });

  it("in a backend that does not answer: the cause is named", async () => {
    const server = createServer((_, answer) => answer.writeHead(404).end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const backend = `address = "http://127.0.0.1:${port}/state"\n    retry_max = 0`;
    const cwd = await project("http", `terraform {\n  backend "http" {\n    ${backend}\n  }\n}\n`);
    expect(await engine(["init", "-input=false"], cwd)).toMatchObject({ code: 0 });
    server.close();
    server.closeAllConnections();
    await once(server, "close");
    expect(await ended([cwd, "--json"], binDirs)).toMatchObject({
      code: 1,
      findings: [
        {
          status: "error",
          cause: "backend unreachable",
          reason: expect.stringContaining(`127.0.0.1:${port}: connect: connection refused`),
        },
      ],
    });
  });

  it("in HCP, with no token and never initialized: the cause is named", async () => {
    const cloud = 'organization = "acme"\n    workspaces { name = "ai" }';
    const cwd = await project("cloud", `terraform {\n  cloud {\n    ${cloud}\n  }\n}\n`);
    expect(await ended([cwd, "--json"], binDirs)).toMatchObject({
      code: 1,
      findings: [{ status: "error", cause: "not initialized" }],
    });
  });
});

async function untilLocked(plan: () => ReturnType<typeof run>): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const { stderr } = await plan();
    if (stderr.join("\n").includes("state lock")) return;
  }
  throw new Error("the state is not locked");
}

async function ended(
  args: readonly string[],
  binDirs: readonly string[],
  env: Record<string, string> = {},
) {
  const options = { env: { ...environment(binDirs), ...env }, cwd: tmpdir(), limitSeconds: 120 };
  const { code, stdout } = await run(process.execPath, [main, "drift", ...args], options);
  return { code, ...JSON.parse(stdout.join("\n")) };
}

function environment(binDirs: readonly string[]): Record<string, string | undefined> {
  return {
    PATH: [...binDirs, dirname(process.execPath), process.env["PATH"]].join(delimiter),
    HOME: process.env["HOME"],
    CHECKPOINT_DISABLE: "1",
    SIGMA_TOKEN_INTERVAL: "0",
    SIGMA_CLIENT_ID: "acme-admin",
    SIGMA_CLIENT_SECRET: "acme-admin-secret",
  };
}
