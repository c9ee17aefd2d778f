import { existsSync } from "node:fs";
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MAIN, runCommand } from "./support/command.ts";
import { outcomeOf } from "./support/outcome.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigma-drift-"));
  for (const name of ["empty", "tf", "slow", "bin"]) await mkdir(join(folder, name));
  await writeFile(join(folder, "tf/main.tf"), "");
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe("without an engine", () => {
  it("says of each folder what keeps it from being checked, and ends with 1", async () => {
    const { code, stdout, stderr } = await ended(["empty", "nowhere", "tf", "empty"]);
    expect([code, stderr]).toEqual([
      1,
      "checking 3 projects\n[1/3] empty: error\n[2/3] nowhere: error\n[3/3] tf: error\n",
    ]);
    expect(stdout).toBe(`STATUS  PROJECT  INTEGRATION  ORGANIZATION
error   empty
  no project: it has no Pulumi.yaml and no .tf, .tf.json or .tofu file
  Give the folder of a project.
error   nowhere
  no project: there is no such folder
  Give the folder of a project.
error   tf
  engine not installed: there is no terraform on PATH
  Install it, and put it on PATH: https://developer.hashicorp.com/terraform/install.

3 not checked
`);
  });

  it("does not run what npm calls so: it may download the engine", async () => {
    const bin = join(folder, "node_modules/.bin");
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, "terraform"), "#!/bin/sh\necho run > ../was-run\n");
    await chmod(join(bin, "terraform"), 0o755);
    const { code, stdout } = await ended(["tf"], { PATH: `${bin}:${dirname(process.execPath)}` });
    expect(code).toBe(1);
    expect(stdout).toContain(
      "engine not installed: there is no terraform on PATH but that of npm, which may download it and is not run\n",
    );
    expect(existsSync(join(folder, "was-run"))).toBe(false);
  });

  it("tells of an engine that is there but cannot be run", async () => {
    const bin = join(folder, "broken");
    await mkdir(bin);
    await writeFile(join(bin, "terraform"), "no program");
    const { code, stdout } = await ended(["tf"], { PATH: bin });
    expect(code).toBe(1);
    expect(stdout).toContain(
      "engine not installed: the terraform on PATH cannot be run (EACCES)\n",
    );
  });

  it("--json prints one line, and reports are written beside it", async () => {
    const { code, stdout } = await ended(["tf", "--tofu", "--json", "--junit", "a/b/drift.xml"]);
    const report = JSON.parse(stdout);
    expect([code, stdout.match(/\n/g)?.length]).toEqual([1, 1]);
    expect(report).toMatchObject({
      outcome: "error",
      partial: false,
      counts: { error: 1 },
      findings: [{ place: { path: "tf", engine: "tofu" }, cause: "engine not installed" }],
    });
    expect(await readFile(join(folder, "a/b/drift.xml"), "utf8")).toContain("<testsuites ");
  });

  it("--shard takes each project into one part", async () => {
    const paths = ["empty", "tf", ...Array.from({ length: 14 }, (_, n) => `nowhere-${n}`)];
    const parts = await Promise.all(
      ["1/2", "2/2"].map(async (part) => {
        const { stdout } = await ended([...paths, "--shard", part, "--json"]);
        const { findings }: { findings: { place: { path: string } }[] } = JSON.parse(stdout);
        return findings.map(({ place }) => place.path);
      }),
    );
    expect(Math.min(...parts.map(({ length }) => length))).toBeGreaterThan(0);
    expect(parts.flat().toSorted()).toEqual(paths.toSorted());
  });

  it("a report that cannot be written is an error, and the others are written", async () => {
    const args = ["empty", "--html", "tf", "--markdown", "drift.md", "--history", "tf/main.tf/x"];
    const { code, stderr } = await ended(args);
    expect(code).toBe(1);
    expect(stderr).toContain('the file "tf" cannot be written (EISDIR)\n');
    expect(stderr).toMatch(/the file "tf\/main.tf\/x" cannot be written \(E\w+\)\n/);
    expect(await readFile(join(folder, "drift.md"), "utf8")).toContain("1 not checked");
  });
});

