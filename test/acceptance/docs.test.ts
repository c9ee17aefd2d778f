import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { check } from "../../provider/integration/check.ts";
import { Secret } from "../../provider/integration/secret.ts";
import { saveBody } from "../../provider/sigma/api/ai-config.ts";
import { loadContract } from "../../provider/sigma/contract.ts";
import { createSimulator } from "../../simulator/index.ts";
import { cacheFolder } from "../support/engine/cache.ts";
import { describeWithEngine } from "../support/engine/requirement.ts";
import { blocks, blocksOf, commands, kindOf } from "./support/doc-blocks.ts";
import { startStack, type Stack } from "./support/stack.ts";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** What a command ends with that does not end with 0: the document differs, and the folders are not there. */
const EXPECTED = [
  [" contract check ", 7],
  [" drift ", 1],
] as const;

describe("every block of the docs", () => {
  it.each(blocks.map((block) => [`${block.page}:${block.line}`, block] as const))(
    "%s is of a kind that is run",
    (_, block) => {
      expect([kindOf(block), block.text]).toEqual([expect.any(String), block.text]);
    },
  );

  it.each(blocksOf("npm command"))("%s: names scripts that there are", async (_, { text }) => {
    const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
    const scripts = commands(text).flatMap((line) => [...line.matchAll(/npm run ([\w:-]+)/g)]);
    for (const [, name = ""] of scripts) expect(Object.keys(manifest.scripts)).toContain(name);
  });

  it.each(blocksOf("part of an example"))(
    "%s: stands in an example that other tests run",
    async (_, { text }) => {
      const examples = ["pulumi-azure/index.ts", "cdktf-azure/main.ts"].map((file) =>
        readFile(join(root, "examples", file), "utf8"),
      );
      expect((await Promise.all(examples)).join("\n")).toContain(text.trim());
    },
  );

  it.each(blocksOf("part of a pipeline"))(
    "%s: stands in an example that other tests run",
    async (_, { text }) => {
      const folder = join(root, "examples/gitops");
      const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
      const files = names.filter((name) => name.endsWith(".yml"));
      const examples = files.map((name) => readFile(join(folder, name), "utf8"));
      const flush = (yaml: string): string => yaml.replaceAll(/^ +/gm, "").trim();
      expect(flush((await Promise.all(examples)).join("\n"))).toContain(flush(text));
    },
  );

  it.each(blocksOf("contract"))(
    "%s: is understood and changes what is sent",
    async (_, { text }) => {
      const folder = await mkdtemp(join(tmpdir(), "sigma-external-ai-"));
      const file = join(folder, "contract.json");
      await writeFile(file, text);
      const contract = loadContract(file);
      await rm(folder, { recursive: true });
      expect(contract.operations).toMatchObject({ save: { method: "PUT" }, remove: null });
      expect(check({ openai: { apiKey: "key" } }).valid).toBe(true);
      expect(JSON.parse(saveBody({ name: "openai", apiKey: new Secret("key") }, contract))).toEqual(
        {
          type: "OPEN_AI",
          credentials: { key: "key" },
        },
      );
    },
  );

  it.each(blocksOf("preflight command"))("%s: tries what it writes", async (_, { text }) => {
    const simulator = await createSimulator();
    const folder = await mkdtemp(join(tmpdir(), "sigma-external-ai-"));
    const command = `${process.execPath} ${join(root, "provider/cli/main.ts")}`;
    const script = text.replaceAll("npx sigma-external-ai", command);
    const env = {
      OPENAI_API_KEY: "sim-openai-key-1",
      SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
    };
    try {
      const { stdout } = await execute("bash", ["-euc", script], { cwd: folder, env });
      expect(stdout).toMatch(/^valid +openai.apiKey/);
    } finally {
      await rm(folder, { recursive: true });
      await simulator.close();
    }
  });

  it.each(blocksOf("command at a simulator"))("%s: does what it writes", async (_, { text }) => {
    const simulator = await createSimulator({ tokenInterval: 0 });
    const folder = await mkdtemp(join(tmpdir(), "sigma-external-ai-"));
    const openapi = join(root, "test/support/contract-variants/renamed.openapi.yaml");
    await copyFile(openapi, join(folder, "sigma-openapi.json"));
    const command = `${process.execPath} ${join(root, "provider/cli/main.ts")}`;
    const script = text
      .replaceAll("npx sigma-external-ai", command)
      .replaceAll("ORGANIZATION_ID", "org-acme");
    const env = {
      SIGMA_BASE_URL: simulator.url,
      SIGMA_CLIENT_ID: "acme-admin",
      SIGMA_CLIENT_SECRET: "acme-admin-secret",
      SIGMA_TWO_BASE_URL: simulator.url,
      SIGMA_TWO_CLIENT_ID: "acme-admin",
      SIGMA_TWO_CLIENT_SECRET: "acme-admin-secret",
      SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
      SIGMA_ALLOW_ASSUMED: "write",
      OPENAI_API_KEY: "sim-openai-key-1",
    };
    try {
      const status = await execute("bash", ["-uc", script], {
        cwd: folder,
        env,
        timeout: 60_000,
      }).then(
        () => 0,
        (error: { code: number }) => error.code,
      );
      expect(status).toBe(EXPECTED.find(([name]) => text.includes(name))?.[1] ?? 0);
    } finally {
      await rm(folder, { recursive: true });
      await simulator.close();
    }
  });

  it.each(blocksOf("shell at a simulator"))("%s: works as it stands", async (_, { text }) => {
    const simulator = await createSimulator({ tokenInterval: 0 });
    try {
      const script = text
        .replaceAll("http://127.0.0.1:4010", simulator.url)
        .replaceAll("curl -s", "curl -sS --fail-with-body");
      await expect(execute("bash", ["-euc", script])).resolves.toBeDefined();
    } finally {
      await simulator.close();
    }
  });
});

