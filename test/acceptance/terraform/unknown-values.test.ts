import { expect, it } from "@jest/globals";
import { digest } from "../../../simulator/index.ts";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ACME } from "../support/stack.ts";
import { ai, azure, openai, OUTSIDE, REQUEST } from "./support/configs.ts";
import { startInProcess } from "./support/stacks.ts";

const SOURCE = "terraform_data.source.output";
const ENDPOINT = "https://contoso.openai.azure.com";

/** What comes from another resource that is made in the same apply: its value, the next value, and what uses it. */
const sources = [
  {
    what: "a key",
    values: [`"sim-openai-key-1"`, `"sim-openai-key-2"`],
    config: `openai = { api_key = ${SOURCE} }`,
  },
  {
    what: "a write-only key",
    values: [`"sim-openai-key-1"`, `"sim-openai-key-2"`],
    config: openai(SOURCE),
  },
  {
    what: "an endpoint",
    values: [`"${ENDPOINT}"`, `"${ENDPOINT}/openai/"`],
    config: azure().replace(`"${ENDPOINT}"`, SOURCE),
  },
  {
    what: "a deployment",
    values: [`"gpt-41"`, `"gpt-51"`],
    config: azure().replace(`"gpt-41"`, SOURCE),
  },
  {
    what: "a whole block",
    values: [`{ api_key = "sim-gemini-key-1" }`, `{ api_key = "sim-gemini-key-2" }`],
    config: `gemini = ${SOURCE}`,
  },
  {
    what: "a tenant",
    values: [`"org-acme-emea"`, `"org-acme-emea"`],
    config: `tenant = ${SOURCE}\n${openai()}`,
  },
];

await describeWithTerraform("a value that is not known before apply", (engine) => {
  it.each(sources)("is $what", async ({ values: [first = "", second = ""], config }) => {
    await using stack = await startInProcess(engine, { config: source(first) + ai(config) });
    expect(await stack.apply()).toMatchObject({
      code: 0,
      output: expect.stringContaining("2 added, 0 changed, 0 destroyed"),
    });
    expect(await stack.plan()).toMatchObject({ code: 0 });
    await stack.configure(source(second) + ai(config));
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
  });

  it("says that a key is saved again because it is not known", async () => {
    const config = ai(openai(SOURCE));
    await using stack = await startInProcess(engine, {
      config: source(`"sim-openai-key-1"`) + config,
    });
    await stack.apply();
    await stack.configure(source(`"sim-openai-key-2"`) + config);
    const planned = await stack.plan();
    expect(unwrapped(planned.output)).toContain(
      "openai.api_key_wo: the value is not known before apply",
    );
    // Of a key nothing else depends: vendor and deployments are known.
    expect(planned.output).not.toMatch(/^ {6}~ (?:ai_provider|applied) /m);
  });

  it("is refused at apply where it turns out to be wrong, and nothing is sent", async () => {
    await using stack = await startInProcess(engine, {
      config: source(`"two words"`) + ai(openai(SOURCE)),
    });
    const failed = await stack.apply();
    expect(failed.code).toBe(1);
    expect(unwrapped(failed.output)).toMatch(/openai\.api_key_wo: .*\[INVALID_CREDENTIAL\]/);
    expect(stack.requests()).not.toContain(REQUEST.save);
    const recorded = (await stack.resources()).filter(({ instances }) => instances.length > 0);
    expect(recorded.map(({ type }) => type)).toEqual(["terraform_data"]);
  });

  it("is an argument of the provider: no refresh then, which is said, and the apply works", async () => {
    const provider = `provider "sigma" {\n  client_secret = ${SOURCE}\n}\n`;
    const secret = JSON.stringify(ACME.SIGMA_CLIENT_SECRET);
    await using stack = await startInProcess(engine, {
      config: source(secret) + provider + ai(openai()),
    });
    stack.env["SIGMA_CLIENT_SECRET"] = undefined;
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });

    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
    stack.requests();
    const renewed = source(secret, "triggers_replace = 1");
    await stack.configure(renewed + provider + ai(openai(`"sim-openai-key-2"`)));
    const planned = await stack.plan();
    expect(planned.code).toBe(2);
    expect(stack.requests()).toEqual([]);
    expect(unwrapped(planned.output)).toContain(
      "org-acme: not refreshed: the provider's argument client_secret is not known before apply",
    );
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme").integration).toMatchObject({
      provider: "openAI",
      keyDigests: { apiKey: digest("sim-openai-key-2") },
    });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });
});

function source(value: string, more = ""): string {
  return `resource "terraform_data" "source" {\n  input = ${value}\n  ${more}\n}\n`;
}
