import { expect, it } from "@jest/globals";
import { largeSeed } from "../../../simulator/index.ts";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ai, openai, REQUEST } from "./support/configs.ts";
import { startInProcess, startInstalled } from "./support/stacks.ts";

const COUNT = 20;
const EACH = `for_each = toset(data.sigma_tenants.all.tenants[*].organization_id)
  tenant   = each.key
  ${openai()}`;
const LIST = `data "sigma_tenants" "all" {}\n`;

await describeWithTerraform("tenants", (engine) => {
  it("side by side: one token for each organization, and one read and one save for each tenant", async () => {
    await using stack = await startInstalled(engine, {
      config: LIST + ai(EACH),
      seed: largeSeed({ tenants: COUNT }),
      tokenInterval: 50,
      env: { SIGMA_TOKEN_INTERVAL: "50" },
    });
    const tenants = COUNT + 2;
    expect(await stack.apply({}, "-parallelism=16")).toMatchObject({
      code: 0,
      output: expect.stringContaining(`${tenants} added, 0 changed, 0 destroyed`),
    });
    expect(stack.simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
    const applied = stack.requests();
    expect(count(applied, REQUEST.save)).toBe(tenants);
    expect(count(applied, REQUEST.read)).toBe(tenants);

    expect(await stack.plan()).toMatchObject({ code: 0 });
    const planned = stack.requests();
    expect(count(planned, REQUEST.read)).toBe(tenants);
    // The parent's token, and an exchange of it for each tenant.
    expect(count(planned, REQUEST.token)).toBe(tenants + 1);
    expect(new Set(stack.simulator.audit.map(({ organizationId }) => organizationId)).size).toBe(
      tenants,
    );
  });

  it("a change of tenant replaces, says what is turned off, and removes the old one", async () => {
    await using stack = await startInProcess(engine, {
      config: ai(`tenant = "org-acme-emea"\n${openai()}`),
    });
    await stack.apply();
    await stack.configure(ai(`tenant = "org-acme-apac"\n${openai()}`));
    const planned = await stack.plan();
    expect(planned.output).toMatch(
      /tenant += "org-acme-emea" -> "org-acme-apac" # forces replacement/,
    );
    expect(unwrapped(planned.output)).toContain(
      "the integration of org-acme-emea is removed, since tenant changes",
    );
    expect(await stack.apply()).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 added, 0 changed, 1 destroyed"),
    });
    expect(stack.simulator.state("org-acme-emea").integration).toBeNull();
    expect(stack.simulator.state("org-acme-apac").integration).toMatchObject({
      provider: "openAI",
    });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("one that is not there fails alone, and the others are applied", async () => {
    await using stack = await startInProcess(engine, {
      config: ai(
        `for_each = toset(["org-acme-emea", "org-none"])\n  tenant = each.key\n${openai()}`,
      ),
    });
    const failed = await stack.apply();
    expect(failed.code).toBe(1);
    expect(unwrapped(failed.output)).toMatch(/has no tenant "org-none".*\[TENANT_NOT_FOUND/);
    const [resource] = await stack.resources();
    expect(resource?.instances.map(({ index_key: key }) => key)).toEqual(["org-acme-emea"]);
  });

  it("credentials of another organization fail, and write nothing there", async () => {
    await using stack = await startInProcess(engine, { config: ai(openai()) });
    await stack.apply();
    stack.requests();
    Object.assign(stack.env, {
      SIGMA_CLIENT_ID: "globex-admin",
      SIGMA_CLIENT_SECRET: "globex-admin-secret",
    });
    for (const command of [stack.plan, stack.apply, stack.destroy]) {
      const refused = await command();
      expect(refused.code).toBe(1);
      expect(unwrapped(refused.output)).toContain(
        "the credentials belong to org-globex, but the resource manages org-acme",
      );
    }
    expect(new Set(stack.requests())).toEqual(new Set([REQUEST.token, REQUEST.whoami]));
    expect(await stack.resources()).toHaveLength(1);
  });
});

function count(requests: readonly string[], request: string): number {
  return requests.filter((each) => each === request).length;
}
