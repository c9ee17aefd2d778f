import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ai, azure, KEY_VARIABLE, openai, REQUEST } from "./support/configs.ts";
import { startInProcess, startInstalled } from "./support/stacks.ts";

const { token, whoami, read, save, remove } = REQUEST;
const KEY = "var.key";
const CONTOSO = "https://contoso.openai.azure.com";

interface Life {
  vendor: string;
  /** Whether the provider is a process of its own, or part of this one. */
  start: typeof startInstalled;
  /** Sigma's name of the vendor. */
  provider: string;
  added: string;
  edited: string;
  keys: [first: string, second: string];
  /** What is recorded after the edit. */
  recorded: Record<string, unknown>;
}

const lives: Life[] = [
  {
    vendor: "openai",
    start: startInstalled,
    provider: "openAI",
    added: openai(KEY),
    edited: openai(KEY),
    keys: ["sim-openai-key-1", "sim-openai-key-2"],
    recorded: single("openai"),
  },
  {
    vendor: "gemini",
    start: startInProcess,
    provider: "gemini",
    added: "gemini = { api_key_wo = var.key }",
    edited: "gemini = {\n  api_key_wo = var.key\n  api_key_wo_version = 2\n}",
    keys: ["sim-gemini-key-1", "sim-gemini-key-2"],
    recorded: single("gemini", 2),
  },
  {
    vendor: "anthropic",
    start: startInProcess,
    provider: "anthropic",
    added: "anthropic = { api_key_wo = var.key }",
    edited: "anthropic = { api_key_wo = var.key }",
    keys: ["sim-anthropic-key-1", "sim-anthropic-key-2"],
    recorded: single("anthropic"),
  },
  {
    vendor: "azure_openai",
    start: startInstalled,
    provider: "azureOpenAI",
    added: azure({ key: KEY }),
    edited: azure({ key: KEY, model: "gpt-51" }),
    keys: ["sim-contoso-key-1", "sim-contoso-key-1"],
    recorded: {
      ai_provider: "azureOpenai",
      azure_openai: {
        api_key: null,
        api_key_wo: null,
        api_key_wo_version: 1,
        endpoint_url: CONTOSO,
        language_model: model("gpt-51"),
        embedding_model: model("embed"),
      },
      applied: {
        ai_provider: "azureOpenai",
        language_model: { deployment_id: "gpt-51", endpoint_url: CONTOSO },
        embedding_model: { deployment_id: "embed", endpoint_url: CONTOSO },
      },
    },
  },
];

await describeWithTerraform("the life of an integration", (engine) => {
  it.each(lives)("$vendor: Add, Edit and Remove", async (life) => {
    const [first, second] = life.keys;
    await using stack = await life.start(engine, {
      config: KEY_VARIABLE + ai(life.added),
      env: { TF_VAR_key: first },
    });
    const added = await stack.apply();
    expect(added).toMatchObject({ code: 0 });
    expect(unwrapped(added.output)).toContain("turns AI on for the whole organization");
    expect(stack.requests()).toEqual([token, whoami, read, save]);
    expect(await stack.plan()).toMatchObject({ code: 0 });
    expect(stack.requests()).toEqual([token, whoami, read]);

    stack.project.setEnv({ TF_VAR_key: second });
    await stack.configure(KEY_VARIABLE + ai(life.edited));
    expect(await stack.apply()).toMatchObject({
      code: 0,
      output: expect.stringContaining("0 added, 1 changed, 0 destroyed"),
    });
    expect(stack.requests()).toEqual([token, whoami, read, token, whoami, read, save]);
    expect(await stack.plan()).toMatchObject({ code: 0 });

    const [resource] = await stack.resources();
    expect(resource?.instances).toMatchObject([
      {
        schema_version: 0,
        attributes: {
          id: "org-acme",
          organization_id: "org-acme",
          status: "configured",
          drift_visibility: "full",
          applied_revision: "api:2",
          remote_revision: "api:2",
          updated_by: "user-ada",
          updated_at: expect.stringMatching(/^20\d\d-.*Z$/),
          credential_fingerprint: expect.stringMatching(/^v1:[\w-]{22}:[\w-]{43}$/),
          remote: life.recorded["applied"],
          ...life.recorded,
        },
      },
    ]);
    for (const file of ["terraform.tfstate", "terraform.tfstate.backup"]) {
      expect(await readFile(join(stack.project.folder, file), "utf8")).not.toMatch(/sim-\w+-key/);
    }
    expect(stack.simulator.state("org-acme").integration).toMatchObject({
      provider: life.provider,
    });

    stack.requests();
    const removed = await stack.destroy();
    expect(removed).toMatchObject({ code: 0 });
    // What the plan has said is not said once more.
    expect(unwrapped(removed.output)).toContain("Sigma clears every indexed data source");
    expect(removed.output.match(/Warning: /g)).toHaveLength(1);
    const planned = [token, whoami, read];
    expect(stack.requests()).toEqual([...planned, token, whoami, read, remove, read]);
    expect(stack.simulator.state("org-acme").integration).toBeNull();
  });

  it("a removal that Sigma has not published is refused by default, and the state stays", async () => {
    await using stack = await startInProcess(engine, { config: ai(openai()) });
    stack.env["SIGMA_ALLOW_ASSUMED"] = undefined;
    expect(await stack.apply()).toMatchObject({ code: 0 });
    const refused = await stack.destroy();
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toContain("[ASSUMED_REMOVE_REFUSED]");
    expect(stack.requests()).not.toContain(remove);
    expect(await stack.resources()).toHaveLength(1);
  });
});

function single(vendor: string, version = 1): Record<string, unknown> {
  return {
    ai_provider: vendor,
    [vendor]: { api_key: null, api_key_wo: null, api_key_wo_version: version },
    applied: { ai_provider: vendor, language_model: null, embedding_model: null },
  };
}

function model(deploymentId: string): Record<string, unknown> {
  return {
    deployment_id: deploymentId,
    endpoint_url: null,
    api_key: null,
    api_key_wo: null,
    api_key_wo_version: null,
  };
}
