import { expect, it } from "@jest/globals";
import { describeWithEngine } from "../support/engine/requirement.ts";
import { startStack } from "./support/stack.ts";
import { REQUEST } from "./terraform/support/configs.ts";

const azure = (model: string) => `azureOpenai: {
  endpointUrl: "https://contoso.openai.azure.com",
  apiKey: "sim-contoso-key-1",
  languageModel: { deploymentId: "${model}" },
  embeddingModel: { deploymentId: "embed" },
}`;

const vendors = [
  ["openAI", `openai: { apiKey: "sim-openai-key-1" }`, `openai: { apiKey: "sim-openai-key-2" }`],
  ["gemini", `gemini: { apiKey: "sim-gemini-key-1" }`, `gemini: { apiKey: "sim-gemini-key-2" }`],
  [
    "anthropic",
    `anthropic: { apiKey: "sim-anthropic-key-1" }`,
    `anthropic: { apiKey: "sim-anthropic-key-2" }`,
  ],
  ["azureOpenAI", azure("gpt-41"), azure("gpt-51")],
] as const;

const { token: TOKEN, whoami: WHOAMI, read: READ, save: SAVE, remove: REMOVE } = REQUEST;

await describeWithEngine("the life of an integration on the real engine", (engine) => {
  it.each(vendors)("%s: Add, Edit and Remove", async (provider, added, edited) => {
    await using stack = await startStack(engine, { program: resource(added) });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(stack.requests()).toEqual([TOKEN, WHOAMI, READ, SAVE]);
    expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider });

    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(stack.requests()).toEqual([TOKEN, WHOAMI, READ]);

    await stack.program(resource(edited));
    expect(await stack.up()).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 updated"),
    });
    expect(stack.requests()).toEqual([TOKEN, WHOAMI, READ, SAVE]);

    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(stack.requests()).toEqual([TOKEN, WHOAMI, READ, REMOVE, READ]);
    expect(stack.simulator.state("org-acme").integration).toBeNull();
  });

  it("the vendor is switched in place", async () => {
    await using stack = await startStack(engine, { program: resource(vendors[0][1]) });
    await stack.up();
    await stack.program(resource(vendors[3][1]));
    const run = await stack.up();
    expect(run.output).toContain(
      "org-acme: warning: the vendor changes from OpenAI to Azure OpenAI",
    );
    expect(run.output).toContain("1 updated");
    expect(stack.simulator.audit.map(({ event }) => event)).toEqual([
      "AI_PROVIDER_ADDED",
      "AI_PROVIDER_EDITED",
    ]);
  });

  it("a preview without a refresh needs no connection and sends nothing", async () => {
    await using stack = await startStack(engine, { program: resource(vendors[0][1]) });
    await stack.up();
    stack.requests();
    const none = {
      SIGMA_BASE_URL: undefined,
      SIGMA_CLIENT_ID: undefined,
      SIGMA_CLIENT_SECRET: undefined,
    };
    expect(await stack.project.pulumi(["preview", "--expect-no-changes"], none)).toMatchObject({
      code: 0,
    });
    await stack.program(resource(vendors[1][1]));
    expect(await stack.project.pulumi(["preview"], none)).toMatchObject({ code: 0 });
    expect(stack.requests()).toEqual([]);
    expect(await stack.up(none)).toMatchObject({
      code: 1,
      output: expect.stringContaining(
        "SIGMA_BASE_URL, SIGMA_CLIENT_ID, SIGMA_CLIENT_SECRET are not set",
      ),
    });
  });

  it("settings alone write state and send nothing", async () => {
    await using stack = await startStack(engine, { program: resource(vendors[0][1]) });
    await stack.up();
    stack.requests();
    await stack.program(resource(`${vendors[0][1]}, removal: "retain", credentialDrift: "stop"`));
    expect(await stack.up()).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 updated"),
    });
    expect(await stack.destroy()).toMatchObject({
      code: 0,
      output: expect.stringContaining("the integration is left in place at Sigma"),
    });
    expect(stack.requests()).toEqual([]);
    expect(stack.simulator.state("org-acme").integration).not.toBeNull();
  });
});

function resource(fields: string): string {
  return `new ExternalAiIntegration("ai", { ${fields} });`;
}