await describeWithEngine("the docs, on the real engine", (engine) => {
  it.each(blocksOf("program"))("%s: the program adds and removes", async (_, { text }) => {
    await using stack = await documentedStack(text);
    expect(await stack.up()).toMatchObject({ code: 0, output: expect.stringContaining("created") });
    expect(stack.simulator.audit).toHaveLength(1);
    expect(await stack.destroy()).toMatchObject({ code: 0 });
  });

  it.each(blocksOf("test of a user"))("%s: runs as it stands", async (_, { text }) => {
    await using stack = await documentedStack("");
    await stack.project.write({ "test.mjs": text });
    await expect(
      execute(process.execPath, ["test.mjs"], { cwd: stack.project.folder }),
    ).resolves.toBeDefined();
  });

  it.each(blocksOf("shell in a project"))("%s: works as it stands", async (_, { text }) => {
    await using stack = await documentedStack(
      `new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" } });`,
    );
    await stack.up();
    const run = await stack.project.shell(text);
    expect(run).toMatchObject({ code: 0 });
    if (!text.includes("--expect-no-changes")) return;
    expect(run.output).toContain("in step");
    stack.simulator.removeOutside("org-acme");
    expect((await stack.project.shell(text)).output).toContain("drift: somebody changed");
    stack.simulator.fault({ times: 0, effect: { kind: "status", status: 403 } });
    expect((await stack.project.shell(text)).output).toContain("the check itself failed");
  });

  it.each(blocksOf("quick start"))("%s: works as it stands", async (_, { text }) => {
    const cache = await mkdtemp(join(tmpdir(), "sigma-external-ai-cache-"));
    for (const entry of await existingEntries())
      await symlink(entry, join(cache, entry.split("/").at(-1) ?? ""));
    // As `npm run pulumi`, but without its build, which would take the package away from tests that run beside this one.
    const script = text.replaceAll("npm run pulumi --", "node scripts/pulumi.ts");
    const env = {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
      SIGMA_EXTERNAL_AI_CACHE: cache,
      PULUMI_SKIP_CONFIRMATIONS: "true",
    };
    const { stdout } = await execute("bash", ["-euc", script], { cwd: root, env });
    expect(stdout).toMatch(/2 created.*2 unchanged.*2 deleted/s);
    await rm(cache, { recursive: true });
  });

  it("the demo passes, and leaves nothing behind", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sigma-external-ai-demo-"));
    const env = { ...process.env, TMPDIR: folder };
    const { stdout } = await execute(process.execPath, ["demo/main.ts"], { cwd: root, env });
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("demo: 7 of 7 steps as expected");
    expect(readdirSync(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  /** A stack with everything at hand that a program of the docs refers to. */
  async function documentedStack(text: string): Promise<Stack> {
    const stack = await startStack(engine, {
      program: "",
      env: {
        OPENAI_API_KEY: "sim-openai-key-1",
        ANTHROPIC_API_KEY: "sim-anthropic-key-1",
        SIGMA_EU_CLIENT_ID: "globex-admin",
        SIGMA_EU_CLIENT_SECRET: "globex-admin-secret",
      },
    });
    const keyFile = join(stack.project.folder, "azure-openai");
    await stack.project.write({
      "azure-openai": "sim-contoso-key-1\n",
      "index.js": text.includes("import ")
        ? text.replace("/run/secrets/azure-openai", keyFile)
        : "",
    });
    if (!text.includes("import ")) await stack.program(text);
    await stack.project.pulumi(["config", "set", "--secret", "geminiKey", "sim-gemini-key-1"]);
    stack.project.setEnv({ SIGMA_EU_BASE_URL: stack.simulator.url });
    return stack;
  }
});

async function existingEntries(): Promise<string[]> {
  const cache = cacheFolder(process.env);
  return readdirSync(cache)
    .filter((name) => name.startsWith("pulumi-"))
    .map((name) => join(cache, name));
}
