import { expect, it } from "@jest/globals";
import type { EngineRun } from "../../support/engine-run.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { azureProgram, startAzureStack } from "../azure/support/pulumi-azure-stack.ts";
import { addPolicyPack, violationsOf } from "./support/policy-pack.ts";

const ACCOUNT = "azure-native:cognitiveservices:Account";

await describeWithEngine("the policy pack, with an account at Azure", (engine) => {
  it("checks the account's region, and lets pass the keys that come from it", async () => {
    const env = { SIGMA_ALLOW_ASSUMED: "none" };
    await using stack = await startAzureStack(engine, { program: azureProgram(), env });
    const pack = await addPolicyPack(stack.project, engine);
    const run = async (command: string[], config: object): Promise<EngineRun> => {
      await stack.project.write({ "config.json": JSON.stringify(config) });
      const args = ["--policy-pack", pack, "--policy-pack-config", "config.json"];
      return await stack.project.pulumi([...command, ...args]);
    };

    const regions = { "allowed-regions": { regions: ["swedencentral"] } };
    expect(violationsOf(await run(["preview"], regions))).toEqual([
      {
        policy: "allowed-regions",
        resource: expect.any(String),
        message: "location: the region eastus2 is not allowed; allowed: swedencentral",
      },
    ]);

    const stores = { "keys-by-reference": { secretStores: [ACCOUNT] } };
    const applied = await run(["up", "--yes", "--skip-preview"], stores);
    expect(applied).toMatchObject({ code: 0 });
    expect(violationsOf(applied)).toEqual([]);
    for (const key of await stack.keys()) expect(applied.output).not.toContain(key);

    const refused = await run(["preview"], {});
    expect(violationsOf(refused)).toEqual([
      {
        policy: "keys-by-reference",
        resource: "ai",
        message: expect.stringContaining("azureOpenai.apiKey is a text"),
      },
    ]);
  });
});
