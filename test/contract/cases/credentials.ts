import { azure, KEYS, openai } from "../configs.ts";
import type { LifecycleCase } from "../lifecycle.ts";

const [first, second] = KEYS.openai;
const fromEnv = { openai: { apiKey: { fromEnv: "OPENAI_KEY" } } };
const fromFile = { openai: { apiKey: { fromFile: "keys/openai" } } };

const rotateOutside: LifecycleCase["steps"][number] = {
  world: (simulator) =>
    simulator.saveOutside("org-acme", { config: { provider: "openAI", apiKey: second } }),
};
const seenOutside =
  /credential changed outside: revision api:2, last applied api:1, by user-grace at 20/;

/** Keys: rotated here, rotated outside, given as values and as references. */
export const credentialCases: LifecycleCase[] = [
  {
    name: "a key rotated in the program is seen and saved",
    steps: [
      { apply: openai },
      {
        apply: { openai: { apiKey: second } },
        plan: "update",
        requests: "token whoami read save",
        says: [/^org-acme: openai.apiKey: the key is not the one that was last saved$/],
      },
    ],
  },
  {
    name: "a key rotated behind an environment reference is seen and saved",
    needs: "references",
    steps: [
      { apply: fromEnv, env: { OPENAI_KEY: first } },
      { preview: fromEnv, env: { OPENAI_KEY: first }, plan: "none" },
      {
        apply: fromEnv,
        env: { OPENAI_KEY: second },
        plan: "update",
        says: [/the key is not the one/],
      },
    ],
  },
  {
    name: "a key rotated in a file is seen and saved; the line break at its end is no part of it",
    needs: "references",
    steps: [
      { apply: fromFile, files: { "keys/openai": `${first}\n` } },
      { preview: fromFile, files: { "keys/openai": first }, plan: "none" },
      { apply: fromFile, files: { "keys/openai": `${second}\n` }, plan: "update" },
    ],
  },
  {
    name: "a value and a reference to it are the same key",
    needs: "references",
    steps: [{ apply: openai }, { preview: fromEnv, env: { OPENAI_KEY: first }, plan: "none" }],
  },
  {
    name: "a reference that leads nowhere is not checked in a preview, and fails an apply before anything is sent",
    needs: "references",
    steps: [
      {
        preview: fromEnv,
        requests: "",
        says: [
          /^sigma: warning: openai.apiKey: not checked: the environment variable OPENAI_KEY is not set$/,
        ],
      },
      { apply: fromEnv, fails: "CREDENTIAL_UNRESOLVED", requests: "", recorded: false },
      { apply: fromEnv, env: { OPENAI_KEY: first } },
      {
        preview: fromEnv,
        plan: "none",
        requests: "",
        says: [
          /^org-acme: warning: openai.apiKey: not checked: the environment variable OPENAI_KEY is not set$/,
        ],
      },
      {
        apply: { gemini: { apiKey: { fromFile: "nowhere" } } },
        fails: "CREDENTIAL_UNRESOLVED",
        requests: "",
        sigma: "openAI",
      },
    ],
  },
  {
    name: "another deployment with the same key is an edit, and the key counts as the same",
    steps: [
      { apply: azure },
      {
        apply: { azureOpenai: { ...azure.azureOpenai, languageModel: { deploymentId: "gpt-51" } } },
        plan: "update",
        says: [/languageModel.deploymentId changes from "gpt-41" to "gpt-51"/],
        requests: "token whoami read save",
      },
    ],
  },
  {
    name: "values given once or for each model are the same configuration",
    needs: "spellings",
    steps: [
      { apply: azure },
      {
        preview: {
          azureOpenai: {
            languageModel: {
              deploymentId: "gpt-41",
              endpointUrl: "https://CONTOSO.openai.azure.com/",
              apiKey: KEYS.azureOpenai[0],
            },
            embeddingModel: {
              deploymentId: "embed",
              endpointUrl: "https://contoso.openai.azure.com:443",
              apiKey: KEYS.azureOpenai[0],
            },
          },
        },
        plan: "none",
      },
    ],
  },
  {
    name: "credentialDrift correct: a key changed outside is put back",
    steps: [
      { apply: openai },
      rotateOutside,
      { preview: openai, refresh: true, plan: "update", says: [seenOutside] },
      {
        apply: openai,
        refresh: true,
        plan: "update",
        says: [/a change made outside is overwritten/],
        state: { appliedRevision: "api:3" },
      },
    ],
  },
  {
    name: "credentialDrift ignore: a key changed outside is left alone",
    steps: [
      { apply: { ...openai, credentialDrift: "ignore" } },
      rotateOutside,
      { preview: { ...openai, credentialDrift: "ignore" }, refresh: true, plan: "none" },
      { preview: openai, refresh: true, plan: "update" },
    ],
  },
  {
    name: "credentialDrift stop: a key changed outside fails the apply, with who and when",
    env: { SIGMA_ALLOW_ASSUMED: "write" },
    steps: [
      { apply: { ...openai, credentialDrift: "stop" } },
      rotateOutside,
      {
        preview: { ...openai, credentialDrift: "stop" },
        refresh: true,
        plan: "update",
        says: [seenOutside],
      },
      {
        apply: { ...openai, credentialDrift: "stop" },
        refresh: true,
        fails: "CHANGED_OUTSIDE",
        requests: "token whoami read read",
        recorded: true,
      },
      { destroy: true, fails: "CHANGED_OUTSIDE", recorded: true, sigma: "openAI" },
      { apply: openai, refresh: true, plan: "update" },
    ],
  },
  {
    name: "credentialDrift stop: an outside change that nobody has refreshed stops an edit too",
    steps: [
      { apply: { ...openai, credentialDrift: "stop" } },
      rotateOutside,
      {
        apply: { openai: { apiKey: second }, credentialDrift: "stop" },
        fails: "CHANGED_OUTSIDE",
        requests: "token whoami read",
      },
    ],
  },
];
