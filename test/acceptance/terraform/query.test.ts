import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import type { TerraformEngine } from "../../support/engine/terraform-engine.ts";
import { isAtLeast, parseVersion } from "../../support/engine/version.ts";
import { OUTSIDE } from "./support/configs.ts";
import { startInstalled } from "./support/stacks.ts";

const QUERY = `list "sigma_external_ai_integration" "all" {
  provider = sigma
}
`;

await describeWithTerraform("a query over the tenants", (engine) => {
  const whereThereAreQueries = hasQueries(engine) ? it : it.skip;
  whereThereAreQueries("lists every integration by its organization", async () => {
    await using stack = await startInstalled(engine, { config: "" });
    await stack.project.write({ "all.tfquery.hcl": QUERY });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.openai });
    await stack.simulator.saveOutside("org-acme-emea", { config: OUTSIDE.gemini });
    const found = await stack.project.run(["query"]);
    expect(found).toMatchObject({ code: 0 });
    expect(found.output).toMatch(/organization_id=org-acme\b/);
    expect(found.output).toMatch(/organization_id=org-acme-emea\b/);
    expect(found.output).not.toContain("org-acme-apac");
  });
});

/** Terraform has `query` from 1.14 on; OpenTofu has not. */
function hasQueries({ cli, version }: TerraformEngine): boolean {
  return cli === "terraform" && isAtLeast(parseVersion(version) ?? [0, 0, 0], "1.14");
}
