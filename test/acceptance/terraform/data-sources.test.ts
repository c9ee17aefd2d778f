import { expect, it } from "@jest/globals";
import type { SeedOverride } from "../../../simulator/index.ts";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import type { TerraformStack } from "../support/terraform-stack.ts";
import { ai, CONFIGS, openai, OUTSIDE } from "./support/configs.ts";
import { startInProcess } from "./support/stacks.ts";

const NOW = `data "sigma_external_ai_integration" "now" {}
output "now" { value = data.sigma_external_ai_integration.now }
`;
const EMEA = NOW.replaceAll("now", "emea").replace("{}", `{ tenant = "org-acme-emea" }`);
const TENANTS = `data "sigma_tenants" "all" {}\noutput "all" { value = data.sigma_tenants.all }\n`;
const NOTHING = { language_model: null, embedding_model: null, revision: null, updated_by: null };
const CONTOSO = "https://contoso.openai.azure.com";

const endpoints: [url: string, origin: string, deployment: string | null][] = [
  [CONTOSO, CONTOSO, null],
  [`${CONTOSO}/`, CONTOSO, null],
  [`${CONTOSO}/openai/deployments/gpt-41/chat/completions?api-version=1`, CONTOSO, "gpt-41"],
];

await describeWithTerraform("what is asked of Sigma", (engine) => {
  it("is what an organization and a tenant have now, and which tenants there are", async () => {
    await using stack = await startInProcess(engine, { config: NOW + EMEA + TENANTS });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.azure });
    expect(await outputs(stack)).toMatchObject({
      now: {
        id: "org-acme",
        organization_id: "org-acme",
        tenant: null,
        status: "configured",
        ai_provider: "azureOpenai",
        language_model: { deployment_id: "gpt-41", endpoint_url: CONTOSO },
        embedding_model: { deployment_id: "embed", endpoint_url: CONTOSO },
        revision: "api:1",
        updated_by: "user-grace",
      },
      emea: { ...NOTHING, id: "org-acme-emea", status: "absent", ai_provider: null },
      all: {
        id: "org-acme",
        tenants: [
          { organization_id: "org-acme-emea", name: "Acme EMEA", slug: "acme-emea" },
          { organization_id: "org-acme-apac", name: "Acme APAC", slug: "acme-apac" },
        ],
      },
    });
  });

  it("cannot always be told, which is not absent", async () => {
    await using stack = await startInProcess(engine, { config: NOW, profile: "published" });
    expect(await outputs(stack)).toMatchObject({
      now: { ...NOTHING, status: "unverified", ai_provider: null },
    });
  });

  it("is an error where it fails", async () => {
    await using stack = await startInProcess(engine, { config: NOW });
    stack.simulator.fault({
      method: "GET",
      path: CONFIGS,
      times: 0,
      effect: { kind: "status", status: 403 },
    });
    const failed = await stack.plan();
    expect(failed.code).toBe(1);
    expect(unwrapped(failed.output)).toContain("[NOT_PERMITTED");
  });

  it("is asked after what it depends on is applied", async () => {
    const after = "{ depends_on = [sigma_external_ai_integration.ai] }";
    await using stack = await startInProcess(engine, {
      config: NOW.replace("{}", after) + ai(openai()),
    });
    expect(await outputs(stack)).toMatchObject({ now: { ai_provider: "openai" } });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("is all of many tenants", async () => {
    const organizations: NonNullable<SeedOverride["organizations"]> = [
      { id: "org-acme", name: "Acme", slug: "acme" },
      ...Array.from({ length: 120 }, (_, index) => ({
        id: `org-tenant-${index}`,
        name: `Tenant ${index}`,
        slug: `tenant-${index}`,
        parentId: "org-acme",
      })),
    ];
    await using stack = await startInProcess(engine, {
      config: `data "sigma_tenants" "all" {}\noutput "count" { value = length(data.sigma_tenants.all.tenants) }`,
      seed: {
        organizations,
        users: [
          {
            id: "user-ada",
            email: "ada@a.example",
            organizationId: "org-acme",
            accountType: "Admin",
          },
        ],
        credentials: [
          { clientId: "acme-admin", clientSecret: "acme-admin-secret", userId: "user-ada" },
        ],
      },
    });
    expect(await outputs(stack)).toEqual({ count: 120 });
  });
});

await describeWithTerraform("the function azure_endpoint", (engine) => {
  const call = (url: string): string => `provider::sigma::azure_endpoint("${url}")`;

  it("finds origin and deployment in whatever was pasted", async () => {
    const values = endpoints.map(([url]) => call(url)).join(", ");
    await using stack = await startInProcess(engine, {
      config: `output "parts" { value = [${values}] }`,
    });
    expect(await outputs(stack)).toEqual({
      parts: endpoints.map(([, origin, deployment]) => ({ origin, deployment })),
    });
    expect(stack.requests()).toEqual([]);
  });

  it.each(["http://contoso.openai.azure.com", "contoso", ""])("refuses %j", async (url) => {
    await using stack = await startInProcess(engine, {
      config: `output "parts" { value = ${call(url)} }`,
    });
    const failed = await stack.plan();
    expect(failed.code).toBe(1);
    expect(unwrapped(failed.output)).toContain("the value is not an https URL (not shown)");
  });
});

/** Applies, and gives the values of all outputs. */
async function outputs(stack: TerraformStack): Promise<Record<string, unknown>> {
  expect(await stack.apply()).toMatchObject({ code: 0 });
  const { stdout } = await stack.project.run(["output", "-json"]);
  const read: Record<string, { value: unknown }> = JSON.parse(stdout);
  return Object.fromEntries(Object.entries(read).map(([name, { value }]) => [name, value]));
}
