import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Finding } from "../../../provider/operations/drift/report.ts";
import { familyOf, isRunning } from "../../../provider/operations/engines/process-family.ts";
import { acmeAdmin } from "../../support/acme-admin.ts";
import { obtainPulumi } from "../../support/engine/pulumi.ts";
import { describeWithTool } from "../../support/engine/requirement.ts";
import { run, start } from "../../support/engine/run.ts";
import { obtainTerraform } from "../../support/engine/terraform.ts";
import { until } from "../../support/until.ts";
import { startStack, type Stack } from "../support/stack.ts";
import type { TerraformStack } from "../support/terraform-stack.ts";
import { ai, CONFIGS, openai, OUTSIDE } from "../terraform/support/configs.ts";
import { startInstalled } from "../terraform/support/stacks.ts";

const main = join(import.meta.dirname, "../../../provider/cli/main.ts");

/** What no report may have in it. */
const SECRETS = /sim-(?:openai|gemini)-key|acme-admin-secret|a passphrase for tests/;

await describeWithTool(
  "drift over projects of several engines",
  async (options) => ({
    ...(await obtainPulumi(options)),
    terraform: await obtainTerraform(options),
  }),
  ({ terraform, ...pulumi }) => {
    let stack: Stack;
    let steady: TerraformStack;
    let removed: TerraformStack;
    let locked: TerraformStack;
    let folder: string;

    beforeAll(async () => {
      folder = await realpath(await mkdtemp(join(tmpdir(), "sigma-drift-test-")));
      await mkdir(join(folder, "empty"));
      stack = await startStack(pulumi, {
        program: `new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" } });`,
      });
      const env = { SIGMA_BASE_URL: stack.simulator.url };
      const inTenant = async (tenant: string) =>
        startInstalled(terraform, { config: ai(`tenant = "${tenant}"\n${openai()}`), env });
      steady = await inTenant("org-acme-emea");
      removed = await inTenant("org-acme-apac");
      locked = await startInstalled(terraform, { config: "" });
      await locked.configure(
        `provider "sigma" {\n  base_url = "${locked.simulator.url}"\n}\n${ai(openai())}`,
      );
      for (const applied of [await stack.up(), ...(await Promise.all(applies()))]) {
        expect(applied).toMatchObject({ code: 0 });
      }
      await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
      stack.simulator.removeOutside("org-acme-apac");
      locked.simulator.fault({
        method: "GET",
        path: CONFIGS,
        times: 0,
        effect: { kind: "status", status: 403 },
      });
    });
    afterAll(async () => {
      for (const each of [stack, steady, removed, locked]) await each[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    });

    const applies = () => [steady, removed, locked].map((each) => each.apply());
    const projects = () => [
      stack.project.folder,
      steady.project.folder,
      removed.project.folder,
      locked.project.folder,
      join(folder, "empty"),
    ];

    it("tells each integration apart, in every report, and writes nothing", async () => {
      const before = await traces();
      const requests = [stack, locked].map((each) => each.requests);
      for (const fresh of requests) fresh();
      const reports = ["sarif", "junit", "markdown", "html", "history"];
      const ended = await drift([
        ...projects(),
        "--json",
        ...reports.flatMap((name) => [`--${name}`, join(folder, "out", name)]),
      ]);

      expect(ended.stderr).toMatch(/^checking 5 projects\n(?:\[\d\/5\] .*\n){5}$/);
      const { findings, ...report } = JSON.parse(ended.stdout);
      expect([ended.code, report]).toEqual([
        1,
        expect.objectContaining({
          outcome: "error",
          partial: false,
          counts: { "in step": 1, drifted: 1, missing: 1, unreadable: 1, error: 1 },
          notes: [],
        }),
      ]);
      const address = "sigma_external_ai_integration.ai";
      expect(findings).toEqual([
        expect.objectContaining({
          place: expect.objectContaining({ engine: "pulumi", stack: "dev", file: "Pulumi.yaml" }),
          name: "ai",
          organizationId: "org-acme",
          vendor: "gemini",
          status: "drifted",
          changes: [
            {
              path: "openai",
              origin: "outside",
              reason: expect.stringMatching(
                /^vendor changed outside: Sigma reports "gemini", last applied "openai", by user-grace at 20/,
              ),
            },
          ],
          since: expect.stringMatching(/^20/),
          by: "user-grace",
          keysApplied: { at: expect.stringMatching(/^20/), days: 0 },
        }),
        expect.objectContaining({
          place: expect.objectContaining({ engine: "terraform" }),
          name: address,
          organizationId: "org-acme-emea",
          status: "in step",
          changes: [],
        }),
        expect.objectContaining({
          name: address,
          organizationId: "org-acme-apac",
          status: "missing",
          reason: expect.stringMatching(/^the integration was removed outside/),
        }),
        expect.objectContaining({
          name: address,
          organizationId: "org-acme",
          vendor: "openai",
          status: "unreadable",
          code: "NOT_PERMITTED",
          reason: expect.stringContaining("answered 403"),
        }),
        expect.objectContaining({ status: "error", cause: "no project" }),
      ]);

      const [sarif = "", junit = "", markdown = "", html = "", history = ""] = await Promise.all(
        reports.map((name) => readFile(join(folder, "out", name), "utf8")),
      );
      expect(
        JSON.parse(sarif).runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId),
      ).toEqual(["drifted", "missing", "unreadable", "not-checked"]);
      expect(junit).toContain('tests="5" failures="2" errors="2"');
      expect(markdown).toContain("1 in step, 1 drifted, 1 missing, 1 unreadable, 1 not checked");
      expect(html).toContain("<h2>History</h2>");
      expect(history).toMatch(/^\{.*\}\n$/);
      expect([ended.stdout, sarif, junit, markdown, html, history].join("\n")).not.toMatch(SECRETS);

      expect(await traces()).toEqual(before);
      const sent = requests.flatMap((fresh) => fresh());
      expect(sent.filter((line) => !/^(?:GET|POST \/v2\/auth\/token)/.test(line))).toEqual([]);
    });

    it("the exit status is that of the worst, and a table is shown", async () => {
      const [drifted = "", inStep = "", , unreadable = ""] = projects();
      const both = await drift([drifted, inStep, "--history", join(folder, "out/history")]);
      expect(both.code).toBe(7);
      expect(both.stdout).toMatch(/^STATUS +PROJECT .*\ndrifted .*\n {2}openai: vendor changed/);
      expect(both.stdout).toMatch(/ {2}found so since 20.*Z\n/);
      expect((await drift([inStep, unreadable])).code).toBe(3);
      expect((await drift([inStep])).code).toBe(0);
    });

    describe("what keeps a project from being checked is told by its cause", () => {
      it.each<[string, string, Record<string, string>, string[]]>([
        ["wrong passphrase", "a wrong passphrase", { PULUMI_CONFIG_PASSPHRASE: "wrong" }, []],
        ["no stack", "a stack that is not there", {}, ["--stack", "nope"]],
        [
          "backend unreachable",
          "a backend that does not answer",
          { PULUMI_BACKEND_URL: "http://127.0.0.1:1", PULUMI_ACCESS_TOKEN: "a-token-for-tests" },
          [],
        ],
        ["engine not installed", "no pulumi on PATH", { PATH: dirname(process.execPath) }, []],
      ])("%s: %s", async (cause, _, env, args) => {
        const ended = await drift([stack.project.folder, "--json", ...args], env);
        expect(ended.code).toBe(1);
        expect(JSON.parse(ended.stdout).findings).toEqual([
          expect.objectContaining({ status: "error", cause, advice: expect.any(String) }),
        ]);
      });
    });

    it("a stack that another run has locked is checked all the same: a preview takes no lock", async () => {
      const name = "11111111-2222-3333-4444-555555555555.json";
      const state = join(stack.project.folder, "state/.pulumi");
      const { stdout } = await run("find", [join(state, "stacks"), "-name", "dev.json"], {
        env: { PATH: process.env["PATH"] },
        limitSeconds: 60,
      });
      const place = relative(join(state, "stacks"), stdout[0] ?? "").replace(/\.json$/, "");
      const locks = join(state, "locks/organization", place);
      await mkdir(locks, { recursive: true });
      await writeFile(
        join(locks, name),
        JSON.stringify({ pid: 1, username: "ada", hostname: "elsewhere", timestamp: new Date(0) }),
      );
      // It is a lock that the engine heeds.
      const refused = await stack.project.pulumi(["refresh", "--yes", "--stack", "dev"]);
      expect(refused.code).not.toBe(0);
      expect(refused.stdout + refused.stderr).toContain("currently locked");
      const ended = await drift([stack.project.folder, "--json"]);
      expect([ended.code, JSON.parse(ended.stdout).counts]).toEqual([
        7,
        { "in step": 0, drifted: 1, missing: 0, unreadable: 0, error: 0 },
      ]);
      await rm(join(locks, name));
    });

    it("all stacks of a project, of which one was never applied", async () => {
      expect(await stack.project.pulumi(["stack", "init", "later", "--no-select"])).toMatchObject({
        code: 0,
      });
      const ended = await drift([stack.project.folder, "--all-stacks", "--json"]);
      const { findings }: { findings: Finding[] } = JSON.parse(ended.stdout);
      expect(
        findings.map(({ place, status, reason = "" }) => [place.stack, status, reason]),
      ).toEqual([
        ["dev", "drifted", ""],
        ["later", "missing", "not applied yet"],
      ]);
      expect(ended.code).toBe(7);
    });

    it("Ctrl-C ends the engines, and leaves a report marked as a part", async () => {
      const stacks = [locked, stack] as const;
      locked.simulator.clearFaults();
      for (const { simulator, requests } of stacks) {
        simulator.fault({ method: "GET", path: CONFIGS, effect: { kind: "delay", ms: 60_000 } });
        requests();
      }
      const options = { env: environment(), cwd: folder, limitSeconds: 60 };
      const folders = [...stacks, steady].map(({ project }) => project.folder);
      const args = [main, "drift", ...folders, "--json", "--parallel", "2"];
      const started = start(process.execPath, args, options);
      const asked = stacks.map((): string[] => []);
      await until(() => {
        for (const [index, { requests }] of stacks.entries()) asked[index]?.push(...requests());
        return asked.every((lines) => lines.some((line) => line.endsWith(CONFIGS)));
      });
      const family = started.pid === undefined ? [] : familyOf(started.pid);
      expect(family.length).toBeGreaterThan(4);
      if (started.pid !== undefined) process.kill(started.pid, "SIGINT");
      const ended = await started.ended;
      const { partial, findings }: { partial: boolean; findings: Finding[] } = JSON.parse(
        ended.stdout.join("\n"),
      );
      expect([ended.code, partial]).toEqual([1, true]);
      expect(findings.map(({ cause }) => cause)).toEqual(Array(3).fill("interrupted"));
      expect(family.filter(isRunning)).toEqual([]);
    });

    async function drift(args: readonly string[], env: Record<string, string> = {}) {
      const ended = await run(process.execPath, [main, "drift", ...args], {
        env: { ...environment(), ...env },
        cwd: folder,
        limitSeconds: 120,
      });
      const [stdout, stderr] = [ended.stdout, ended.stderr].map((lines) =>
        lines.map((line) => `${line}\n`).join(""),
      );
      return { code: ended.code, stdout: stdout ?? "", stderr: stderr ?? "" };
    }

    /** That of a person who works with all of these projects. */
    function environment(): Record<string, string | undefined> {
      const { project, simulator } = stack;
      const binDirs = [...pulumi.binDirs, ...terraform.binDirs, dirname(process.execPath)];
      return {
        PATH: [...binDirs, process.env["PATH"]].join(delimiter),
        HOME: process.env["HOME"],
        NO_COLOR: "1",
        ...acmeAdmin(simulator.url),
        SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
        PULUMI_BACKEND_URL: `file://${join(project.folder, "state")}`,
        PULUMI_HOME: join(project.folder, "home"),
        PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      };
    }

    /** Every file of the projects by its content, without the engine's own logs. */
    async function traces(): Promise<string> {
      const script = `find "$@" \\( -name node_modules -o -name home -o -name tmp -o -name t \\) -prune -o -type f -exec sha256sum {} + | sort`;
      const ended = await run("bash", ["-uc", script, "bash", ...projects()], {
        env: { PATH: process.env["PATH"] },
        limitSeconds: 60,
      });
      expect(ended.stdout.length).toBeGreaterThan(10);
      return ended.stdout.join("\n");
    }
  },
);
