import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { createSimulator, type Simulator } from "../../../simulator/index.ts";
import { builtProvider } from "../../support/built-provider.ts";
import { obtainOpenTofu } from "../../support/engine/opentofu.ts";
import { describeWithTerraform, type Obtain } from "../../support/engine/requirement.ts";
import { obtainRestapi } from "../../support/engine/restapi.ts";
import type { TerraformEngine } from "../../support/engine/terraform-engine.ts";
import { obtainTerraform } from "../../support/engine/terraform.ts";
import { createTerraformProject } from "../../support/terraform-project.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { newRequests } from "../support/new-requests.ts";
import { ACME } from "../support/stack.ts";
import { ai, azure, CONFIGS, openai, OUTSIDE, REQUEST } from "./support/configs.ts";

const RESTAPI = "mastercard/restapi";
const REQUIRED = `terraform {
  required_providers {
    restapi = { source = "${RESTAPI}" }
    sigma   = { source = "sigma-iac/sigma" }
  }
}
`;
const MOVED = `moved {
  from = restapi_object.ai
  to   = sigma_external_ai_integration.ai
}
`;
const PLAN = ["plan", "-detailed-exitcode"];
const APPLY = ["apply", "-auto-approve"];

const moves = [
  { vendor: "OpenAI", body: OUTSIDE.openai, config: openai() },
  { vendor: "Azure OpenAI", body: OUTSIDE.azure, config: azure() },
];

await describeWithTerraform(
  "moved from the generic REST provider",
  (engine) => {
    it.each(moves)("$vendor: has moved, without a change or a key", async ({ body, config }) => {
      const restapi = await obtainRestapi();
      const simulator = await createSimulator({ tokenInterval: 0 });
      await using project = await createTerraformProject({
        engine,
        files: { "main.tf": REQUIRED + (await restapiObject(simulator, body)) },
        providers: [
          builtProvider(),
          { executable: restapi.command, version: restapi.version, address: RESTAPI },
        ],
        env: {
          SIGMA_BASE_URL: simulator.url,
          SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
          SIGMA_TOKEN_INTERVAL: "0",
          ...ACME,
        },
      });
      try {
        expect(await project.run(["init"])).toMatchObject({ code: 0 });
        expect(await project.run(APPLY)).toMatchObject({ code: 0 });
        const state = join(project.folder, "terraform.tfstate");
        expect(await readFile(state, "utf8")).toMatch(/sim-\w+-key/);
        const requests = newRequests(simulator);
        requests();

        await project.write({ "main.tf": REQUIRED + MOVED + ai(config) });
        const planned = await project.run(PLAN);
        expect(planned.code).toBe(2);
        expect(unwrapped(planned.output)).toContain(
          "restapi_object.ai has moved to sigma_external_ai_integration.ai",
        );
        expect(planned.output).toContain("0 to add, 0 to change, 0 to destroy");
        expect(await project.run(APPLY)).toMatchObject({ code: 0 });
        expect(await project.run(PLAN)).toMatchObject({ code: 0 });
        expect(requests()).not.toContain(REQUEST.save);
        expect(await readFile(state, "utf8")).not.toMatch(/sim-\w+-key/);
      } finally {
        await simulator.close();
      }
    });
  },
  { terraform: together(obtainTerraform), tofu: together(obtainOpenTofu) },
);

/** Obtains an engine, and what these tests need beside it. */
function together(obtain: Obtain<TerraformEngine>): Obtain<TerraformEngine> {
  return async (options) => {
    await obtainRestapi(options);
    return obtain(options);
  };
}

/** An integration as users of the generic provider write it, with a token that somebody got for them. */
async function restapiObject({ url }: Simulator, body: unknown): Promise<string> {
  const answer = await fetch(`${url}/v2/auth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: ACME.SIGMA_CLIENT_ID,
      client_secret: ACME.SIGMA_CLIENT_SECRET,
    }),
  });
  const { access_token: token }: { access_token: string } = JSON.parse(await answer.text());
  return `provider "restapi" {
  uri                  = "${url}"
  headers              = { Authorization = "Bearer ${token}", Content-Type = "application/json" }
  write_returns_object = true
  id_attribute         = "provider"
}

resource "restapi_object" "ai" {
  path          = "${CONFIGS}"
  read_path     = "${CONFIGS}"
  update_path   = "${CONFIGS}"
  destroy_path  = "${CONFIGS}"
  update_method = "POST"
  data          = ${JSON.stringify(JSON.stringify(body))}
}
`;
}
