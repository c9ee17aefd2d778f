import { expect, it } from "@jest/globals";
import { describeWithEngine } from "../support/engine/requirement.ts";
import { startStack } from "./support/stack.ts";

const GLOBEX = { SIGMA_CLIENT_ID: "globex-admin", SIGMA_CLIENT_SECRET: "globex-admin-secret" };
const CONFIGS = "/v2/organizations/settings/aiConfigs";
const OPENAI = ai(`openai: { apiKey: "sim-openai-key-1" }`);

await describeWithEngine("what must never happen, on the real engine", (engine) => {
  it("credentials of another organization: refresh, up and destroy fail and write nothing there", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    await stack.up();
    stack.requests();
    for (const run of [
      () => stack.project.pulumi(["refresh", "--yes"], GLOBEX),
      () => stack.up(GLOBEX, "--refresh"),
      () => stack.destroy(GLOBEX),
    ]) {
      const { code, output } = await run();
      expect(code).toBe(1);
      expect(output).toContain(
        "the credentials belong to org-globex, but the resource manages org-acme",
      );
    }
    expect(new Set(stack.requests())).toEqual(new Set(["POST /v2/auth/token", "GET /v2/whoami"]));
    expect(stack.simulator.audit.map(({ organizationId }) => organizationId)).toEqual(["org-acme"]);
    expect(await stack.resources()).toHaveLength(1);
  });

  it("a removal that Sigma has not published is refused by default, and the state stays", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    await stack.up();
    const refused = await stack.destroy({ SIGMA_ALLOW_ASSUMED: undefined });
    expect(refused).toMatchObject({
      code: 1,
      output: expect.stringContaining("[ASSUMED_REMOVE_REFUSED]"),
    });
    expect(stack.requests()).not.toContain(`DELETE ${CONFIGS}`);
    expect(await stack.resources()).toHaveLength(1);
  });

  it("what somebody configured by hand is not overwritten unasked", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    await stack.simulator.saveOutside("org-acme", {
      config: { provider: "gemini", apiKey: "sim-gemini-key-1" },
    });
    const refused = await stack.up();
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(
      /"gemini" is configured already, by user-grace at .* \[ALREADY_CONFIGURED\]/,
    );
    expect(stack.simulator.audit).toHaveLength(1);
  });

  it("a second resource, added later, is refused in the preview; an up that had none fails, and is put right", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    await stack.up();
    const twin = ai(`openai: { apiKey: "sim-openai-key-2" }`).replace('"ai"', '"twin"');
    stack.requests();
    for (const program of [OPENAI + twin, twin + OPENAI]) {
      await stack.program(program);
      const refused = await stack.project.pulumi(["preview"]);
      expect(refused.code).not.toBe(0);
      expect(refused.output).toContain("[DUPLICATE_RESOURCE]");
    }
    expect(stack.requests()).toEqual([]);

    // Without a preview the engine may come to the second resource first.
    expect(await stack.up()).toMatchObject({ code: 1 });
    await stack.program(OPENAI);
    expect(await stack.up({}, "--refresh")).toMatchObject({ code: 0 });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(await stack.resources()).toHaveLength(1);
  });

  it("two resources for one organization: the second is refused", async () => {
    await using stack = await startStack(engine, {
      program: OPENAI + OPENAI.replace('"ai"', '"twin"'),
    });
    expect(await stack.up()).toMatchObject({
      code: 1,
      output: expect.stringContaining("[DUPLICATE_RESOURCE]"),
    });
    expect(stack.simulator.audit).toHaveLength(1);
  });

  it("a resource under a new name and a forced replacement leave the integration in place", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    await stack.up();
    await stack.program(OPENAI.replace('"ai"', '"renamed"'));
    const renamed = await stack.up();
    expect(renamed).toMatchObject({ code: 0 });
    expect(renamed.output).toContain("it is left in place for it");
    expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });

    const [resource] = await stack.resources();
    const replaced = await stack.up({}, "--replace", resource?.urn ?? "");
    expect(replaced).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("a save that Sigma reports differently keeps the id, fails, and is put right by the next run", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    stack.simulator.fault({
      method: "POST",
      path: CONFIGS,
      effect: { kind: "status", status: 200, body: { provider: "gemini", revision: 1 } },
    });
    const failed = await stack.up();
    expect(failed).toMatchObject({
      code: 1,
      output: expect.stringContaining("[SAVED_DIFFERENTLY]"),
    });
    const [resource] = await stack.resources();
    expect(resource).toMatchObject({ id: "org-acme", initErrors: [expect.any(String)] });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("a save whose outcome is unknown records nothing, and the next create is completed", async () => {
    await using stack = await startStack(engine, { program: OPENAI });
    stack.simulator.fault({
      method: "POST",
      path: CONFIGS,
      when: "after",
      effect: { kind: "reset" },
    });
    stack.simulator.fault({
      method: "GET",
      path: CONFIGS,
      after: 1,
      effect: { kind: "status", status: 400 },
    });
    const lost = await stack.up();
    expect(lost).toMatchObject({
      code: 1,
      output: expect.stringContaining("[SAVE_OUTCOME_UNKNOWN]"),
    });
    expect(await stack.resources()).toEqual([]);
    const completed = await stack.up();
    expect(completed).toMatchObject({ code: 0 });
    expect(completed.output).toContain("a create that was cut off is completed");
    expect(stack.simulator.audit.map(({ event }) => event)).toEqual([
      "AI_PROVIDER_ADDED",
      "AI_PROVIDER_EDITED",
    ]);
  });

  it.each([
    [
      "not an admin's",
      { SIGMA_CLIENT_ID: "acme-analyst", SIGMA_CLIENT_SECRET: "acme-analyst-secret" },
      "NOT_PERMITTED",
    ],
    ["wrong", { SIGMA_CLIENT_SECRET: "WRONG-sentinel" }, "CREDENTIALS_REJECTED"],
    [
      "for an address where nobody listens",
      { SIGMA_BASE_URL: "http://127.0.0.1:1" },
      "SIGMA_UNREACHABLE",
    ],
    [
      "for a name that does not exist",
      { SIGMA_BASE_URL: "https://sigma.invalid" },
      "SIGMA_UNREACHABLE",
    ],
    [
      "for an address that is not https",
      { SIGMA_BASE_URL: "http://api.sigmacomputing.com" },
      "INVALID_CONNECTION",
    ],
  ])("credentials that are %s: one clear error", async (_, env, code) => {
    await using stack = await startStack(engine, { program: OPENAI, env });
    const { code: exit, output } = await stack.up();
    expect(exit).toBe(1);
    expect(output).toContain(`[${code}`);
    expect(output).not.toContain("WRONG-sentinel");
    expect(await stack.resources()).toEqual([]);
  });

  it("a reference that leads nowhere is not checked in the first preview, and fails the up", async () => {
    await using stack = await startStack(engine, {
      program: ai(`openai: { apiKey: { fromEnv: "NOT_SET" } }`),
    });
    const problem = "openai.apiKey: not checked: the environment variable NOT_SET is not set";
    expect(await stack.project.pulumi(["preview"])).toMatchObject({
      code: 0,
      output: expect.stringContaining(`sigma: warning: ${problem}`),
    });
    expect(await stack.up()).toMatchObject({
      code: 1,
      output: expect.stringContaining("[CREDENTIAL_UNRESOLVED]"),
    });
    expect(stack.requests()).toEqual([]);
    const set = { NOT_SET: "sim-openai-key-1" };
    expect(await stack.up(set)).toMatchObject({ code: 0 });
    const later = await stack.project.pulumi(["preview"]);
    expect(later.output).toContain(`org-acme: warning: ${problem}`);
    expect(later.output).not.toContain("sigma: warning");
  });

  it.each([
    ["an empty key", ai(`openai: { apiKey: "" }`), "openai.apiKey: the key is empty"],
    [
      "a URL as a key",
      ai(`openai: { apiKey: "https://SENTINEL" }`),
      "openai.apiKey: the key is a URL",
    ],
    ["no vendor", ai(""), "no AI vendor is given"],
    ["no arguments", `new ExternalAiIntegration("ai");`, "no AI vendor is given"],
    [
      "a look-up by id",
      `new ExternalAiIntegration("ai", { openai: { apiKey: "SENTINEL" } }, { id: "org-acme" });`,
      "the resource of the npm package can only be created",
    ],
    [
      "an unknown field",
      ai(`openai: { apiKey: "SENTINEL", region: "eu" }`),
      "openai.region: there is no such field",
    ],
  ])("bad input in a preview: %s, and the key is not printed", async (_, program, text) => {
    await using stack = await startStack(engine, { program });
    const { code, output } = await stack.project.pulumi(["preview"]);
    expect(code).not.toBe(0);
    expect(output).toContain(text);
    expect(output).not.toContain("SENTINEL");
    expect(stack.requests()).toEqual([]);
  });
});

function ai(fields: string): string {
  return `new ExternalAiIntegration("ai", { ${fields} });\n`;
}
