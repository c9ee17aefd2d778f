import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { createSimulator } from "../../../simulator/index.ts";
import { builtProvider } from "../../support/built-provider.ts";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { createTerraformProject } from "../../support/terraform-project.ts";
import { ACME } from "../support/stack.ts";
import { OUTSIDE } from "./support/configs.ts";

const FOLDER = join(import.meta.dirname, "../../../examples/terraform");
const ORGANIZATIONS = ["org-acme", "org-acme-emea", "org-acme-apac"];

/** The keys that the examples ask for, as variables of the environment. */
const KEYS = {
  TF_VAR_openai_key: "sim-openai-key-1",
  TF_VAR_azure_key: "sim-contoso-key-1",
  TF_VAR_gemini_key: "sim-gemini-key-1",
  TF_VAR_anthropic_key: "sim-anthropic-key-1",
};

/** They need azapi too, and have tests of their own beside this folder. */
const WITH_AZAPI = new Set(["azure", "azure-existing"]);

const examples = (await readdir(FOLDER, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && !WITH_AZAPI.has(entry.name))
  .map(({ name }) => name);

await describeWithTerraform("the examples", (engine) => {
  it.each(examples)("%s runs as it stands", async (name) => {
    const simulator = await createSimulator({ tokenInterval: 0 });
    await using project = await createTerraformProject({
      engine,
      files: { "main.tf": await readFile(join(FOLDER, name, "main.tf"), "utf8") },
      providers: [builtProvider()],
      env: {
        SIGMA_BASE_URL: simulator.url,
        SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
        SIGMA_TOKEN_INTERVAL: "0",
        ...ACME,
        ...KEYS,
      },
    });
    try {
      const isImport = name === "import";
      if (isImport) await simulator.saveOutside("org-acme", { config: OUTSIDE.openai });
      expect(await project.run(["init"])).toMatchObject({ code: 0 });
      expect(await project.run(["fmt", "-check"])).toMatchObject({ code: 0 });
      const applied = await project.run(["apply", "-auto-approve"]);
      expect(applied).toMatchObject({ code: 0 });
      expect(applied.output).toContain(isImport ? "1 imported, 0 added, 0 changed" : "0 changed");
      const configured = ORGANIZATIONS.filter((id) => simulator.state(id).integration !== null);
      expect(configured).toEqual(name === "tenants" ? ORGANIZATIONS.slice(1) : ["org-acme"]);

      expect(await project.run(["plan", "-detailed-exitcode"])).toMatchObject({ code: 0 });
      const env = { SIGMA_ALLOW_ASSUMED: "write" };
      expect(await project.run(["destroy", "-auto-approve"], { env })).toMatchObject({ code: 0 });
      for (const id of ORGANIZATIONS) expect(simulator.state(id).integration).toBeNull();
    } finally {
      await simulator.close();
    }
  });
});
