import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { causeOf } from "../../../../provider/operations/drift/failures.ts";
import { projectsIn } from "../../../../provider/operations/drift/project.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "sigma-projects-"));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

const LOCK = (host: string) => `provider "${host}/sigma-iac/sigma" {\n  version = "0.1.0"\n}\n`;

describe("whose project a folder is", () => {
  it.each<[string, Record<string, string>, boolean, string[]]>([
    ["pulumi", { "Pulumi.yaml": "", "index.ts": "" }, false, ["pulumi Pulumi.yaml"]],
    ["pulumi-yml", { "Pulumi.yml": "", "Pulumi.dev.yaml": "" }, false, ["pulumi Pulumi.yml"]],
    ["terraform", { "b.tf": "", "a.tf": "" }, false, ["terraform a.tf"]],
    ["json", { "cdk.tf.json": "" }, false, ["terraform cdk.tf.json"]],
    ["tofu-file", { "main.tofu": "" }, false, ["tofu main.tofu"]],
    [
      "tofu-lock",
      { "main.tf": "", ".terraform.lock.hcl": LOCK("registry.opentofu.org") },
      false,
      ["tofu main.tf"],
    ],
    [
      "terraform-lock",
      { "main.tf": "", "x.tofu": "", ".terraform.lock.hcl": LOCK("registry.terraform.io") },
      false,
      ["terraform main.tf"],
    ],
    [
      "tofu-asked-for",
      { "main.tf": "", ".terraform.lock.hcl": LOCK("registry.terraform.io") },
      true,
      ["tofu main.tf"],
    ],
    [
      "both",
      { "Pulumi.yaml": "", "main.tf": "" },
      false,
      ["pulumi Pulumi.yaml", "terraform main.tf"],
    ],
  ])("%s", async (name, files, tofu, expected) => {
    const folder = await folderOf(name, files);
    const projects = await projectsIn(name, folder, tofu);
    expect(projects).toEqual(
      expected.map((text) => {
        const [engine, file] = text.split(" ");
        return { folder, place: { path: name, engine, file } };
      }),
    );
  });

  it("the file of a Pulumi project stands for its folder", async () => {
    const folder = await folderOf("file", { "Pulumi.yaml": "" });
    expect(await projectsIn("p", join(folder, "Pulumi.yaml"), false)).toMatchObject([{ folder }]);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ["is not there", {}, "nowhere", /no such folder/],
    ["has nothing", { "README.md": "" }, "", /no Pulumi.yaml and no .tf/],
    ["is a CDK's", { "cdktf.json": "", "main.ts": "" }, "", /program of a CDK/],
    ["is a file", { "main.tf": "" }, "main.tf", /is a file/],
  ])("none that %s", async (name, files, below, reason) => {
    const folder = await folderOf(name, files);
    expect(await projectsIn("p", join(folder, below), false)).toMatchObject({
      status: "error",
      cause: "no project",
      reason: expect.stringMatching(reason),
      advice: expect.any(String),
    });
  });
});

async function folderOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  return folder;
}

describe("the cause in an engine's text", () => {
  it.each([
    [
      "wrong passphrase",
      "getting stack configuration: get stack secrets manager: incorrect passphrase",
    ],
    [
      "wrong passphrase",
      "passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE",
    ],
    [
      "locked",
      "the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end",
    ],
    ["locked", "Error acquiring the state lock: ConditionalCheckFailedException"],
    ["locked", "[409] Conflict: Another update is currently in progress."],
    ["no stack", "no stack named 'nope' found"],
    ["no stack", "no stack selected; please use `pulumi stack select`"],
    [
      "not logged in",
      "PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
    ],
    ["not initialized", "Required plugins are not installed: The installed provider plugins"],
    ["not initialized", 'Backend initialization required, please run "terraform init"'],
    ["not initialized", "Inconsistent dependency lock file: The following dependency selections"],
    ["no project", "no Pulumi.yaml project file found"],
    ["plan failed", "Running program failed with an unhandled exception"],
  ])("%s: %s", (cause, text) => {
    expect(causeOf(text)).toBe(cause);
  });
});
