import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ai, azure, openai, OUTSIDE, REQUEST } from "./support/configs.ts";
import { startInProcess, startInstalled } from "./support/stacks.ts";

const OVERWRITE = `${openai()}\nexisting = "overwrite"`;

await describeWithTerraform("what Sigma's API may be able to do", (engine) => {
  it("save only: what is there is overwritten only where that is asked for, and no drift is seen", async () => {
    await using stack = await startInstalled(engine, {
      config: ai(openai()),
      profile: "published",
    });
    const refused = await stack.apply();
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toMatch(/set existing to "overwrite".*\[EXISTENCE_UNKNOWN\]/);
    expect(stack.simulator.audit).toEqual([]);
    expect(await stack.resources()).toEqual([]);

    await stack.configure(ai(OVERWRITE));
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
    const [recorded] = await stack.resources();
    expect(recorded?.instances[0]?.attributes).toMatchObject({
      status: "unverified",
      drift_visibility: "none",
      remote: { ai_provider: "openai" },
      remote_revision: null,
      updated_by: null,
    });
  });

  it("save only: outside edits go unseen, which is said, and a changed key is saved", async () => {
    await using stack = await startInProcess(engine, {
      config: ai(OVERWRITE),
      profile: "published",
    });
    await stack.apply();
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
    const unseen = await stack.plan();
    expect(unseen.code).toBe(0);
    expect(unwrapped(unseen.output)).toContain("org-acme: drift cannot be seen");
    await stack.configure(ai(OVERWRITE.replace("key-1", "key-2")));
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
  });

  it("save only: a removal fails with what to do, and works once the integration may stay", async () => {
    await using stack = await startInProcess(engine, {
      config: ai(OVERWRITE),
      profile: "published",
    });
    await stack.apply();
    const failed = await stack.destroy();
    expect(failed.code).toBe(1);
    expect(unwrapped(failed.output)).toMatch(
      /Set removal to "retain", apply, .* under Administration > AI settings\. \[REMOVE_UNSUPPORTED\]/,
    );
    expect(await stack.resources()).toHaveLength(1);

    await stack.configure(ai(`${OVERWRITE}\nremoval = "retain"`));
    stack.requests();
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(stack.requests()).not.toContain(REQUEST.save);
    const removed = await stack.destroy();
    expect(removed.code).toBe(0);
    expect(unwrapped(removed.output)).toContain("the integration is left in place at Sigma");
    expect(await stack.resources()).toEqual([]);
    expect(stack.simulator.state("org-acme").integration).not.toBeNull();
  });

  it.each([
    ["OpenAI", openai(), openai(`"sim-openai-key-2"`)],
    ["Azure OpenAI", azure(), azure({ model: "gpt-51" })],
  ])(
    "the vendor's name only, with %s: its switch is seen, and all else goes on",
    async (_, added, edited) => {
      await using stack = await startInProcess(engine, { config: ai(added), profile: "minimal" });
      expect(await stack.apply()).toMatchObject({ code: 0 });
      expect(await stack.plan()).toMatchObject({ code: 0 });
      await stack.configure(ai(edited));
      expect(await stack.apply()).toMatchObject({ code: 0 });
      expect(await stack.plan()).toMatchObject({ code: 0 });
      const [recorded] = await stack.resources();
      expect(recorded?.instances[0]?.attributes).toMatchObject({
        status: "configured",
        drift_visibility: "partial",
      });

      await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
      expect(await stack.plan()).toMatchObject({ code: 2 });
      expect(await stack.apply()).toMatchObject({ code: 0 });
      expect(await stack.plan()).toMatchObject({ code: 0 });
      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").integration).toBeNull();
    },
  );
});
