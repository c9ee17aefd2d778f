import type { Controls } from "../controls.ts";
import { readJson } from "../http/json-body.ts";
import { parsed } from "../parsed.ts";
import { firewallSchema, keysSchema, keyVendorSchema } from "../vendors/vendor-controls.ts";
import { parameter, type ControlRoute } from "./control-route.ts";

/** The control routes over the simulated vendors. */
export function vendorRoutes(controls: Controls): ControlRoute[] {
  return [
    {
      method: "PATCH",
      path: "/vendors/:vendor/keys",
      summary: "Adds or changes keys of openai, gemini or anthropic: { keys: [{ key, state? }] }",
      handle: async (c) => {
        const vendor = parsed(keyVendorSchema, parameter(c, "vendor"));
        controls.setVendorKeys(vendor, (await readJson(c, keysSchema)).keys);
        return {};
      },
    },
    {
      method: "PATCH",
      path: "/azure/:resource/keys",
      summary: "Adds or revokes keys of an Azure OpenAI resource: { keys: [{ key, state? }] }",
      handle: async (c) => {
        controls.setAzureKeys(parameter(c, "resource"), (await readJson(c, keysSchema)).keys);
        return {};
      },
    },
    {
      method: "PUT",
      path: "/azure/:resource/firewall",
      summary: "Replaces the rules of an Azure OpenAI resource: { defaultAction, ipRules }",
      handle: async (c) => {
        const firewall = await readJson(c, firewallSchema);
        controls.setAzureFirewall(parameter(c, "resource"), firewall);
        return firewall;
      },
    },
  ];
}
