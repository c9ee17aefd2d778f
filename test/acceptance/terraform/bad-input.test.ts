import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ai, azure, CONFIGS, openai } from "./support/configs.ts";
import { startInProcess } from "./support/stacks.ts";

const GEMINI = `gemini = { api_key_wo = "sim-gemini-key-1" }`;
const provider = (body: string): string => `provider "sigma" {\n  ${body}\n}\n`;

/** What is wrong, the configuration, and what is said, each with the attribute and the code. */
const faults: [what: string, config: string, said: RegExp][] = [
  ["no vendor", ai(""), /no AI vendor is given.*\[VENDOR_BLOCK\]/],
  ["two vendors", ai(`${openai()}\n${GEMINI}`), /openai.*gemini.*\[VENDOR_BLOCK\]/],
  ["no key", ai("openai = {}"), /openai\.api_key_wo: the field is missing.*\[MISSING_FIELD\]/],
  [
    "an empty key",
    ai(openai(`""`)),
    /openai\.api_key_wo: the key is empty.*\[INVALID_CREDENTIAL\]/,
  ],
  [
    "a key with a line break",
    ai(openai(`"SENTINEL\\nkey"`)),
    /openai\.api_key_wo: .*line break.*\[INVALID_CREDENTIAL\]/,
  ],
  [
    "a URL as a key",
    ai(`openai = { api_key = "https://SENTINEL" }`),
    /openai\.api_key: the key is a URL.*\[INVALID_CREDENTIAL\]/,
  ],
  [
    "a key in both spellings",
    ai(openai(`"SENTINEL-one"`, `api_key = "SENTINEL-two"`)),
    /openai\.api_key: api_key and api_key_wo are given together.*\[INVALID_CONFIG\]/,
  ],
  [
    "a version of a key that is not write-only",
    ai(`openai = {\n api_key = "SENTINEL"\n api_key_wo_version = 1\n}`),
    /openai\.api_key_wo_version: a version is given, but no api_key_wo.*\[INVALID_CONFIG\]/,
  ],
  [
    "one Azure model",
    ai(azure().replace(/embedding_model.*/, "")),
    /attribute "embedding_model" is required/,
  ],
  [
    "one deployment for both Azure models",
    ai(azure({ model: "embed" })),
    /azure_openai\.embedding_model\.deployment_id: .*\[SAME_DEPLOYMENT\]/,
  ],
  [
    "an endpoint that is not https",
    ai(azure().replace("https:", "http:")),
    /azure_openai\.endpoint_url: .*https.*\[INVALID_ENDPOINT\]/,
  ],
  [
    "no endpoint",
    ai(azure().replace(/endpoint_url.*/, "")),
    /azure_openai\.language_model\.endpoint_url: the field is missing.*\[MISSING_FIELD\]/,
  ],
  [
    "a choice that there is not",
    ai(`${openai()}\nremoval = "delete"`),
    /removal: .*"remove".*"retain".*\[INVALID_CONFIG\]/,
  ],
  [
    "a length of time that is none",
    ai(`${openai()}\ntimeouts { create = "5 minutes" }`),
    /timeouts\.create: "5 minutes" is no length of time.*\[INVALID_CONFIG\]/,
  ],
  ["an unknown field", ai(`${openai()}\nregion = "eu"`), /argument named "region" is not expected/],
  [
    "api_key where only write-only keys are allowed",
    provider("require_write_only = true") + ai(`openai = { api_key = "SENTINEL" }`),
    /openai\.api_key: .*require_write_only. Use api_key_wo for the key\. \[INVALID_CONFIG\]/,
  ],
  [
    "allow_assumed that is no choice",
    provider(`allow_assumed = "yes"`) + ai(openai()),
    /allow_assumed: "yes" is not a choice; expected "none" or "write".*\[INVALID_CONNECTION\]/,
  ],
  [
    "a base_url that is not https",
    provider(`base_url = "http://api.sigmacomputing.com"`) + ai(openai()),
    /base_url: .*not https; expected an https URL, or one of .*\[INVALID_CONNECTION\]/,
  ],
  [
    "a base_url of the app",
    provider(`base_url = "https://app.sigmacomputing.com"`) + ai(openai()),
    /base_url: .* is the address of the app.*\[INVALID_CONNECTION\]/,
  ],
];

