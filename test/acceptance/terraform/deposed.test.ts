import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ai, CONFIGS, openai, REQUEST } from "./support/configs.ts";
import { startInProcess } from "./support/stacks.ts";

const ADDRESS = "sigma_external_ai_integration.ai";

await describeWithTerraform("an object that a replacement has left behind", (engine) => {
  it("is removed by the next apply, and the new one stays: a change of tenant", async () => {
    await using stack = await startInProcess(engine, { config: inTenant("org-acme-emea") });
    await stack.apply();
    await stack.configure(inTenant("org-acme-apac"));
    const effect = { kind: "status", status: 403 } as const;
    stack.simulator.fault({ method: "DELETE", path: CONFIGS, effect });
    expect(await stack.apply()).toMatchObject({
      code: 1,
      output: expect.stringContaining("[NOT_PERMITTED"),
    });
    expect(await instancesOf(stack)).toEqual(["org-acme-apac", "org-acme-emea"]);

    const planned = await stack.plan();
    expect(planned.code).toBe(2);
    expect(planned.output).toContain("0 to add, 0 to change, 1 to destroy");
    expect(unwrapped(planned.output)).toContain("org-acme-emea: removing the integration");
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme-emea").integration).toBeNull();
    expect(stack.simulator.state("org-acme-apac").integration).not.toBeNull();
    expect(await instancesOf(stack)).toEqual(["org-acme-apac"]);
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("is not removed where the new one has the same organization, and an import leads out", async () => {
    const config = ai(openai(`"sim-openai-key-1"`, "api_key_wo_version = 1"));
    await using stack = await startInProcess(engine, { config });
    await stack.apply();
    await depose(join(stack.project.folder, "terraform.tfstate"));
    const refused = await stack.apply();
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toMatch(
      /for a deposed object use state rm, and import the resource again\. +\[DUPLICATE_RESOURCE\]/,
    );
    expect(await stack.project.run(["state", "rm", ADDRESS])).toMatchObject({ code: 0 });
    expect(await stack.project.run(["import", ADDRESS, "org-acme"])).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
    expect(stack.requests()).not.toContain(REQUEST.remove);
  });
});

function inTenant(tenant: string): string {
  return ai(`tenant = "${tenant}"\n${openai()}\nlifecycle { create_before_destroy = true }`);
}

/** The organizations in the state, the new ones first. */
async function instancesOf({
  resources,
}: Awaited<ReturnType<typeof startInProcess>>): Promise<unknown[]> {
  const instances = (await resources()).flatMap((resource) => resource.instances);
  return instances.map(({ attributes: { id } }) => id);
}

/** Leaves the state as an engine does that is killed between the two halves of a replacement before removal. */
async function depose(file: string): Promise<void> {
  const state: { resources: { instances: object[] }[]; serial: number } = JSON.parse(
    await readFile(file, "utf8"),
  );
  for (const { instances } of state.resources) {
    instances.push({ ...instances[0], deposed: "0a1b2c3d" });
  }
  await writeFile(file, JSON.stringify({ ...state, serial: state.serial + 1 }));
}
