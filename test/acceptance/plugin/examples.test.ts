import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createSimulator, type Simulator } from "../../../simulator/index.ts";
import type { ObtainOptions, ToolCopy } from "../../support/engine/obtain.ts";
import { obtainPulumiPython } from "../../support/engine/pulumi-python.ts";
import { obtainPulumiSdkGenerator } from "../../support/engine/pulumi-sdk-generator.ts";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithTool } from "../../support/engine/requirement.ts";
import { createPulumiProject, type PulumiProject } from "../../support/pulumi-project.ts";
import { ACME } from "../support/stack.ts";
import { installPlugin } from "./support/installed-plugin.ts";
import { installPythonSdk, linkNodejsSdk } from "./support/sdk.ts";

/** The engine with every host that the examples need, and what makes SDKs. */
interface Tools extends ToolCopy {
  generator: ToolCopy;
}

/** Gives a project the SDK of its language. */
type Sdk = (generator: ToolCopy, project: PulumiProject) => Promise<void>;

/** YAML needs none; this pins the plugin's version. */
const addPackage: Sdk = async (_, { pulumi }) => {
  const { code, output } = await pulumi(["package", "add", "sigma"]);
  if (code !== 0) throw new Error(`pulumi package add failed: ${output}`);
};

const TENANTS = ["org-acme-emea", "org-acme-apac"];

/** Each language, what gives it its SDK, and the tenants as the example tells them: a list in YAML is passed on as it is. */
const LANGUAGES: readonly (readonly [string, Sdk, unknown[]])[] = [
  [
    "yaml",
    addPackage,
    TENANTS.map((organizationId) => expect.objectContaining({ organizationId })),
  ],
  ["typescript", linkNodejsSdk, TENANTS],
  ["python", installPythonSdk, TENANTS],
];

await describeWithTool("the examples of the plugin", obtain, (tools) => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await createSimulator({ tokenInterval: 0 });
  });
  afterAll(() => simulator.close());

  it.each(LANGUAGES)(
    "%s: adds, tells what is there, and removes",
    async (language, giveSdk, tenants) => {
      const project = await createPulumiProject({
        engine: tools,
        files: await filesOf(language),
        env: {
          SIGMA_BASE_URL: simulator.url,
          SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
          SIGMA_TOKEN_INTERVAL: "0",
          SIGMA_ALLOW_ASSUMED: "write",
          OPENAI_API_KEY: "sim-openai-key-1",
          ...ACME,
        },
      });
      try {
        await installPlugin(project);
        await giveSdk(tools.generator, project);
        const { pulumi } = project;
        expect(await pulumi(["up", "--yes"])).toMatchObject({ code: 0 });
        expect(simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
        const { stdout } = await pulumi(["stack", "output", "--json"]);
        expect(JSON.parse(stdout)).toEqual({
          organizationId: "org-acme",
          status: "configured",
          aiProvider: "openai",
          tenants,
        });
        expect(await pulumi(["preview", "--refresh", "--expect-no-changes"])).toMatchObject({
          code: 0,
        });
        expect(await pulumi(["destroy", "--yes", "--skip-preview"])).toMatchObject({ code: 0 });
        expect(simulator.state("org-acme").integration).toBeNull();
      } finally {
        await project.remove();
      }
    },
  );
});

async function obtain(options: ObtainOptions): Promise<Tools> {
  const yaml = await obtainPulumiYaml(options);
  const python = await obtainPulumiPython(options);
  const generator = await obtainPulumiSdkGenerator(options);
  // Its Python goes before the one of the machine.
  return { ...yaml, binDirs: [...new Set([...python.binDirs, ...yaml.binDirs])], generator };
}

async function filesOf(language: string): Promise<Record<string, string>> {
  const folder = join(import.meta.dirname, "../../../examples", `pulumi-${language}`);
  const names = await readdir(folder);
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), "utf8")]);
  return Object.fromEntries(await Promise.all(texts));
}
