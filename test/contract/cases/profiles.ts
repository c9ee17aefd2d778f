import { azure, gemini, KEYS, openai } from "../configs.ts";
import type { LifecycleCase } from "../lifecycle.ts";

const WRITE = { SIGMA_ALLOW_ASSUMED: "write" };
const overwriting = { ...openai, existing: "overwrite" };

/** What each profile of the API lets the user see and do. */
export const profileCases: LifecycleCase[] = [
  {
    name: "published: Add and Edit once overwriting is allowed, outside edits unseen, Remove impossible",
    profile: "published",
    env: WRITE,
    steps: [
      {
        apply: openai,
        fails: "EXISTENCE_UNKNOWN",
        requests: "token whoami read",
        sigma: null,
        recorded: false,
      },
      {
        apply: overwriting,
        requests: "token whoami read save",
        sigma: "openAI",
        state: { status: "unverified", driftVisibility: "none", aiProvider: "openai" },
      },
      {
        world: (simulator) =>
          simulator.saveOutside("org-acme", {
            config: { provider: "gemini", apiKey: KEYS.gemini[0] },
          }),
      },
      {
        preview: overwriting,
        refresh: true,
        plan: "none",
        says: [/^org-acme: warning: drift cannot be seen/],
        sigma: "gemini",
      },
      {
        apply: { openai: { apiKey: KEYS.openai[1] }, existing: "overwrite" },
        plan: "update",
        requests: "token whoami read save",
        sigma: "openAI",
      },
      { destroy: true, fails: "REMOVE_UNSUPPORTED", recorded: true, sigma: "openAI" },
      {
        apply: { openai: { apiKey: KEYS.openai[1] }, existing: "overwrite", removal: "retain" },
        requests: "",
      },
      { destroy: true, requests: "", recorded: false, sigma: "openAI" },
    ],
  },
  {
    name: "published: the way out that a refused removal names works, after a removal by hand too",
    profile: "published",
    steps: [
      { apply: overwriting },
      { world: (simulator) => simulator.removeOutside("org-acme") },
      { refreshOnly: true, recorded: true, says: [/drift cannot be seen/] },
      { destroy: true, fails: "ASSUMED_REMOVE_REFUSED", recorded: true },
      { apply: { ...overwriting, removal: "retain" }, requests: "" },
      { destroy: true, requests: "", recorded: false, sigma: null },
    ],
  },
  {
    name: "minimal: a switched vendor is seen, a changed key is not",
    profile: "minimal",
    env: WRITE,
    steps: [
      {
        apply: azure,
        requests: "token whoami read save",
        sigma: "azureOpenAI",
        state: { status: "configured", driftVisibility: "partial" },
      },
      {
        world: (simulator) =>
          simulator.saveOutside("org-acme", {
            config: {
              provider: "azureOpenAI",
              languageModel: model("gpt-51", KEYS.azureOpenai[1]),
              embeddingModel: model("embed", KEYS.azureOpenai[1]),
            },
          }),
      },
      { preview: azure, refresh: true, plan: "none" },
      {
        world: (simulator) =>
          simulator.saveOutside("org-acme", {
            config: { provider: "gemini", apiKey: KEYS.gemini[0] },
          }),
      },
      {
        preview: azure,
        refresh: true,
        plan: "update",
        says: [/vendor changed outside: Sigma reports "gemini", last applied "azureOpenai"/],
      },
      { apply: azure, refresh: true, plan: "update", sigma: "azureOpenAI" },
      { destroy: true, requests: "token whoami read remove read", sigma: null },
    ],
  },
  {
    name: "full: everything that Sigma reports is compared, with who and when",
    steps: [
      { apply: azure, state: { driftVisibility: "full" } },
      {
        world: (simulator) =>
          simulator.saveOutside("org-acme", {
            config: {
              provider: "azureOpenAI",
              languageModel: model("gpt-51", KEYS.azureOpenai[0]),
              embeddingModel: model("embed", KEYS.azureOpenai[0]),
            },
          }),
      },
      {
        preview: azure,
        refresh: true,
        plan: "update",
        says: [
          /azureOpenai.languageModel.deploymentId: languageModel.deploymentId changed outside: Sigma reports "gpt-51", last applied "gpt-41", by user-grace at 20\d\d-/,
        ],
      },
      { apply: azure, refresh: true, plan: "update" },
    ],
  },
  {
    name: "a vendor that is switched is saved in place, never removed first",
    steps: [
      { apply: openai },
      {
        apply: gemini,
        plan: "update",
        requests: "token whoami read save",
        says: [
          /the vendor changes from OpenAI to Gemini: once that is saved, all prompts of the organization are sent to Google/,
          /Gemini is a beta feature/,
        ],
        sigma: "gemini",
      },
      { apply: azure, plan: "update", requests: "token whoami read save", sigma: "azureOpenAI" },
    ],
  },
  {
    name: "the form in which Azure OpenAI is sent is said to be assumed",
    steps: [
      {
        apply: azure,
        says: [
          /^org-acme: warning: Sigma has not published the form in which it takes Azure OpenAI/,
        ],
      },
    ],
  },
];

function model(deploymentId: string, apiKey: string) {
  return { deploymentId, endpointUrl: "https://contoso.openai.azure.com", apiKey };
}