describe("a history", () => {
  it("that is another file is refused before anything is checked, and stays as it is", async () => {
    const notes = "# Notes\n\nof mine\n";
    await writeFile(join(folder, "notes.md"), notes);
    expect(await ended(["empty", "--history", "notes.md"])).toEqual({
      code: 2,
      stdout: "",
      stderr: 'the file "notes.md" is no history: it has something else in it; name another\n',
    });
    expect(await readFile(join(folder, "notes.md"), "utf8")).toBe(notes);
  });

  it("keeps lines that it does not know", async () => {
    await ended(["empty", "--history", "drift.jsonl"]);
    await appendFile(join(folder, "drift.jsonl"), '{"of":"a newer version"}\n');
    await ended(["empty", "--history", "drift.jsonl"]);
    const lines = (await readFile(join(folder, "drift.jsonl"), "utf8")).trim().split("\n");
    expect([lines.length, lines[0]]).toEqual([3, '{"of":"a newer version"}']);
  });
});

// Only Linux has a folder in which none can be made, and removes a working directory that is in use.
(existsSync("/proc/self") ? describe : describe.skip)("where no file can be written", () => {
  it("a folder that cannot be made is named", async () => {
    const { code, stderr } = await ended(["empty", "--html", "/proc/nope/x.html"]);
    expect(code).toBe(1);
    expect(stderr).toContain('the file "/proc/nope/x.html" cannot be written (ENOENT)\n');
  });

  it.each([
    [["drift", "."]],
    [["drift", "/", "--html", "x"]],
    [["export", "--to", "cdktf", "--out", "x"]],
  ])("%j says that its working directory is gone", async (args) => {
    const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"';
    const child = spawn("/bin/sh", ["-c", script, process.execPath, MAIN, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: folder,
    });
    expect(await outcomeOf(child)).toEqual({
      code: 1,
      stdout: "",
      stderr: "the working directory is not there any more; change into one that is\n",
    });
  });
});

describe("an engine that does not come to its end", () => {
  it("is ended after its time", async () => {
    const terraform = join(folder, "bin/terraform");
    await writeFile(terraform, "#!/bin/sh\nexec /bin/sleep 60\n");
    await writeFile(join(folder, "slow/main.tf"), "");
    await chmod(terraform, 0o755);
    const { code, stdout } = await ended(["slow", "--timeout", "100ms", "--json"], {
      PATH: `${join(folder, "bin")}:${dirname(process.execPath)}`,
    });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).findings).toMatchObject([{ status: "error", cause: "out of time" }]);
  });
});

describe("what cannot be understood ends with 2", () => {
  it.each([
    [[], "missing required argument 'path'"],
    [["a", "--stack", "dev", "--all-stacks"], "cannot be used with option"],
    [["a", "--parallel", "0"], "from 1 to 64"],
    [["a", "--timeout", "soon"], 'such as "90s"'],
    [["a", "--nothing"], "unknown option"],
    [["a", "--html", "x", "--sarif", "./x"], '--sarif and --html name the same file "x"'],
    [["a", "--history", "x", "--markdown", "x"], "--markdown and --history name the same file"],
  ])("%j", async (args, says) => {
    const { code, stdout, stderr } = await ended(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
  });
});

it("--help teaches with examples and exit statuses", async () => {
  const { code, stdout } = await ended(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("npx sigma-external-ai drift infra/prod infra/tenants");
  expect(stdout).toContain("Exit status, of which the worst counts: 0 all in step, 7");
});

async function ended(args: readonly string[], env: Record<string, string> = {}) {
  return runCommand(["drift", ...args], {
    cwd: folder,
    env: { PATH: dirname(process.execPath), ...env },
  });
}
