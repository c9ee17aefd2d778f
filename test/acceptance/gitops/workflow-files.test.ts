import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";
import { obtainActionlint } from "../../support/engine/actionlint.ts";
import { obtainCheckJsonschema } from "../../support/engine/check-jsonschema.ts";
import { describeWithTool } from "../../support/engine/requirement.ts";
import { run } from "../../support/engine/run.ts";
import { EXAMPLE, SECRETS } from "./support/checkout.ts";
import { HOSTED } from "./support/hosted.ts";

const WORKFLOWS = (await readdir(join(EXAMPLE, "github/workflows"))).sort();

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "sigma-gitops-")));
  await cp(join(EXAMPLE, "github"), join(folder, ".github"), { recursive: true });
  // By this actionlint finds the root of the repository.
  await mkdir(join(folder, ".git"));
});
afterAll(() => rm(folder, { recursive: true }));

await describeWithTool("actionlint", obtainActionlint, ({ command }) => {
  const lint = async () => {
    // Checkers of shell and Python that this machine may have would make it depend on the machine.
    const args = ["-shellcheck=", "-pyflakes=", "-no-color"];
    const ended = await run(command, args, { env: process.env, cwd: folder, limitSeconds: 60 });
    return { code: ended.code, output: ended.stdout.join("\n") };
  };

  it("finds nothing in the workflows and their action", async () => {
    expect(WORKFLOWS).toHaveLength(3);
    expect(await lint()).toEqual({ code: 0, output: "" });
  });

  it.each([
    ["an output of a step that is not there", "steps.check.outcome", "steps.chek.outcome"],
    ["an input that the action does not have", "outcome: $", "outcom: $"],
    ["a permission that there is not", "issues: write", "issue: write"],
  ])("finds %s", async (_, from, to) => {
    const file = join(folder, ".github/workflows", WORKFLOWS[0] ?? "");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(from, to));
    expect(await lint()).toMatchObject({
      code: 1,
      output: expect.stringMatching(/chek|outcom"|issue"/),
    });
    await writeFile(file, text);
  });
});

await describeWithTool("schemas", obtainCheckJsonschema, ({ command }) => {
  const check = async (file: string, ...args: string[]) => {
    const options = { env: process.env, cwd: folder, limitSeconds: 120 };
    return (await run(command, ["--builtin-schema", ...args, file], options)).code;
  };
  /** Azure takes every value for text, and so does its schema. */
  const asText = async (text: string): Promise<string> => {
    const file = join(folder, "azure-pipelines.json");
    await writeFile(file, JSON.stringify(parse(text, { schema: "failsafe" })));
    return file;
  };
  const FILES: [string, string[], [string, string]][] = [
    ...WORKFLOWS.map((name): [string, string[], [string, string]] => [
      `github/workflows/${name}`,
      ["vendor.github-workflows"],
      ["runs-on:", "runson:"],
    ]),
    ["github/actions/report-drift/action.yml", ["vendor.github-actions"], ["using:", "use:"]],
    [
      "gitlab/gitlab-ci.yml",
      ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
      ["resource_group: sigma-ai", "resource_group: [1]"],
    ],
    [
      "azure-devops/azure-pipelines.yml",
      ["vendor.azure-pipelines", "--regex-variant", "nonunicode"],
      ["KeyVaultName:", "KeyVault:"],
    ],
  ];

  it.each(FILES)(
    "%s is as its schema says, and a broken copy is not",
    async (name, args, change) => {
      const text = await readFile(join(EXAMPLE, name), "utf8");
      const write = async (content: string): Promise<string> => {
        if (name.startsWith("azure")) return asText(content);
        await writeFile(join(folder, "copy.yml"), content);
        return join(folder, "copy.yml");
      };
      expect(text).toContain(change[0]);
      expect(await check(await write(text), ...args)).toBe(0);
      expect(await check(await write(text.replace(...change)), ...args)).toBe(1);
    },
  );

  it("every job of GitHub's has a limit of time", async () => {
    const files = WORKFLOWS.map((name) => join(folder, ".github/workflows", name));
    for (const file of files) {
      expect(await check(file, "custom.github-workflows-require-timeout")).toBe(0);
    }
  });
});

