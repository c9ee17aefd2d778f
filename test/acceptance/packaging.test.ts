import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createSimulator } from "../../simulator/index.ts";
import { describeWithEngine } from "../support/engine/requirement.ts";
import { packPackage, type PackedPackage } from "../support/packed-package.ts";
import { createPulumiProject } from "../support/pulumi-project.ts";
import { ACME } from "./support/stack.ts";

const execute = promisify(execFile);
const tsc = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");

const BODY = `new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" } });`;
const ESM = `import { ExternalAiIntegration } from "sigma-external-ai";\nexport const ai = ${BODY}\n`;

/** What is written into every TypeScript program beside its one resource: what the compiler must refuse. */
const TYPES = `
// @ts-expect-error -- one vendor is needed
export const none = () => new ExternalAiIntegration("none", {});
// @ts-expect-error -- and not two
export const two = () => new ExternalAiIntegration("two", { openai: { apiKey: "a" }, gemini: { apiKey: "b" } });
// @ts-expect-error -- Azure needs both models
export const half = () => new ExternalAiIntegration("half", { azureOpenai: { languageModel: { deploymentId: "a" } } });
// @ts-expect-error -- there is no such field
export const typo = () => new ExternalAiIntegration("typo", { openai: { apikey: "a" } });
export const id: pulumi.Output<string> = ai.organizationId;
export const reference = () => new ExternalAiIntegration("reference", {
  azureOpenai: {
    endpointUrl: pulumi.output("https://contoso.openai.azure.com"),
    apiKey: { fromEnv: "KEY" },
    languageModel: { deploymentId: pulumi.output("a") },
    embeddingModel: pulumi.output({ deploymentId: "b" }),
  },
  credentialDrift: "stop",
});
`;

interface ProgramKind {
  name: string;
  packageJson: Record<string, unknown>;
  file: string;
  text: string;
  compilerOptions?: Record<string, unknown>;
}

const kinds: ProgramKind[] = [
  {
    name: "TypeScript, native ESM, nodenext",
    packageJson: { type: "module" },
    file: "index.ts",
    text: `import * as pulumi from "@pulumi/pulumi";\n${ESM}${TYPES}`,
    compilerOptions: { module: "nodenext", target: "es2022" },
  },
  {
    name: "TypeScript, CommonJS, as Pulumi's own template has it",
    packageJson: { type: undefined, main: "index.ts" },
    file: "index.ts",
    text: `import * as pulumi from "@pulumi/pulumi";\n${ESM}${TYPES}`,
    compilerOptions: {
      module: "commonjs",
      moduleResolution: "node10",
      ignoreDeprecations: "6.0",
      target: "es2020",
      esModuleInterop: true,
    },
  },
  {
    name: "JavaScript, native ESM",
    packageJson: { type: "module", main: "index.js" },
    file: "index.js",
    text: ESM,
  },
  {
    name: "JavaScript, CommonJS",
    packageJson: { type: undefined, main: "index.js" },
    file: "index.js",
    text: `const { ExternalAiIntegration } = require("sigma-external-ai");\nexports.ai = ${BODY}\n`,
  },
];

await describeWithEngine("the packed package, on the real engine", (engine) => {
  let packed: PackedPackage;

  beforeAll(async () => {
    packed = await packPackage();
  });
  afterAll(() => packed.remove());

  it.each(kinds)("serves a program in $name", async (kind) => {
    const simulator = await createSimulator({ tokenInterval: 0 });
    const project = await createPulumiProject({
      engine,
      packageFolder: packed.folder,
      packageJson: kind.packageJson,
      env: {
        SIGMA_BASE_URL: simulator.url,
        SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
        SIGMA_ALLOW_ASSUMED: "write",
        ...ACME,
      },
      files: {
        [kind.file]: kind.text,
        ...(kind.compilerOptions === undefined
          ? {}
          : {
              "tsconfig.json": JSON.stringify({
                compilerOptions: {
                  ...kind.compilerOptions,
                  strict: true,
                  noEmit: true,
                  skipLibCheck: true,
                  types: [],
                },
                files: [kind.file],
              }),
            }),
      },
    });
    try {
      if (kind.compilerOptions !== undefined) {
        await execute(process.execPath, [tsc, "-p", project.folder]);
      }
      const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
      expect(up).toMatchObject({ code: 0 });
      expect(simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
      expect(await project.pulumi(["destroy", "--yes", "--skip-preview"])).toMatchObject({
        code: 0,
      });
      expect(simulator.state("org-acme").integration).toBeNull();
    } finally {
      await simulator.close();
      await project.remove();
    }
  });
});
