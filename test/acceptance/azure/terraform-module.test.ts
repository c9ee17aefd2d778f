import { expect, it } from "@jest/globals";
import { unwrapped } from "../../support/terraform-text.ts";
import { describeWithAzapi, startAzapiStack } from "./support/azapi.ts";
import { ALLOWED, deleted, put, writesOf } from "./support/chain.ts";

await describeWithAzapi(
  "the module azure-openai-for-sigma",
  (engine) => {
    it("makes an account with a Foundry project, provisioned throughput and ranges, and does not drift", async () => {
      await using stack = await startAzapiStack(engine, "azure");
      await stack.project.write({ "azure/main.tf": callOf("azure", FOUNDRY) });
      expect(await stack.run(["init"])).toMatchObject({ code: 0 });
      const writes = writesOf(stack.simulator);
      expect(await stack.apply()).toMatchObject({ code: 0 });
      const paths = [
        "",
        "/projects/ai",
        "/deployments/chat",
        "/deployments/text-embedding-3-small",
      ];
      expect(writes()).toEqual(paths.map((path) => put("sigma-ai-foundry", path)));
      expect(await stack.plan()).toMatchObject({ code: 0 });
      const read = async (path: string): Promise<unknown> =>
        JSON.parse(await (await stack.arm.request("GET", path)).text());
      expect(await read("accounts/sigma-ai-foundry")).toMatchObject({
        kind: "AIServices",
        properties: {
          networkAcls: {
            defaultAction: "Deny",
            bypass: "None",
            ipRules: ["198.51.100.0/24", "203.0.113.10", "203.0.113.11", "203.0.113.9"].map(
              (value) => ({ value }),
            ),
          },
        },
      });
      expect(await read("accounts/sigma-ai-foundry/deployments/chat")).toMatchObject({
        sku: { name: "DataZoneProvisionedManaged", capacity: 15 },
        tags: { team: "data" },
        properties: { model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" } },
      });
      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect(writes()).toEqual(paths.toReversed().map((path) => deleted("sigma-ai-foundry", path)));
    });

    it("refuses what Azure would refuse, in words that name the input", async () => {
      await using stack = await startAzapiStack(engine, "azure");
      const writes = writesOf(stack.simulator);
      // Terraform looks at inputs together only once each is right by itself.
      for (const faults of [ONE_INPUT, TWO_INPUTS]) {
        const calls = faults.map(([name, change]) => callOf(name, change));
        await stack.project.write({ "azure/faults.tf": calls.join("\n") });
        expect(await stack.run(["init"])).toMatchObject({ code: 0 });
        const plan = await stack.plan(ALLOWED);
        expect(plan.code).toBe(1);
        const text = unwrapped(plan.output);
        for (const [, , message] of faults) expect(text).toContain(message);
      }
      expect(writes()).toEqual([]);
    });
  },
  ["terraform"],
);

const FOUNDRY = {
  suffix: '"foundry"',
  kind: '"AIServices"',
  project: '"ai"',
  data_residency: '"dataZone"',
  language_model:
    '{ name = "gpt-4.1", version = "2025-04-14", deployment_name = "chat", capacity = 15 }',
  throughput: '"provisioned"',
  accept_provisioned_billing: "true",
  sigma_addresses: '["203.0.113.11", "203.0.113.10/31", "203.0.113.9/32"]',
  extra_addresses: '["198.51.100.77/24"]',
  tags: '{ team = "data" }',
};

/** A call of the module: its name, what is wrong in it, and what is said about it. */
type Fault = readonly [string, Readonly<Record<string, string>>, string];

const ONE_INPUT: readonly Fault[] = [
  ["name", { name: '"Sigma AI"' }, "name: 1 to 55 lower-case letters"],
  ["suffix", { suffix: '"UPPER"' }, "suffix: 1 to 8 lower-case letters and digits"],
  ["kind", { kind: '"SpeechServices"' }, 'kind: "OpenAI" or "AIServices"'],
  ["residency", { data_residency: '"eu"' }, 'data_residency: "global", "dataZone" or "regional"'],
  [
    "capacity",
    { language_model: '{ name = "gpt-4.1", version = "2025-04-14", capacity = 0 }' },
    "language_model.capacity: a whole number",
  ],
  [
    "embedding",
    { embedding_model: '{ name = "text-embedding-3-large", version = "1" }' },
    'embedding_model.name: Sigma needs "text-embedding-3-small"',
  ],
  ["none", { sigma_addresses: "[]" }, "without Sigma's addresses Azure keeps Sigma out"],
  ["ipv6", { sigma_addresses: '["2001:db8::1"]' }, "sigma_addresses: IPv4 addresses such as"],
  ["private", { sigma_addresses: '["172.20.0.0/16"]' }, "sigma_addresses: public addresses only"],
  ["extra", { extra_addresses: '["192.168.0.1"]' }, "extra_addresses: public addresses only"],
  ["key", { key: "3" }, "key: 1, 2 or null"],
  ["upgrade", { version_upgrade_option: '"Never"' }, "version_upgrade_option:"],
];

const TWO_INPUTS: readonly Fault[] = [
  ["location", { location: "null" }, "location: give the region"],
  ["project", { project: '"ai"' }, 'project: only with kind = "AIServices"'],
  [
    "same",
    {
      embedding_model:
        '{ name = "text-embedding-3-small", version = "1", deployment_name = "gpt-4.1" }',
    },
    "embedding_model.deployment_name: the language model's deployment has that name",
  ],
  [
    "units",
    { throughput: '"provisioned"', accept_provisioned_billing: "true" },
    "language_model.capacity: give the number of provisioned units",
  ],
  ["billing", { throughput: '"provisioned"' }, "Set accept_provisioned_billing = true"],
];

function callOf(name: string, change: Readonly<Record<string, string>>): string {
  const inputs = {
    source: '"./modules/azure-openai-for-sigma"',
    resource_group_name: '"sigma"',
    location: '"eastus2"',
    data_residency: '"global"',
    language_model: '{ name = "gpt-4.1", version = "2025-04-14" }',
    embedding_model: '{ name = "text-embedding-3-small", version = "1" }',
    sigma_addresses: '["203.0.113.10"]',
    ...change,
  };
  const lines = Object.entries(inputs).map(([input, value]) => `${input} = ${value}`);
  return `module "${name}" {\n${lines.join("\n")}\n}`;
}
