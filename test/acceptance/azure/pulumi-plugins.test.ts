import { expect, it } from "@jest/globals";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { startAzureStack } from "./support/pulumi-azure-stack.ts";

// The packages of azure-native and random are those of this repository, beside the package under test.
const PACKAGES = `import { createRequire } from "node:module";
const require = createRequire(import.meta.resolve("sigma-external-ai/package.json"));
const { Account, Deployment, listAccountKeysOutput } = require("@pulumi/azure-native/cognitiveservices");
const { RandomString } = require("@pulumi/random");
const resourceGroupName = "sigma";
const suffix = new RandomString("suffix", { length: 6, special: false, upper: false });
`;

const ACCOUNT = `const account = new Account("account", {
  resourceGroupName, location: "East US 2", kind: "OpenAI", sku: { name: "S0" },
  properties: { customSubDomainName: pulumi.interpolate\`sub-\${suffix.result}\` },
});
`;

const deployment = (name: string, version: string, options = "{}"): string =>
  `new Deployment("${name}", {
  accountName: account.name, resourceGroupName, sku: { name: "GlobalStandard", capacity: 10 },
  properties: { model: { format: "OpenAI", name: "${name}", version: "${version}" } },
}, ${options});
`;

/** What Azure and azure-native do to a program that has no component to shield it. */
await describeWithEngine("azure-native and random, as their stand-ins play them", (engine) => {
  it("names what has no name, keeps it, and shows the keys to everybody", async () => {
    await using stack = await startAzureStack(engine, {
      program: `${PACKAGES}${ACCOUNT}
export const keys = listAccountKeysOutput({ accountName: account.name, resourceGroupName });
export const subdomain = account.properties.customSubDomainName;`,
    });
    expect(await stack.project.pulumi(["preview"])).toMatchObject({ code: 0 });
    expect(stack.armWrites()).toEqual([]);
    const { output } = await stack.up();
    const [write] = stack.armWrites();
    expect(write).toMatch(/^PUT accounts\/account[0-9a-f]{8}$/);
    expect(output).toMatch(/subdomain: "sub-[a-z0-9]{6}"/);
    for (const key of await stack.keys()) expect(output).toContain(key);
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(stack.simulator.azureState().accounts).toEqual([]);
  });

  it("does not try again where two deployments are written side by side", async () => {
    await using stack = await startAzureStack(engine, {
      program: `${PACKAGES}${ACCOUNT}${deployment("gpt-4.1", "2025-04-14")}${deployment("gpt-5.1", "2025-11-13")}`,
    });
    stack.simulator.setAzureSettings({ operationTime: 300 });
    const { code, output } = await stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain(`Status=409 Code="RequestConflict" Message="Another operation is`);
    expect(stack.account().deployments).toHaveLength(1);
  });

  it("does not take over what is there already", async () => {
    await using stack = await startAzureStack(engine, {
      program: `${PACKAGES}${ACCOUNT}const first = ${deployment("gpt-4.1", "2025-04-14")}
new Deployment("again", {
  accountName: account.name, resourceGroupName, deploymentName: first.name,
  properties: { model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" } },
});`,
    });
    const { code, output } = await stack.up();
    expect(code).not.toBe(0);
    expect(output).toMatch(/cannot create already existing resource '.*\/deployments\/gpt-4.1/);
  });
});
