import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { azureProgram, startAzureStack } from "./support/pulumi-azure-stack.ts";

const EXAMPLE = join(import.meta.dirname, "../../../examples/pulumi-azure/index.ts");

await describeWithEngine("AzureOpenAiForSigma and accounts of every kind", (engine) => {
  it("examples/pulumi-azure runs as it stands", async () => {
    const example = await readFile(EXAMPLE, "utf8");
    const ours = `import { ExternalAiIntegration } from "sigma-external-ai";\n`;
    expect(example.startsWith(ours)).toBe(true);
    await using stack = await startAzureStack(engine, { program: example.slice(ours.length) });
    const { code, output } = await stack.up();
    expect(code).toBe(0);
    expect(output).toContain("sigmaAddresses: 203.0.113.10 is for examples");
    expect(output).toMatch(/accountName +: "sigma-ai-[a-z0-9]{6}"/);
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
  });

  it("adds deployments to an account that exists, and says which rules it lacks", async () => {
    const own = azureProgram();
    await using stack = await startAzureStack(engine, { program: own });
    expect(await stack.up()).toMatchObject({ code: 0 });
    const { name, ipRules } = stack.account();
    stack.armWrites();
    await stack.program(`${own}
const other = new AzureOpenAiForSigma("other", {
  resourceGroupName: "sigma",
  account: { name: "${name}" },
  dataResidency: "global",
  languageModel: { name: "gpt-5.1", version: "2025-11-13" },
  embeddingModel: { name: "text-embedding-3-small", version: "1", deploymentName: "embed" },
  sigmaAddresses: ["203.0.113.10", "198.51.100.77/32"],
});
export const { missingIpRules, missingIpRulesCommand, endpointUrl } = other;`);
    expect(await stack.up()).toMatchObject({
      code: 0,
      output: expect.stringContaining(`--name ${name} --ip-address 198.51.100.77"`),
    });
    expect(stack.armWrites()).toEqual(["PUT deployments/gpt-5.1", "PUT deployments/embed"]);
    expect(stack.account()).toMatchObject({ ipRules });
    const { stdout } = await stack.project.pulumi(["stack", "output", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      missingIpRules: ["198.51.100.77"],
      endpointUrl: `https://${name}.openai.azure.com`,
    });
    await stack.program(own);
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(stack.armWrites()).toEqual(["DELETE deployments/embed", "DELETE deployments/gpt-5.1"]);
  });

  it("moves to another region under another name, since Azure keeps the old one", async () => {
    const program = azureProgram();
    await using stack = await startAzureStack(engine, { program });
    await stack.up();
    const { name } = stack.account();
    stack.armWrites();
    await stack.program(program.replace(`"eastus2"`, `"East US 2"`));
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(stack.armWrites()).toEqual([]);
    await stack.program(program.replace(`"eastus2"`, `"westus3"`));
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(stack.account().name).not.toBe(name);
    const methods = stack.armWrites().map((write) => write.split(" ")[0]);
    expect(methods.join(" ")).toBe("DELETE DELETE DELETE PUT PUT PUT");
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("asks for no key where a policy of the tenant has turned keys off", async () => {
    await using stack = await startAzureStack(engine, { program: azureProgram() });
    stack.simulator.setAzureSettings({ disableLocalAuthByPolicy: true });
    const { code, output } = await stack.up();
    expect(code).not.toBe(0);
    expect(output).toMatch(/the Azure account "sigma-ai-\w{6}" refuses keys: .*\[KEYS_DISABLED\]/);
    expect(stack.requests().filter((request) => request.includes("listKeys"))).toEqual([]);
    expect(stack.simulator.state("org-acme").integration).toBeNull();
  });

  it("tells every fault in the preview, and asks Azure for nothing", async () => {
    const inputs = `key: 3, extraAddresses: ["8.8.8.8/24"],`;
    const program = azureProgram({ sigmaAddresses: ["10.0.0.1"], inputs });
    await using stack = await startAzureStack(engine, { program });
    const { code, output } = await stack.project.pulumi(["preview"]);
    expect(code).not.toBe(0);
    expect(output).toMatch(/key: the value is not a choice; expected one of 1, 2/);
    expect(output).toMatch(/sigmaAddresses: "10\.0\.0\.1" is one of the private addresses/);
    expect(output).toMatch(/extraAddresses: .* expected "8\.8\.8\.0\/24"/);
    expect(output).not.toMatch(/^\s+at /m);
    expect(stack.requests()).toEqual([]);
  });
});
