import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { VERSION } from "../../../provider/runtime/version.ts";
import { obtainPulumiSdkGenerator } from "../../support/engine/pulumi-sdk-generator.ts";
import { goEnvironment } from "../../support/engine/go-environment.ts";
import { describeWithTool } from "../../support/engine/requirement.ts";
import { failureOf, run } from "../../support/engine/run.ts";
import { generateSdk } from "./support/sdk.ts";

const modules = join(import.meta.dirname, "../../../node_modules");

/** A program for Go, in the module of its SDK. */
const GO_PROGRAM = join(import.meta.dirname, "fixtures/go-program");

/** What a program may and may not write. */
const PROGRAM = `import * as pulumi from "@pulumi/pulumi";
import * as sigma from "./index";

const key = pulumi.secret("key");
const eu = new sigma.Provider("eu", { baseUrl: "aws-eu-west", clientId: "id", clientSecret: key });
const models = {
  languageModel: { deploymentId: pulumi.output("gpt-41"), endpointUrl: "https://a.openai.azure.com" },
  embeddingModel: { deploymentId: "embed", apiKey: { fromFile: "key" } },
};
const azure = new sigma.ExternalAiIntegration(
  "azure",
  {
    azureOpenai: { apiKey: key, apiKeyVersion: 2, validationWait: "10m", ...models },
    tenant: "org-acme-emea",
    existing: sigma.types.enums.Existing.Overwrite,
    removal: "retain",
    credentialDrift: "stop",
    preflight: { mode: "warn", trustedHosts: ["gateway.example"], allowUnverifiedModels: true },
  },
  { provider: eu, ignoreChanges: ["azureOpenai.apiKey"], protect: true },
);
new sigma.ExternalAiIntegration("gemini", { gemini: { apiKey: "key" }, preflight: "off" });
new sigma.ExternalAiIntegration("anthropic", { anthropic: pulumi.output({ apiKey: { fromEnv: "KEY" } }) });

export const status: pulumi.Output<"configured" | "unverified"> = azure.status;
export const models2: pulumi.Output<string | undefined> = azure.applied.apply((facts) => facts?.languageModel?.deploymentId);
export const found: Promise<string | undefined> = sigma.getExternalAiIntegration({ tenant: "t" }).then((told) => told.aiProvider);
export const slugs: pulumi.Output<string[]> = sigma.getTenantsOutput().tenants.apply((all) => all.map(({ slug }) => slug));

// @ts-expect-error -- a vendor has a key
new sigma.ExternalAiIntegration("none", { openai: {} });
// @ts-expect-error -- both models are needed
new sigma.ExternalAiIntegration("half", { azureOpenai: { languageModel: { deploymentId: "gpt-41" } } });
// @ts-expect-error -- no such choice
new sigma.ExternalAiIntegration("choice", { openai: { apiKey: "key" }, removal: "keep" });
// @ts-expect-error -- a connection by name is the dynamic resource's
new sigma.ExternalAiIntegration("connection", { openai: { apiKey: "key" }, connection: "eu" });
`;

await describeWithTool("SDKs", obtainPulumiSdkGenerator, (generator) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sigma-external-ai-sdk-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const read = (name: string) => readFile(join(folder, name), "utf8");

  it("for Node.js has the types that a program needs, and wraps the client's secret", async () => {
    await generateSdk(generator, "--language", "nodejs", "--out", folder);
    await symlink(modules, join(folder, "node_modules"));
    await writeFile(join(folder, "program.ts"), PROGRAM);
    await writeFile(
      join(folder, "tsconfig.program.json"),
      '{ "extends": "./tsconfig.json", "files": ["program.ts"] }',
    );
    const tsc = join(modules, "typescript/bin/tsc");
    const args = [tsc, "--noEmit", "--noUnusedParameters", "-p", "tsconfig.program.json"];
    const compiled = await run(process.execPath, args, {
      env: process.env,
      cwd: folder,
      limitSeconds: 120,
    });
    expect([failureOf(compiled), compiled.stdout]).toEqual([undefined, []]);
    expect(await read("provider.ts")).toContain("pulumi.secret(args.clientSecret)");
  });

  it("for Go takes every form of a key and of the preflight", async () => {
    await generateSdk(generator, "--language", "go", "--out", folder);
    expect(await read("sigma/pulumiTypes.go")).toMatch(/ApiKey +pulumi\.Input `pulumi:"apiKey"`/);
    expect(await read("sigma/externalAiIntegration.go")).toMatch(/Preflight +pulumi\.Input\n/);
    expect(await read("sigma/provider.go")).toContain("pulumi.ToSecret(args.ClientSecret)");
  });

  it("for Go compiles with a program", async () => {
    const sdk = join(folder, "go-program");
    await cp(GO_PROGRAM, sdk, { recursive: true });
    await generateSdk(generator, "--language", "go", "--out", sdk);
    const env = await goEnvironment(folder, process.env);
    const vetted = await run("go", ["vet", "./..."], { env, cwd: sdk, limitSeconds: 600 });
    expect([failureOf(vetted), vetted.stdout]).toEqual([undefined, []]);
    // Where Go has nothing in its cache, it compiles Pulumi's own SDK first.
  }, 600_000);

  it("for Python says which plugin it needs", async () => {
    await generateSdk(generator, "--language", "python", "--out", folder);
    const plugin = JSON.parse(await read("pulumi_sigma/pulumi-plugin.json"));
    expect(plugin).toEqual({ resource: true, name: "sigma", version: VERSION });
  });
});
