import { expect, it } from "@jest/globals";
import { digest } from "../../../simulator/index.ts";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ai, azure, KEY_VARIABLE, openai, OUTSIDE, REQUEST } from "./support/configs.ts";
import { type InProcessStack, startInProcess } from "./support/stacks.ts";

const OPENAI = ai(openai());
const SETTINGS = `
  removal          = "retain"
  credential_drift = "stop"
  existing         = "overwrite"
  preflight        = { mode = "off" }
  expected_organization_id = "org-acme"
  timeouts { create = "1m" }
`;

await describeWithTerraform("a plan", (engine) => {
  it("that was saved is applied with the ephemeral key given again", async () => {
    await using stack = await startInProcess(engine, {
      config: KEY_VARIABLE + ai(openai("var.key")),
    });
    const [first, second] = ["sim-openai-key-1", "sim-openai-key-2"].map((TF_VAR_key) => ({
      env: { TF_VAR_key },
    }));
    expect(await stack.project.run(["plan", "-out=saved"], first)).toMatchObject({ code: 0 });
    const forgotten = await stack.project.run(["apply", "saved"]);
    expect(forgotten.code).toBe(1);
    expect(unwrapped(forgotten.output)).toMatch(/No value for required variable.*ephemeral/i);
    expect(await stack.project.run(["apply", "saved"], first)).toMatchObject({ code: 0 });
    expect(savedKey(stack)).toBe(digest("sim-openai-key-1"));

    // Whatever the key is when the plan is applied is what Sigma gets, and what the next plan compares with.
    expect(await stack.project.run(["plan", "-out=saved"], second)).toMatchObject({ code: 0 });
    expect(await stack.project.run(["apply", "saved"], second)).toMatchObject({ code: 0 });
    expect(savedKey(stack)).toBe(digest("sim-openai-key-2"));
    expect(await stack.plan(second?.env)).toMatchObject({ code: 0 });
  });

  it("that was saved before something changed outside is refused, where drift is to stop it", async () => {
    const stop = `credential_drift = "stop"`;
    await using stack = await startInProcess(engine, { config: ai(`${openai()}\n${stop}`) });
    await stack.apply();
    await stack.configure(ai(`${openai(`"sim-openai-key-2"`)}\n${stop}`));
    expect(await stack.plan({}, "-out=saved")).toMatchObject({ code: 2 });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
    const refused = await stack.project.run(["apply", "saved"]);
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toContain("[CHANGED_OUTSIDE]");
    expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "gemini" });
  });

  it("without a refresh needs no connection and sends nothing", async () => {
    await using stack = await startInProcess(engine, { config: OPENAI });
    await stack.apply();
    stack.requests();
    for (const name of ["SIGMA_BASE_URL", "SIGMA_CLIENT_ID", "SIGMA_CLIENT_SECRET"]) {
      stack.env[name] = undefined;
    }
    expect(await stack.plan({}, "-refresh=false")).toMatchObject({ code: 0 });
    await stack.configure(ai('gemini = { api_key_wo = "sim-gemini-key-1" }'));
    expect(await stack.plan({}, "-refresh=false")).toMatchObject({ code: 2 });
    expect(await stack.plan({}, "-refresh=false", "-destroy")).toMatchObject({ code: 2 });
    expect(await stack.project.run(["validate"])).toMatchObject({ code: 0 });
    expect(stack.requests()).toEqual([]);
    const refused = await stack.plan();
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toMatch(
      /SIGMA_BASE_URL.*SIGMA_CLIENT_ID.*SIGMA_CLIENT_SECRET.* not set.*\[CONNECTION_INCOMPLETE\]/,
    );
  });

  it("of settings alone writes state and sends nothing", async () => {
    await using stack = await startInProcess(engine, { config: OPENAI });
    await stack.apply();
    const [before] = await stack.resources();
    stack.requests();
    await stack.configure(ai(openai() + SETTINGS));
    expect(await stack.apply({}, "-refresh=false")).toMatchObject({
      code: 0,
      output: expect.stringContaining("0 added, 1 changed, 0 destroyed"),
    });
    expect(stack.requests()).toEqual([]);
    const [after] = await stack.resources();
    expect(after?.instances[0]?.attributes).toEqual({
      ...before?.instances[0]?.attributes,
      removal: "retain",
      credential_drift: "stop",
      existing: "overwrite",
      preflight: { mode: "off", allow_unverified_models: null, trusted_hosts: null },
      expected_organization_id: "org-acme",
      timeouts: { create: "1m", read: null, update: null, delete: null },
    });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("of another vendor is an update in place, and says where prompts go then", async () => {
    await using stack = await startInProcess(engine, { config: OPENAI });
    await stack.apply();
    await stack.configure(ai(azure()));
    const applied = await stack.apply();
    expect(applied.output).toContain("0 added, 1 changed, 0 destroyed");
    expect(unwrapped(applied.output)).toContain("the vendor changes from OpenAI to Azure OpenAI");
    expect(stack.simulator.audit.map(({ event }) => event)).toEqual([
      "AI_PROVIDER_ADDED",
      "AI_PROVIDER_EDITED",
    ]);
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("of a key alone knows all but what Sigma's answer will tell", async () => {
    await using stack = await startInProcess(engine, { config: OPENAI });
    await stack.apply();
    await stack.configure(ai(openai(`"sim-openai-key-2"`)));
    expect(await stack.plan({}, "-out=saved")).toMatchObject({ code: 2 });
    const { stdout } = await stack.project.run(["show", "-json", "saved"]);
    const { resource_changes: changes } = JSON.parse(stdout);
    expect(changes).toMatchObject([{ change: { actions: ["update"] } }]);
    expect(Object.keys(changes[0].change.after_unknown).sort()).toEqual([
      "applied",
      "applied_revision",
      "credential_fingerprint",
      "drift_visibility",
      "openai",
      "remote",
      "remote_revision",
      "status",
      "updated_at",
      "updated_by",
    ]);
    expect(changes[0].change.after_unknown).toMatchObject({
      openai: {},
      applied: {},
      remote: true,
    });
  });

  it("for one of two resources leaves the other alone", async () => {
    const tenant = (id: string): string => ai(`tenant = "${id}"\n${openai()}`, id);
    await using stack = await startInProcess(engine, {
      config: tenant("org-acme-emea") + tenant("org-acme-apac"),
    });
    const target = "-target=sigma_external_ai_integration.org-acme-emea";
    expect(await stack.apply({}, target)).toMatchObject({ code: 0 });
    expect(stack.simulator.audit.map(({ organizationId }) => organizationId)).toEqual([
      "org-acme-emea",
    ]);
    expect(await stack.plan({}, target)).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({
      code: 2,
      output: expect.stringContaining("1 to add, 0 to change, 0 to destroy"),
    });
  });

  it("with a second resource for the organization is refused, and nothing is sent", async () => {
    await using stack = await startInProcess(engine, { config: OPENAI });
    await stack.apply();
    stack.requests();
    await stack.configure(OPENAI + ai(openai(`"sim-openai-key-2"`), "twin"));
    const refused = await stack.plan();
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toContain("[DUPLICATE_RESOURCE]");
    expect(stack.requests()).not.toContain(REQUEST.save);
  });
});

/** The trace of the key that Sigma has. */
function savedKey({ simulator }: InProcessStack): string | undefined {
  return simulator.state("org-acme").integration?.keyDigests["apiKey"];
}
