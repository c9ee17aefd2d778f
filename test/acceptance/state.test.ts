import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithEngine } from "../support/engine/requirement.ts";
import { startStack, type RecordedResource } from "./support/stack.ts";

const AZURE = `new ExternalAiIntegration("ai", { azureOpenai: {
  endpointUrl: "https://contoso.openai.azure.com",
  apiKey: "sim-contoso-key-1",
  languageModel: { deploymentId: "gpt-41" },
  embeddingModel: { deploymentId: "embed" },
} });`;

const model = (deploymentId: string) => ({
  deploymentId,
  endpointUrl: "https://contoso.openai.azure.com",
  apiKey: "sim-contoso-key-1",
});

await describeWithEngine("what Pulumi records, on the real engine", (engine) => {
  it("is a thin provider, encrypted keys, and outputs without any key", async () => {
    await using stack = await startStack(engine, { program: AZURE });
    await stack.up();
    const [resource] = await stack.resources();
    expect(resource?.urn).toBe(
      "urn:pulumi:dev::program::pulumi-nodejs:dynamic/sigma:ExternalAiIntegration::ai",
    );
    expect(resource?.id).toBe("org-acme");

    const provider = String(resource?.inputs["__provider"]);
    expect(provider.length).toBeLessThan(4096);
    expect(provider).not.toMatch(/dist|node_modules|file:|sim-|acme/);
    expect(provider).toMatchSnapshot();
    expect(resource?.outputs["__provider"]).toBe(provider);

    expect(resource?.inputs["azureOpenai"]).toMatchObject({
      apiKey: { ciphertext: expect.any(String) },
      endpointUrl: "https://contoso.openai.azure.com",
    });
    expect(Object.keys(resource?.outputs ?? {}).sort()).toEqual([
      "__provider",
      "aiProvider",
      "applied",
      "appliedRevision",
      "credentialDrift",
      "credentialFingerprint",
      "driftVisibility",
      "existing",
      "organizationId",
      "preflight",
      "remote",
      "remoteRevision",
      "removal",
      "status",
      "updatedAt",
      "updatedBy",
    ]);
    expect(resource?.outputs["credentialFingerprint"]).toMatch(/^v1:[\w-]{22}:[\w-]{43}$/);
  });

  it("with references holds no key in any form", async () => {
    await using stack = await startStack(engine, {
      program: `new ExternalAiIntegration("ai", { openai: { apiKey: { fromEnv: "KEY" } } });`,
      env: { KEY: "sim-openai-key-1" },
    });
    await stack.up();
    const [resource] = await stack.resources();
    expect(resource?.inputs["openai"]).toEqual({ apiKey: { fromEnv: "KEY" } });
  });

  it("was recorded by version 1: nothing changes, and it can be removed", async () => {
    await using stack = await startStack(engine, { program: AZURE });
    await stack.simulator.saveOutside("org-acme", {
      userId: "user-ada",
      config: {
        provider: "azureOpenAI",
        languageModel: model("gpt-41"),
        embeddingModel: model("embed"),
      },
    });
    const fixture = join(import.meta.dirname, "fixtures/state-v1.json");
    await stack.project.write({ "state.json": await readFile(fixture, "utf8") });
    expect(await stack.project.pulumi(["stack", "import", "--file", "state.json"])).toMatchObject({
      code: 0,
    });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme").integration).toBeNull();
  });

  it("is what a later refresh and destroy work from, with no program at hand", async () => {
    await using stack = await startStack(engine, { program: AZURE });
    await stack.up();
    await stack.program("throw new Error('not run');");
    expect(await stack.project.pulumi(["refresh", "--yes", "--expect-no-changes"])).toMatchObject({
      code: 0,
    });
    const recorded: RecordedResource[] = await stack.resources();
    expect(recorded).toHaveLength(1);
    expect(await stack.destroy()).toMatchObject({ code: 0 });
  });
});
