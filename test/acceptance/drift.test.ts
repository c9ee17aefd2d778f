import { expect, it } from "@jest/globals";
import { describeWithEngine } from "../support/engine/requirement.ts";
import { startStack } from "./support/stack.ts";

const OPENAI = `new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" } });`;
const CONFIGS = "/v2/organizations/settings/aiConfigs";

await describeWithEngine("changes outside, on the real engine", (engine) => {
  it("a key changed outside is drift with who and when, in every value of credentialDrift", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    await stack.up();
    await stack.simulator.saveOutside("org-acme", {
      config: { provider: "openAI", apiKey: "sim-openai-key-2" },
    });
    const seen = await stack.driftCheck();
    expect(seen.code).toBe(7);
    expect(seen.output).toMatch(
      /org-acme: warning: openai\.apiKey: credential changed outside: revision api:2, last applied api:1, by user-grace at 20/,
    );

    await stack.program(withDrift("stop"));
    const stopped = await stack.up({}, "--refresh");
    expect(stopped).toMatchObject({
      code: 1,
      output: expect.stringContaining("[CHANGED_OUTSIDE]"),
    });
    expect(stopped.output).toContain("by user-grace at 20");

    await stack.program(withDrift("ignore"));
    expect(await stack.up({}, "--refresh")).toMatchObject({ code: 0 });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme").revision).toBe(2);

    await stack.program(withDrift("correct"));
    expect(await stack.up({}, "--refresh")).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme").revision).toBe(3);
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("a refresh that is recorded does not lose the drift", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    await stack.up();
    await stack.simulator.saveOutside("org-acme", {
      config: { provider: "gemini", apiKey: "sim-gemini-key-1" },
    });
    expect(await stack.project.pulumi(["refresh", "--yes"])).toMatchObject({ code: 0 });
    const preview = await stack.project.pulumi(["preview"]);
    expect(preview.output).toContain('Sigma reports "gemini", last applied "openai"');
    expect(await stack.up()).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 updated"),
    });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("an integration removed outside is drift, and is added again", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    await stack.up();
    stack.simulator.removeOutside("org-acme");
    const seen = await stack.driftCheck();
    expect(seen.code).toBe(7);
    expect(seen.output).toContain("org-acme: warning: the integration was removed outside");
    expect(await stack.up({}, "--refresh")).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 created"),
    });
  });

  it("a read that fails is a failure, and not drift", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    await stack.up();
    stack.simulator.fault({
      method: "GET",
      path: CONFIGS,
      times: 0,
      effect: { kind: "status", status: 403 },
    });
    const failed = await stack.driftCheck();
    expect(failed.code).toBe(1);
    expect(failed.output).toContain("[NOT_PERMITTED");
    expect(await stack.resources()).toHaveLength(1);
  });

  it("published: outside edits go unseen, the user is told, and Remove says what to do", async () => {
    const overwrite = OPENAI.replace("});", ', existing: "overwrite" });').replace(
      '1" }, ,',
      '1" },',
    );
    await using stack = await startStack(engine, { program: OPENAI, profile: "published" });
    const refused = await stack.up();
    expect(refused).toMatchObject({
      code: 1,
      output: expect.stringContaining("[EXISTENCE_UNKNOWN]"),
    });
    expect(refused.output).toContain('set existing to "overwrite"');

    await stack.program(overwrite);
    expect(await stack.up()).toMatchObject({ code: 0 });
    await stack.simulator.saveOutside("org-acme", {
      config: { provider: "gemini", apiKey: "sim-gemini-key-1" },
    });
    const unseen = await stack.driftCheck();
    expect(unseen).toMatchObject({ code: 0 });
    expect(unseen.output).toContain("org-acme: warning: drift cannot be seen");

    await stack.program(overwrite.replace("key-1", "key-2"));
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });

    const removal = await stack.destroy();
    expect(removal).toMatchObject({
      code: 1,
      output: expect.stringContaining("[REMOVE_UNSUPPORTED]"),
    });
    expect(removal.output).toContain('Set removal to "retain", apply, then delete the resource');
    expect(await stack.resources()).toHaveLength(1);

    await stack.program(overwrite.replace(" });", ', removal: "retain" });'));
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(await stack.resources()).toEqual([]);
  });

  it("minimal: a switched vendor is seen", async () => {
    await using stack = await startStack(engine, { program: OPENAI, profile: "minimal" });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    await stack.simulator.saveOutside("org-acme", {
      config: { provider: "gemini", apiKey: "sim-gemini-key-1" },
    });
    expect(await stack.driftCheck()).toMatchObject({ code: 7 });
    expect(await stack.up({}, "--refresh")).toMatchObject({ code: 0 });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
  });
});

function withDrift(value: string): string {
  return `new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" }, credentialDrift: "${value}" });`;
}