await describeWithTerraform("bad input", (engine) => {
  it.each(faults)(
    "%s is said at validate and in a plan, and no key is shown",
    async (_, config, said) => {
      await using stack = await startInProcess(engine, { config });
      for (const command of [["validate"], ["plan"]]) {
        const { code, output } = await stack.project.run(command);
        expect(code).toBe(1);
        expect(unwrapped(output)).toMatch(said);
        expect(output).not.toMatch(/defect|INTERNAL|Error: Provider produced/);
        // The engine itself quotes a line with an argument that there is not.
        expect(output.replaceAll(/^.*\d+:.*$/gm, "")).not.toContain("SENTINEL");
      }
      expect(stack.requests()).toEqual([]);
    },
  );

  it.each([
    [
      "are wrong",
      { SIGMA_CLIENT_SECRET: "WRONG-SENTINEL" },
      /client ID and secret.*\[CREDENTIALS_REJECTED/,
    ],
    [
      "are not an admin's",
      { SIGMA_CLIENT_ID: "acme-analyst", SIGMA_CLIENT_SECRET: "acme-analyst-secret" },
      /account type Admin.*\[NOT_PERMITTED/,
    ],
    [
      "are for an address where nobody listens",
      { SIGMA_BASE_URL: "http://127.0.0.1:1" },
      /127\.0\.0\.1:1.*\[SIGMA_UNREACHABLE/,
    ],
    ["are for no address", { SIGMA_BASE_URL: "nowhere" }, /SIGMA_BASE_URL.*\[INVALID_CONNECTION\]/],
  ])(
    "credentials that %s fail at the first request, and nothing is recorded",
    async (_, env, said) => {
      await using stack = await startInProcess(engine, { config: ai(openai()) });
      Object.assign(stack.env, env);
      // A plan of a create asks nothing.
      expect(await stack.plan()).toMatchObject({ code: 2 });
      const failed = await stack.apply();
      expect(failed.code).toBe(1);
      expect(unwrapped(failed.output)).toMatch(said);
      expect(failed.output).not.toContain("SENTINEL");
      expect((await stack.resources()).flatMap(({ instances }) => instances)).toEqual([]);
    },
  );

  it("Sigma out of reach during a refresh fails the plan, and the state stays", async () => {
    await using stack = await startInProcess(engine, { config: ai(openai()) });
    await stack.apply();
    stack.env["SIGMA_BASE_URL"] = "http://127.0.0.1:1";
    for (const command of [stack.plan, stack.apply, stack.destroy]) {
      const failed = await command();
      expect(failed.code).toBe(1);
      expect(unwrapped(failed.output)).toContain("[SIGMA_UNREACHABLE");
    }
    stack.env["SIGMA_BASE_URL"] = stack.simulator.url;
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("a save that is refused says why, and leaves what was recorded", async () => {
    await using stack = await startInProcess(engine, { config: ai(openai()) });
    await stack.apply();
    await stack.configure(ai(openai(`"sim-openai-key-revoked"`)));
    const refused = await stack.apply();
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toContain("[PREFLIGHT_FAILED]");
    await stack.configure(ai(openai()));
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("a create that Sigma reports differently is recorded, warns, and is put right by an update", async () => {
    await using stack = await startInProcess(engine, { config: ai(openai()) });
    const body = { provider: "gemini", revision: 1 };
    stack.simulator.fault({
      method: "POST",
      path: CONFIGS,
      effect: { kind: "status", status: 200, body },
    });
    const applied = await stack.apply();
    expect(applied.code).toBe(0);
    expect(unwrapped(applied.output)).toMatch(
      /Warning: Saved, but not as asked.*\[SAVED_DIFFERENTLY\]/,
    );
    expect(await stack.apply()).toMatchObject({
      code: 0,
      output: expect.not.stringContaining("1 destroyed"),
    });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });
});
