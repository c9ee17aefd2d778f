import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ai, azure, CONFIGS, openai, OUTSIDE } from "./support/configs.ts";
import { startInProcess, startInstalled } from "./support/stacks.ts";

const OPENAI = ai(openai());

await describeWithTerraform("changes outside", (engine) => {
  it("a vendor switched outside is drift with who and when, and the next apply puts it right", async () => {
    await using stack = await startInstalled(engine, { config: OPENAI });
    await stack.apply();
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
    const seen = await stack.plan();
    expect(seen.code).toBe(2);
    expect(unwrapped(seen.output)).toMatch(
      /org-acme: openai: vendor changed outside: Sigma reports "gemini", last applied "openai", by user-grace at 20/,
    );
    const applied = await stack.apply();
    expect(applied).toMatchObject({ code: 0 });
    expect(unwrapped(applied.output)).toContain(
      'a change made outside is overwritten: Sigma reports the vendor "gemini"',
    );
    expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("a deployment changed outside is named, and put back", async () => {
    await using stack = await startInProcess(engine, { config: ai(azure()) });
    await stack.apply();
    const { languageModel, ...rest } = OUTSIDE.azure;
    await stack.simulator.saveOutside("org-acme", {
      config: { ...rest, languageModel: { ...languageModel, deploymentId: "gpt-51" } },
    });
    const seen = await stack.plan();
    expect(seen.code).toBe(2);
    expect(unwrapped(seen.output)).toContain(
      'azure_openai.language_model.deployment_id: language_model.deployment_id changed outside: Sigma reports "gpt-51", last applied "gpt-41"',
    );
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("a key rotated outside is drift, and credential_drift says what comes of it", async () => {
    await using stack = await startInProcess(engine, { config: OPENAI });
    await stack.apply();
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.openaiRotated });
    const seen = await stack.plan();
    expect(seen.code).toBe(2);
    expect(unwrapped(seen.output)).toMatch(
      /openai\.api_key_wo: credential changed outside: revision api:2, last applied api:1, by user-grace at 20/,
    );

    await stack.configure(ai(`${openai()}\ncredential_drift = "stop"`));
    const stopped = await stack.apply();
    expect(stopped.code).toBe(1);
    expect(unwrapped(stopped.output)).toMatch(
      /was changed outside: .* by user-grace at .*\[CHANGED_OUTSIDE\]/,
    );

    await stack.configure(ai(`${openai()}\ncredential_drift = "ignore"`));
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme").revision).toBe(2);

    await stack.configure(ai(`${openai()}\ncredential_drift = "correct"`));
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme").revision).toBe(3);
  });

  it("a refresh that is recorded does not lose the drift", async () => {
    await using stack = await startInProcess(engine, { config: OPENAI });
    await stack.apply();
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
    expect(await stack.apply({}, "-refresh-only")).toMatchObject({ code: 0 });
    const [recorded] = await stack.resources();
    expect(recorded?.instances[0]?.attributes).toMatchObject({
      ai_provider: "gemini",
      applied: { ai_provider: "openai" },
      remote: { ai_provider: "gemini" },
      updated_by: "user-grace",
    });
    const planned = await stack.plan();
    expect(planned.code).toBe(2);
    expect(unwrapped(planned.output)).toContain('Sigma reports "gemini", last applied "openai"');
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("an integration removed outside is drift, and is added again", async () => {
    await using stack = await startInProcess(engine, { config: OPENAI });
    await stack.apply();
    stack.simulator.removeOutside("org-acme");
    const seen = await stack.plan();
    expect(seen.code).toBe(2);
    expect(unwrapped(seen.output)).toContain("org-acme: the integration was removed outside");
    expect(seen.output).toContain("1 to add, 0 to change, 0 to destroy");
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
    stack.simulator.removeOutside("org-acme");
    // The refresh has found that it is gone, so that nothing is left to remove.
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(await stack.resources()).toEqual([]);
  });

  it("a read that fails is a failed plan and no drift, and the state stays", async () => {
    await using stack = await startInProcess(engine, { config: OPENAI });
    await stack.apply();
    stack.simulator.fault({
      method: "GET",
      path: CONFIGS,
      times: 0,
      effect: { kind: "status", status: 403 },
    });
    const failed = await stack.plan();
    expect(failed.code).toBe(1);
    expect(unwrapped(failed.output)).toContain("[NOT_PERMITTED");
    expect(await stack.resources()).toHaveLength(1);
    stack.simulator.clearFaults();
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });
});
