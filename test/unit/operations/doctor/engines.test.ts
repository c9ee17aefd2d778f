import { ChildProcess } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { engineFindings } from "../../../../provider/operations/doctor/engines.ts";

const { signal: patient } = new AbortController();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigma-engines-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function put(name: string, script: string, into = folder): Promise<void> {
  await mkdir(into, { recursive: true });
  await writeFile(join(into, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(into, name), 0o755);
}

async function linesOf(engines: Record<string, string>, limit?: number): Promise<string[]> {
  for (const [name, script] of Object.entries(engines)) await put(name, script);
  const findings = await engineFindings({ PATH: folder }, patient, limit, folder);
  return findings.map(({ level, text }) => `${level}: ${text}`);
}

describe("the engines on PATH", () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      "all there",
      {
        pulumi: "echo v3.259.0",
        terraform: "echo 'Terraform v1.11.4'; echo 'on linux_amd64'",
        tofu: "echo 'OpenTofu v1.12.0-rc1'",
      },
      ["ok: Pulumi 3.259.0", "ok: Terraform 1.11.4", "ok: OpenTofu 1.12.0-rc1"],
    ],
    [
      "one there",
      { tofu: "echo OpenTofu v1.11.0" },
      ["ok: OpenTofu 1.11.0", "ok: not on PATH: pulumi, terraform"],
    ],
    ["none there", {}, ["warning: not on PATH: pulumi, terraform, tofu"]],
    [
      "too old",
      { terraform: "echo Terraform v1.9.8", pulumi: "echo v2.300.0" },
      [
        "warning: Pulumi 2.300.0 is older than 3.227, with which this package works",
        "warning: Terraform 1.9.8 is older than 1.11, with which this package works",
        "ok: not on PATH: tofu",
      ],
    ],
    [
      "failing",
      { pulumi: "echo no >&2; exit 3", terraform: "kill -9 $$", tofu: "echo hello" },
      [
        "warning: Pulumi does not tell its version: it ended with exit status 3",
        "warning: Terraform does not tell its version: it ended with SIGKILL",
        "warning: OpenTofu does not tell its version: it prints something else",
      ],
    ],
  ])("%s", async (_, engines, lines) => {
    expect(await linesOf(engines)).toEqual(lines);
  });

  it("that cannot be run", async () => {
    await writeFile(join(folder, "tofu"), "no program");
    expect(await linesOf({ pulumi: "echo v3.259.0" })).toContain(
      "warning: OpenTofu does not tell its version: it cannot be run (EACCES)",
    );
  });

  it("that say nothing are not waited for, nor what they started", async () => {
    expect(await linesOf({ tofu: "/bin/sleep 600 & wait" }, 50)).toContain(
      "warning: OpenTofu does not tell its version: it said nothing within 0.05 seconds",
    );
  });

  it("are left where the user ends it", async () => {
    await put("tofu", "exec /bin/sleep 600");
    const controller = new AbortController();
    const findings = engineFindings({ PATH: folder }, controller.signal);
    controller.abort();
    expect((await findings).map(({ text }) => text)).toContain(
      "OpenTofu does not tell its version: it was interrupted",
    );
    const [late] = await engineFindings({ PATH: folder }, AbortSignal.abort());
    expect(late?.level).toBe("warning");
  });

  it("that are not there get no signal", async () => {
    // The handle of a child that never started holds no process, but some number: with 0, Node would kill our own group.
    const kill = jest.spyOn(ChildProcess.prototype, "kill");
    const controller = new AbortController();
    const findings = engineFindings({ PATH: folder }, controller.signal);
    controller.abort();
    await findings;
    expect(kill).not.toHaveBeenCalled();
    kill.mockRestore();
  });

  it("are not those of npm, get no credentials of Sigma's, and look for no update", async () => {
    const elsewhere = join(folder, "elsewhere");
    const npm = join(elsewhere, "other", "node_modules", ".bin");
    await put("pulumi", "echo v3.259.0", npm);
    const inner = join(elsewhere, "node_modules", "@acme", "tofu", "bin");
    await put("tofu", "echo OpenTofu v1.11.0", inner);
    await put(
      "terraform",
      `echo "$SIGMA_CLIENT_SECRET/$HOME/$CHECKPOINT_DISABLE" > ${join(folder, "seen")}; echo Terraform v1.14.0`,
    );
    const env = {
      PATH: [npm, inner, "", folder].join(delimiter),
      HOME: "/home/ada",
      SIGMA_CLIENT_SECRET: "the-secret-of-a-client",
    };
    const findings = await engineFindings(env, patient, undefined, elsewhere);
    expect(findings.map(({ text }) => text)).toEqual([
      "Terraform 1.14.0",
      "not on PATH: pulumi, tofu",
    ]);
    expect(await readFile(join(folder, "seen"), "utf8")).toBe("//home/ada/1\n");
  });

  it("are named with their package where npm has put them into the folder, and are not run", async () => {
    const seen = join(folder, "seen");
    const modules = join(folder, "node_modules");
    await put("cli.js", `echo run > ${seen}`, join(modules, "@acme", "tofu", "bin"));
    await writeFile(
      join(modules, "@acme", "tofu", "package.json"),
      JSON.stringify({ name: "@acme/tofu", version: "1.11.3" }),
    );
    await put("terraform", `echo run > ${seen}`, join(modules, ".bin"));
    await symlink("../@acme/tofu/bin/cli.js", join(modules, ".bin", "tofu"));
    const inner = join(folder, "infra", "prod");
    await mkdir(inner, { recursive: true });
    const findings = await engineFindings({ PATH: "" }, patient, undefined, inner);
    expect(findings.map(({ level, text }) => `${level}: ${text}`)).toEqual([
      "ok: Terraform from npm, for npx and npm scripts: a package, in node_modules; not run here",
      "ok: OpenTofu from npm, for npx and npm scripts: @acme/tofu 1.11.3, in node_modules; not run here",
      "ok: not on PATH: pulumi, terraform, tofu",
    ]);
    await expect(readFile(seen)).rejects.toThrow("ENOENT");
  });
});
