import { expect, it } from "@jest/globals";
import { largeSeed } from "../../../simulator/index.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import {
  azureProgram,
  SIGMA_ADDRESSES,
  startAzureStack,
  type AzureStack,
} from "./support/pulumi-azure-stack.ts";

const ELSEWHERE = ["198.51.100.77"];

await describeWithEngine("AzureOpenAiForSigma on the real engine", (engine) => {
  it("refused, cured, unchanged, rotated and removed, each in Azure's order", async () => {
    await using stack = await startAzureStack(engine, {
      program: azureProgram({ sigmaAddresses: ELSEWHERE }),
    });
    const refused = await stack.up();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("Failed to validate");
    expect(refused.output).toMatch(/allow.*Sigma's (?:egress )?addresses/i);
    expect(stack.armWrites()).toEqual([
      expect.stringMatching(/^PUT accounts\/sigma-ai-[a-z0-9]{6}$/),
      "PUT deployments/gpt-4.1",
      "PUT deployments/text-embedding-3-small",
    ]);
    expect(stack.simulator.state("org-acme").integration).toBeNull();

    await stack.program(azureProgram());
    expect(await stack.up()).toMatchObject({
      code: 0,
      output: expect.stringMatching(/\+ 1 created\n\s+~ 1 updated/),
    });
    const { key1, key2 } = stack.account().keyDigests;
    expect(savedKeys(stack)).toEqual([key1, key1]);
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });

    await stack.program(azureProgram({ inputs: "key: 2," }));
    stack.armWrites();
    expect(await stack.up()).toMatchObject({
      code: 0,
      output: expect.stringContaining("~ 1 updated"),
    });
    expect(savedKeys(stack)).toEqual([key2, key2]);
    const noChange = await stack.project.pulumi(["preview", "--expect-no-changes"]);
    expect(noChange).toMatchObject({ code: 0 });
    expect(stack.armWrites()).toEqual([]);

    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(removals(stack)).toEqual([
      "aiConfigs",
      "text-embedding-3-small",
      "gpt-4.1",
      expect.stringMatching(/^sigma-ai-/),
    ]);
    expect(stack.simulator.state("org-acme").integration).toBeNull();
  });

  it("an account that is busy after a write fails the run, and the next one goes on", async () => {
    await using stack = await startAzureStack(engine, { program: azureProgram() });
    stack.simulator.setAzureSettings({ busyTime: 60_000 });
    const failed = await stack.up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain(`Code="RequestConflict"`);
    stack.simulator.setAzureSettings({ busyTime: 0 });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("rules that somebody changed at Azure are put right", async () => {
    await using stack = await startAzureStack(engine, { program: azureProgram() });
    await stack.up();
    const { name, ipRules } = stack.account();
    stack.simulator.setAzureFirewall(name, { defaultAction: "Deny", ipRules: [] });
    expect(await stack.driftCheck()).toMatchObject({ code: 7 });
    expect(await stack.up({}, "--refresh")).toMatchObject({ code: 0 });
    expect(stack.account()).toMatchObject({ ipRules });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("an account that is there already gets deployments, and its rules are told but never written", async () => {
    await using stack = await startAzureStack(engine, {
      program: `${azureProgram({ inputs: 'account: { name: "theirs" },' })}
export const { missingIpRules, missingIpRulesCommand } = azure;`,
    });
    await stack.makeAccount("theirs");
    stack.simulator.setAzureFirewall("theirs", {
      defaultAction: "Deny",
      ipRules: ["203.0.113.10"],
    });
    stack.armWrites();
    expect((await stack.up()).output).toContain("Failed to validate");
    expect(stack.armWrites()).toEqual([
      "PUT deployments/gpt-4.1",
      "PUT deployments/text-embedding-3-small",
    ]);
    const { stdout } = await stack.project.pulumi(["stack", "output", "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      missingIpRules: ["203.0.113.11"],
      missingIpRulesCommand: expect.stringContaining("--name theirs --ip-address 203.0.113.11"),
    });

    stack.simulator.setAzureFirewall("theirs", { defaultAction: "Deny", ipRules: SIGMA_ADDRESSES });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(stack.account()).toMatchObject({ name: "theirs", deployments: [] });
  });

  it("a Foundry account has a project, made before the deployments", async () => {
    await using stack = await startAzureStack(engine, {
      program: azureProgram({ inputs: 'kind: "AIServices", project: "bi",' }),
    });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(stack.armWrites().map((write) => write.replace(/\/sigma-ai-.*/, ""))).toEqual([
      "PUT accounts",
      "PUT projects/bi",
      "PUT deployments/gpt-4.1",
      "PUT deployments/text-embedding-3-small",
    ]);
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(stack.simulator.azureState().accounts).toEqual([]);
  });

  it("40 tenants use one account", async () => {
    await using stack = await startAzureStack(engine, {
      seed: largeSeed({ tenants: 40 }),
      program: azureProgram({
        integrations: `
for (let n = 1; n <= 40; n += 1) {
  const tenant = "org-tenant-" + String(n).padStart(3, "0");
  new ExternalAiIntegration(tenant, { azureOpenai: once, tenant });
}`,
      }),
    });
    expect(await stack.up()).toMatchObject({
      code: 0,
      output: expect.stringContaining("+ 46 created"),
    });
    expect(stack.armWrites()).toHaveLength(3);
    const { key1 } = stack.account().keyDigests;
    expect(savedKeys(stack, "org-tenant-040")).toEqual([key1, key1]);
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("protects what it is told to, and lets a transformation change its children", async () => {
    const program = azureProgram({
      options: `{ protect: true, transforms: [({ type, props, opts }) =>
        type.endsWith(":Account") ? { props: { ...props, tags: { team: "bi" } }, opts } : undefined] }`,
    });
    await using stack = await startAzureStack(engine, { program });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await stack.armBody()).toMatchObject({ tags: { team: "bi" } });
    const refused = await stack.destroy();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("protected");
    expect(stack.account().deployments).toHaveLength(2);
  });
});

/** The digests of the keys that Sigma has for both models. */
function savedKeys({ simulator }: AzureStack, organization = "org-acme"): (string | undefined)[] {
  const digests = simulator.state(organization).integration?.keyDigests ?? {};
  return [digests["languageModel.apiKey"], digests["embeddingModel.apiKey"]];
}

/** What was removed, at Sigma and at Azure, in order. */
function removals({ simulator }: AzureStack): string[] {
  return simulator.requests
    .filter(({ method }) => method === "DELETE")
    .map(({ path }) => path.split("/").at(-1) ?? "");
}