describe("what the schemas do not tell", () => {
  it("the variables of the ESC environment lead to values of the vault", async () => {
    const text = await readFile(join(EXAMPLE, "esc/sigma-prod.yaml"), "utf8");
    const schema = z.object({
      values: z.object({
        azure: z.object({
          keys: z.object({
            "fn::open::azure-secrets": z.object({
              login: z.literal("${azure.login}"),
              get: z.record(z.string(), z.object({ name: z.string() })),
            }),
          }),
        }),
        environmentVariables: z.record(z.string(), z.string()),
      }),
    });
    const { azure, environmentVariables } = schema.parse(parse(text)).values;
    const { get } = azure.keys["fn::open::azure-secrets"];
    expect(Object.values(get).map(({ name }) => name)).toEqual(Object.keys(SECRETS));
    const { SIGMA_BASE_URL, ...secret } = environmentVariables;
    expect(SIGMA_BASE_URL).toMatch(/^https:/);
    const names = Object.entries(secret).map(([variable, reference]) => {
      const [, key = ""] = /^\$\{azure\.keys\.([\w-]+)\}$/.exec(reference) ?? [];
      return [variable, get[key]?.name];
    });
    expect(Object.fromEntries(names)).toEqual({
      SIGMA_CLIENT_ID: "sigma-client-id",
      SIGMA_CLIENT_SECRET: "sigma-client-secret",
      AZURE_OPENAI_KEY: "azure-openai-key",
    });
  });

  it("no job that a pull request starts names a secret", async () => {
    for (const { text, jobs } of await workflows()) {
      const [first] = Object.values(jobs);
      expect(first?.if).toContain("pull_request");
      expect(JSON.stringify(first)).not.toMatch(
        /secrets\.|SIGMA_|keys-from|esc-action|"environment"/,
      );
      expect(text).not.toContain("pull_request_target");
    }
  });

  it("no job of GitHub's waits in the place of another", async () => {
    const job = z.looseObject({ concurrency: z.looseObject({ group: z.string() }) });
    const groups: string[] = [];
    for (const { jobs } of await workflows()) {
      groups.push(...Object.values(jobs).map((each) => job.parse(each).concurrency.group));
    }
    expect(groups).toHaveLength(9);
    expect(new Set(groups).size).toBe(9);
  });

  it("a pull request has a login of its own, which is narrower", async () => {
    const logins = z.looseObject({
      steps: z.array(
        z.looseObject({
          uses: z.string().default(""),
          with: z.record(z.string(), z.unknown()).default({}),
        }),
      ),
    });
    for (const { jobs } of await workflows()) {
      const [first, ...others] = Object.values(jobs).map((each) =>
        logins
          .parse(each)
          .steps.filter(({ uses }) => /auth-actions|azure\/login/.test(uses))
          .map(({ with: inputs }) => JSON.stringify(inputs)),
      );
      expect(first?.join("")).toMatch(/token:team","scope":"team:|AZURE_PLAN_CLIENT_ID/);
      for (const other of others) {
        expect(other).toHaveLength(1);
        expect(other.join("")).not.toMatch(/token:team|AZURE_PLAN_CLIENT_ID/);
      }
    }
    const gitlab = z
      .looseObject({ variables: z.looseObject({}), plan: z.looseObject({}) })
      .parse(parse(await readFile(join(EXAMPLE, "gitlab/gitlab-ci.yml"), "utf8")));
    expect(gitlab.variables).toMatchObject({
      ARM_CLIENT_ID: "$AZURE_CLIENT_ID",
      ARM_TENANT_ID: "$AZURE_TENANT_ID",
    });
    expect(gitlab.plan).toMatchObject({ variables: { ARM_CLIENT_ID: "$AZURE_PLAN_CLIENT_ID" } });
  });

  it("on Azure DevOps every job with a key is in an environment, with connections of its own", async () => {
    const job = z.looseObject({ environment: z.string().optional() });
    const { stages } = z
      .object({ stages: z.array(z.object({ stage: z.string(), jobs: z.array(job) })) })
      .parse(parse(await readFile(join(EXAMPLE, "azure-devops/azure-pipelines.yml"), "utf8")));
    const seen = stages.map(({ stage, jobs: [only] }) => [
      stage,
      only?.environment,
      ...new Set(JSON.stringify(only).match(/(?<="azureSubscription":")[^"]*/g)),
    ]);
    expect(seen).toEqual([
      ["preview", undefined, "sigma-ai-preview"],
      ["apply", "production", "sigma-ai"],
      ["drift", "production-drift", "sigma-ai-drift"],
    ]);
  });

  it("the image of GitLab's jobs has the certificates of authorities", async () => {
    expect(await readFile(join(EXAMPLE, "gitlab/Dockerfile"), "utf8")).toMatch(
      /^FROM node:\S+-slim$[^]*install .*ca-certificates/m,
    );
  });

  it("the README names every hosted step", async () => {
    const readme = await readFile(join(EXAMPLE, "README.md"), "utf8");
    for (const name of Object.keys(HOSTED)) expect(readme).toContain(`\`${name}\``);
  });
});

/** The jobs of GitHub's workflows; the first one of each is that of a pull request. */
async function workflows() {
  const jobs = z.record(z.string(), z.looseObject({ if: z.string() }));
  const texts = WORKFLOWS.map((name) => readFile(join(EXAMPLE, "github/workflows", name), "utf8"));
  return (await Promise.all(texts)).map((text) => ({ text, jobs: jobs.parse(parse(text).jobs) }));
}
