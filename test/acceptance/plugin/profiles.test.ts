import { expect, it } from "@jest/globals";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { integration, startYamlStack } from "./support/yaml-stack.ts";

const OPENAI = "openai: { apiKey: sim-openai-key-1 }";
const OVERWRITE = `${OPENAI}\nexisting: overwrite`;

await describeWithEngine(
  "what Sigma's API may be able to do, through the plugin",
  (engine) => {
    it("save only: an overwrite is asked for, drift goes unseen, and a removal says what to do", async () => {
      await using stack = await startYamlStack(engine, {
        program: integration(OPENAI),
        profile: "published",
      });
      const refused = await stack.up();
      expect(refused.code).not.toBe(0);
      expect(refused.output).toContain("[EXISTENCE_UNKNOWN]");
      expect(stack.simulator.audit).toEqual([]);

      await stack.program(integration(OVERWRITE));
      expect(await stack.up()).toMatchObject({ code: 0 });
      const check = await stack.driftCheck();
      expect(check).toMatchObject({ code: 0 });
      expect(check.output).toContain("org-acme: drift cannot be seen");
      const failed = await stack.destroy();
      expect(failed.code).not.toBe(0);
      expect(failed.output).toContain("[REMOVE_UNSUPPORTED]");

      await stack.program(integration(`${OVERWRITE}\nremoval: retain`));
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").integration).not.toBeNull();
    });

    it("the vendor's name only: its switch is seen, and all else goes on", async () => {
      await using stack = await startYamlStack(engine, {
        program: integration(OPENAI),
        profile: "minimal",
      });
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
      await stack.simulator.saveOutside("org-acme", {
        config: { provider: "gemini", apiKey: "sim-gemini-key-1" },
      });
      const check = await stack.driftCheck();
      expect(check.code).toBe(7);
      expect(check.output).toContain("vendor changed outside");
      expect(await stack.up({}, "--refresh")).toMatchObject({ code: 0 });
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });

    it("a change of tenant replaces, and clears the old place after the new one is saved", async () => {
      await using stack = await startYamlStack(engine, {
        program: integration(`${OPENAI}\ntenant: org-acme-apac`),
      });
      expect(await stack.up()).toMatchObject({ code: 0 });
      await stack.program(integration(`${OPENAI}\ntenant: org-acme-emea`));
      const preview = await stack.project.pulumi(["preview", "--diff"]);
      expect(preview.output).toContain("1 to replace");
      expect(preview.output).toContain('~ tenant: "org-acme-apac" => "org-acme-emea"');
      const removed = await stack.up();
      expect(removed).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme-emea").integration).toMatchObject({
        provider: "openAI",
      });
      expect(stack.simulator.state("org-acme-apac").integration).toBeNull();
    });
  },
  obtainPulumiYaml,
);
