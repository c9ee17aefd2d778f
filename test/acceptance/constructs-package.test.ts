import { execFile } from "node:child_process";
import { rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { packPackage, type PackedPackage } from "../support/packed-package.ts";

const execute = promisify(execFile);
const modules = join(import.meta.dirname, "../../node_modules");
const tsc = join(modules, "typescript/bin/tsc");

const LIBRARIES = ["cdktf", "cdktn"] as const;

/** What the compiler must accept, and what it must refuse. */
const types = (library: string): string => `
import type { Construct } from "constructs";
import { Fn, TerraformStack, type IResolvable } from "${library}";
import {
  AzureOpenAiForSigma, DataSigmaExternalAiIntegration, DataSigmaTenants, ephemeralVariable, ExternalAiIntegration,
  RECOMMENDED_EMBEDDING_MODEL_2026_11 as embeddingModel, RECOMMENDED_LANGUAGE_MODEL_2026_11 as languageModel,
  SigmaProvider, type AzureOpenAiForSigmaConfig, type ExternalAiIntegrationConfig,
} from "sigma-external-ai/${library}";

const model = { deploymentId: "a" };
export class Ai extends TerraformStack {
  constructor(scope: Construct, flag: IResolvable) {
    super(scope, "ai");
    const provider = new SigmaProvider(this, "sigma", { alias: "eu", requireWriteOnly: flag });
    const apiKeyWo = ephemeralVariable(this, "key").stringValue;
    const settings = { provider, preflight: { mode: "warn", allowUnverifiedModels: flag } };
    const azureOpenai = { languageModel: { ...model, apiKeyWo }, embeddingModel: model };
    const config: ExternalAiIntegrationConfig = Math.random() > 2 ? { azureOpenai } : { openai: { apiKeyWo } };
    const ai = new ExternalAiIntegration(this, "ai", { ...config, ...settings, tenant: Fn.lower("A") });
    const data = new DataSigmaExternalAiIntegration(this, "now", { dependsOn: [ai], provider });
    const slug: string = new DataSigmaTenants(this, "all").tenants.get(0).slug;
    const id: string = ai.applied.languageModel.deploymentId + data.embeddingModel.endpointUrl + slug;
    ai.importFrom(id, provider);
    const inputs: AzureOpenAiForSigmaConfig = {
      resourceGroupName: "a", location: "b", dataResidency: "global", languageModel, embeddingModel, sigmaAddresses: ["c"],
    };
    const azure = new AzureOpenAiForSigma(this, "azure", inputs);
    new ExternalAiIntegration(this, "made", { azureOpenai: azure.integration, dependsOn: [azure, azure.account] });
    // @ts-expect-error -- where prompts may be processed is for the user to say
    new AzureOpenAiForSigma(this, "anywhere", { ...inputs, dataResidency: undefined });
    // @ts-expect-error -- one vendor is needed
    new ExternalAiIntegration(this, "none", { tenant: "a" });
    // @ts-expect-error -- and not two
    new ExternalAiIntegration(this, "two", { openai: { apiKey: "a" }, gemini: { apiKey: "b" } });
    // @ts-expect-error -- Azure needs both models
    new ExternalAiIntegration(this, "half", { azureOpenai: { languageModel: model } });
    // @ts-expect-error -- there is no such field
    new ExternalAiIntegration(this, "typo", { openai: { apiKeyWO: "a" } });
    // @ts-expect-error -- there is no such setting
    new ExternalAiIntegration(this, "setting", { openai: { apiKey: "a" }, organization: "b" });
    // @ts-expect-error -- outputs are not set
    ai.status = "configured";
  }
}
`;

const print = (library: string): string => `
console.log(Testing.synthScope((stack) => {
  new SigmaProvider(stack, "sigma");
  const ai = new ExternalAiIntegration(stack, "ai", { gemini: { apiKeyWo: "k" } });
  if (!(ai instanceof TerraformResource)) throw new Error("there are two copies of ${library}");
}));
`;

const NAMES = "{ ExternalAiIntegration, SigmaProvider }";

const PROGRAMS: [kind: string, file: string, text: (library: string) => string][] = [
  [
    "native ES module",
    "program.mjs",
    (library) => `import { Testing, TerraformResource } from "${library}";
import ${NAMES} from "sigma-external-ai/${library}";${print(library)}`,
  ],
  [
    "CommonJS module",
    "program.cjs",
    (library) => `const { Testing, TerraformResource } = require("${library}");
const ${NAMES} = require("sigma-external-ai/${library}");${print(library)}`,
  ],
];

const COMPILERS: [kind: string, file: string, options: Record<string, unknown>][] = [
  ["an ES module, nodenext", "types.mts", { module: "nodenext", target: "es2022" }],
  [
    "a CommonJS module, as the libraries' own template has it",
    "types.ts",
    {
      module: "commonjs",
      moduleResolution: "node10",
      ignoreDeprecations: "6.0",
      target: "es2018",
    },
  ],
];

let packed: PackedPackage;
beforeAll(async () => {
  packed = await packPackage();
});
afterAll(() => packed.remove());

describe.each(LIBRARIES)("the packed constructs for %s", (library) => {
  const beside = [library, "constructs"];
  const linked = (name: string): string => join(dirname(packed.folder), name);

  // Only this library: the constructs for one do without the other.
  beforeAll(async () => {
    for (const name of beside) await symlink(join(modules, name), linked(name), "junction");
  });
  afterAll(async () => {
    for (const name of beside) await rm(linked(name));
  });

  it.each(PROGRAMS)("are loaded by a %s", async (_, file, text) => {
    const path = join(dirname(dirname(packed.folder)), file);
    await writeFile(path, text(library));
    const { stdout } = await execute(process.execPath, [path]);
    expect(JSON.parse(stdout)).toMatchObject({
      resource: { sigma_external_ai_integration: { ai: { gemini: { api_key_wo: "k" } } } },
    });
  });

  it.each(COMPILERS)("have the types of %s", async (_, file, options) => {
    const folder = dirname(dirname(packed.folder));
    const compilerOptions = { strict: true, noEmit: true, types: [], skipLibCheck: false };
    await writeFile(join(folder, file), types(library));
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, files: [file] }),
    );
    const compiled = await execute(process.execPath, [tsc, "-p", folder]).catch(
      (error: unknown) => error,
    );
    expect(compiled).toEqual({ stdout: "", stderr: "" });
  });
});

it("the package's other entries need neither library", async () => {
  const path = join(dirname(dirname(packed.folder)), "others.mjs");
  await writeFile(
    path,
    `import "sigma-external-ai/simulator";
const tried = await Promise.allSettled([import("sigma-external-ai/cdktf"), import("sigma-external-ai/cdktn")]);
console.log(tried.map(({ reason }) => reason.code).join());`,
  );
  const { stdout } = await execute(process.execPath, [path]);
  expect(stdout.trim()).toBe("ERR_MODULE_NOT_FOUND,ERR_MODULE_NOT_FOUND");
});
