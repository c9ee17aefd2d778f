import { expect, it } from "@jest/globals";
import { createSimulator } from "../../../simulator/index.ts";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { createPulumiProject } from "../../support/pulumi-project.ts";
import { sectionsOf, withoutInstallation } from "../support/page-sections.ts";
import { ACME } from "../support/stack.ts";

const HEADINGS = new Set(["With the plugin", "Import", "Several organizations"]);

await describeWithEngine(
  "the page of Pulumi",
  (engine) => {
    it("leads from the installation to two organizations", async () => {
      const simulator = await createSimulator({ tokenInterval: 0 });
      const project = await createPulumiProject({
        engine,
        files: {},
        env: {
          ...ACME,
          SIGMA_BASE_URL: simulator.url,
          SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
          SIGMA_TOKEN_INTERVAL: "0",
          OPENAI_API_KEY: "sim-openai-key-1",
          PULUMI_SKIP_CONFIRMATIONS: "true",
        },
      });
      project.setEnv({ HOME: project.folder });
      try {
        const steps = sectionsOf("docs/pulumi.md")
          .filter(({ heading }) => HEADINGS.has(heading))
          .flatMap((section) => section.steps);
        const run = await project.shell(withoutInstallation(["set -e", ...steps].join("\n")));
        expect(run).toMatchObject({ code: 0 });
        for (const organization of ["org-acme", "org-globex"]) {
          expect(simulator.state(organization).integration).toMatchObject({ provider: "openAI" });
        }
        const events = simulator.audit.map(({ event }) => event);
        expect(events).toEqual(["AI_PROVIDER_ADDED", "AI_PROVIDER_EDITED", "AI_PROVIDER_ADDED"]);
      } finally {
        await project.remove();
        await simulator.close();
      }
    });
  },
  obtainPulumiYaml,
);
