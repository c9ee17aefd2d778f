import { anthropic, azure, gemini, KEYS, openai } from "../configs.ts";
import type { LifecycleCase } from "../lifecycle.ts";

const WRITE = { SIGMA_ALLOW_ASSUMED: "write" };

const vendors = [
  { wire: "openAI", config: openai, edited: { openai: { apiKey: KEYS.openai[1] } } },
  { wire: "gemini", config: gemini, edited: { gemini: { apiKey: KEYS.gemini[1] } } },
  { wire: "anthropic", config: anthropic, edited: { anthropic: { apiKey: KEYS.anthropic[1] } } },
  {
    wire: "azureOpenAI",
    config: azure,
    edited: { azureOpenai: { ...azure.azureOpenai, languageModel: { deploymentId: "gpt-51" } } },
  },
];

/** Every vendor through Add, Edit and Remove, with every request counted. */
export const vendorCases: LifecycleCase[] = vendors.map(({ wire, config, edited }) => ({
  name: `${wire}: Add, Edit and Remove`,
  env: WRITE,
  steps: [
    {
      apply: config,
      requests: "token whoami read save",
      says: [/^org-acme: adding .* turns AI on for the whole organization/],
      sigma: wire,
      state: { status: "configured", driftVisibility: "full", organizationId: "org-acme" },
    },
    { preview: config, refresh: true, plan: "none", requests: "token whoami read" },
    { preview: config, plan: "none", requests: "" },
    { apply: edited, plan: "update", requests: "token whoami read save", sigma: wire },
    {
      destroy: true,
      requests: "token whoami read remove read",
      says: [/AI is off for the whole organization/],
      sigma: null,
      recorded: false,
    },
  ],
}));
