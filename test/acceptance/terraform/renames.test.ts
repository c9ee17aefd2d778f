import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ai, CONFIGS, openai, REQUEST } from "./support/configs.ts";
import { startInProcess } from "./support/stacks.ts";

const MOVED = `moved {
  from = sigma_external_ai_integration.ai
  to   = sigma_external_ai_integration.renamed
}
`;
const FORGET = `removed {
  from = sigma_external_ai_integration.twin
  lifecycle {
    destroy = false
  }
}
`;
const REPLACE = "-replace=sigma_external_ai_integration.ai";

await describeWithTerraform("a resource under another name", (engine) => {
  it("with a moved block is the same integration", async () => {
    await using stack = await startInProcess(engine, { config: ai(openai()) });
    await stack.apply();
    await stack.configure(MOVED + ai(openai(), "renamed"));
    stack.requests();
    expect(await stack.apply()).toMatchObject({
      code: 0,
      output: expect.stringContaining("0 added, 0 changed, 0 destroyed"),
    });
    expect(stack.requests()).not.toContain(REQUEST.save);
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  // The engine removes and creates side by side, so that either may come first.
  it.each(["POST", "DELETE"])(
    "without one is told of it, and Sigma has the integration in the end (%s is slow)",
    async (method) => {
      await using stack = await startInProcess(engine, { config: ai(openai()) });
      await stack.apply();
      await stack.configure(ai(openai(), "renamed"));
      const planned = await stack.plan();
      expect(planned.output).toContain("1 to add, 0 to change, 1 to destroy");
      expect(unwrapped(planned.output)).toContain(
        "one resource of this plan removes the integration and another one adds it",
      );
      stack.simulator.fault({ method, path: CONFIGS, effect: { kind: "delay", ms: 200 } });
      expect(await stack.apply()).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
      expect((await stack.resources()).map(({ name }) => name)).toEqual(["renamed"]);
      expect(await stack.plan()).toMatchObject({ code: 0 });
    },
  );

  it("is not what a forced replacement is: that removes and adds", async () => {
    await using stack = await startInProcess(engine, { config: ai(openai()) });
    await stack.apply();
    const replaced = await stack.apply({}, REPLACE);
    expect(replaced).toMatchObject({ code: 0 });
    // The engine shows no warning of a plan that it replaces on request, so that the apply must.
    expect(replaced.output).toContain("AI was turned off");
    expect(replaced.output).not.toContain("moved block");
    expect(stack.simulator.audit.map(({ event }) => event)).toEqual([
      "AI_PROVIDER_ADDED",
      "AI_PROVIDER_REMOVED",
      "AI_PROVIDER_ADDED",
    ]);
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("is not what a replacement before removal is: that leaves the integration in place", async () => {
    const config = ai(`${openai()}\nlifecycle { create_before_destroy = true }`);
    await using stack = await startInProcess(engine, { config });
    await stack.apply();
    const replaced = await stack.apply({}, REPLACE);
    expect(replaced).toMatchObject({ code: 0 });
    expect(replaced.output).not.toMatch(/moved block|AI is turned off/);
    expect(unwrapped(replaced.output)).toContain("it is left in place for it");
    expect(stack.simulator.audit.map(({ event }) => event)).toEqual([
      "AI_PROVIDER_ADDED",
      "AI_PROVIDER_EDITED",
    ]);
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("that manages the same organization is not removed, but taken out of the state", async () => {
    const twin = ai(openai(), "twin");
    await using stack = await startInProcess(engine, { config: ai(openai()) });
    await stack.apply();
    await stack.configure(ai(openai()) + twin);
    const imported = ["import", "sigma_external_ai_integration.twin", "org-acme"];
    expect(await stack.project.run(imported)).toMatchObject({ code: 0 });

    await stack.configure(ai(openai()));
    const refused = await stack.apply();
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toMatch(
      /would take the integration away from the other one.*destroy = false.*\[DUPLICATE_RESOURCE\]/,
    );
    expect(stack.requests()).not.toContain(REQUEST.remove);

    await stack.configure(ai(openai()) + FORGET);
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect((await stack.resources()).map(({ name }) => name)).toEqual(["ai"]);
    expect(stack.simulator.state("org-acme").integration).not.toBeNull();
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });
});
