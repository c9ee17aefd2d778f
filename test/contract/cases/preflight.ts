import type { FaultInput } from "../../../simulator/index.ts";
import { anthropic, azure, gemini, openai } from "../configs.ts";
import type { LifecycleCase, Step } from "../lifecycle.ts";

const revoked = { openai: { apiKey: "sim-openai-key-revoked" } };
const AZURE = { host: "contoso.openai.azure.com" };

/** Credentials that are tried at the vendor directly before a save, and at no other time. */
export const preflightCases: LifecycleCase[] = [
  {
    name: "preflight enforce: what the vendor refuses is not saved",
    steps: [
      {
        apply: revoked,
        fails: "PREFLIGHT_FAILED",
        requests: "token whoami read",
        vendorRequests: "api.openai.com GET /v1/models",
        recorded: false,
        sigma: null,
      },
      { apply: openai, vendorRequests: "api.openai.com GET /v1/models", sigma: "openAI" },
      {
        apply: revoked,
        fails: "PREFLIGHT_FAILED",
        requests: "token whoami read",
        recorded: true,
        sigma: "openAI",
        state: { appliedRevision: "api:1" },
      },
    ],
  },
  {
    name: "preflight warn: what the vendor refuses is said, and saved all the same",
    steps: [
      {
        apply: { ...revoked, preflight: "warn" },
        fails: "VALIDATION_FAILED",
        requests: "token whoami read save",
        says: [/^org-acme: warning: openai.apiKey: OpenAI refuses the key/],
        recorded: false,
      },
      {
        apply: {
          azureOpenai: { ...azure.azureOpenai, embeddingModel: { deploymentId: "nowhere" } },
          preflight: "warn",
        },
        fails: "VALIDATION_FAILED",
        says: [/azureOpenai.embeddingModel.deploymentId: there is no such deployment/],
      },
      world({ ...AZURE, path: "/openai/v1/embeddings", effect: { kind: "status", status: 400 } }),
      {
        apply: { ...azure, preflight: "warn" },
        says: [/azureOpenai.endpointUrl: Azure answered 400/],
        sigma: "azureOpenAI",
      },
    ],
  },
  {
    name: "preflight off: the vendor is not called",
    steps: [
      {
        apply: { ...openai, preflight: "off" },
        requests: "token whoami read save",
        vendorRequests: "",
        sigma: "openAI",
      },
      { apply: { ...azure, preflight: { mode: "off" } }, vendorRequests: "", sigma: "azureOpenAI" },
    ],
  },
  {
    name: "preflight runs before a save alone: not in a preview, a refresh, a removal, or for settings",
    env: { SIGMA_ALLOW_ASSUMED: "write" },
    steps: [
      { preview: openai, vendorRequests: "" },
      { apply: openai, vendorRequests: "api.openai.com GET /v1/models" },
      { preview: gemini, refresh: true, vendorRequests: "" },
      { refreshOnly: true, vendorRequests: "" },
      { apply: { ...openai, credentialDrift: "stop" }, requests: "", vendorRequests: "" },
      { apply: { ...openai, credentialDrift: "stop" }, vendorRequests: "" },
      { destroy: true, vendorRequests: "", sigma: null },
    ],
  },
  {
    name: "preflight asks each vendor what is cheapest",
    steps: [
      { apply: gemini, vendorRequests: "generativelanguage.googleapis.com GET /v1beta/models" },
      { apply: anthropic, vendorRequests: "api.anthropic.com GET /v1/models" },
    ],
  },
  {
    name: "a firewall that keeps both out: nothing can be told from here, and Sigma's refusal names both sides",
    steps: [
      {
        apply: fabrikam(),
        fails: "VALIDATION_FAILED",
        requests: "token whoami read save",
        says: [
          /^org-acme: warning: azureOpenai.endpointUrl: the resource's firewall keeps this machine out/,
        ],
        message:
          /Sigma answered "Failed to validate"; tried from here it could not be told which side fails: azureOpenai.endpointUrl is inconclusive .*az cognitiveservices account network-rule add .* --name fabrikam/,
        recorded: false,
        sigma: null,
      },
      allow("198.51.100.20"),
      {
        apply: fabrikam(),
        fails: "VALIDATION_FAILED",
        message: /Azure OpenAI accepts the credentials, and fails them for Sigma alone/,
      },
      {
        apply: { ...fabrikam(), preflight: "off" },
        fails: "VALIDATION_FAILED",
        vendorRequests: "",
        message: /which side failed is not known: preflight is "off"/,
      },
      allow("203.0.113.10", "203.0.113.11"),
      {
        apply: fabrikam(),
        says: [/the resource's firewall keeps this machine out/],
        sigma: "azureOpenAI",
      },
    ],
  },
  {
    name: "Azure: deployments that are swapped, too old, or of another resource are not saved",
    steps: [
      ...(
        [
          [["embed", "gpt-41"], /languageModel.deploymentId: the two deployments are swapped/],
          [["gpt-4o-old", "embed"], /languageModel.deploymentId: .* is gpt-4o, which is older/],
          [["gpt-41", "embed-large"], /embeddingModel.deploymentId: .* not text-embedding-3-small/],
          [["nowhere", "embed"], /languageModel.deploymentId: there is no such deployment/],
        ] as const
      ).map(([deployments, message]) => ({
        apply: azureWith(deployments),
        fails: "PREFLIGHT_FAILED" as const,
        message,
        requests: "token whoami read",
        recorded: false,
      })),
      {
        apply: { azureOpenai: { ...azure.azureOpenai, apiKey: "sim-fabrikam-key-1" } },
        fails: "PREFLIGHT_FAILED",
        message: /azureOpenai.apiKey: the key is wrong, or is another resource's/,
      },
    ],
  },
  {
    name: "a vendor that fails three times says nothing, and the save goes on",
    clock: "instant",
    steps: [
      world({ host: "*", times: 3, effect: { kind: "status", status: 503 } }),
      {
        apply: openai,
        vendorRequests: Array(3).fill("api.openai.com GET /v1/models").join(" "),
        says: [/openai.apiKey: OpenAI answered 503/],
        sigma: "openAI",
      },
    ],
  },
  {
    name: "a stand-in for vendors that is not on this machine is refused, and so is a host that it does not have",
    steps: [
      {
        apply: openai,
        env: { SIGMA_AI_VENDOR_ORIGINS: "*=https://vendors.example" },
        fails: "INVALID_CONNECTION",
        vendorRequests: "",
        recorded: false,
      },
      {
        apply: openai,
        env: { SIGMA_AI_VENDOR_ORIGINS: "api.anthropic.com=http://127.0.0.1:9" },
        fails: "INVALID_CONNECTION",
        message: /the list does not name api.openai.com, and nothing was sent there/,
        recorded: false,
      },
    ],
  },
  {
    name: "validationWait alone writes state and sends nothing",
    steps: [
      { apply: waiting("10m") },
      { apply: waiting("5m"), plan: "update", requests: "", vendorRequests: "" },
      { apply: azure, plan: "update", requests: "", vendorRequests: "" },
      { apply: waiting("10m"), plan: "update", requests: "", vendorRequests: "" },
    ],
  },
  {
    name: "validationWait: a save is tried again until the rule works, and no longer",
    clock: "instant",
    steps: [
      {
        apply: waiting("90s", fabrikam()),
        fails: "VALIDATION_FAILED",
        requests: `token whoami read ${Array(10).fill("save").join(" ")}`,
        says: [
          /^org-acme: Sigma could not validate yet; trying again in 10 s \(2 of 10\)$/,
          /trying again in 10 s \(10 of 10\)$/,
        ],
        recorded: false,
      },
      {
        apply: waiting("90s", fabrikam()),
        when: {
          says: /\(3 of 10\)/,
          act: (simulator) => allowed(simulator, "203.0.113.0/24", "198.51.100.20"),
        },
        requests: "token whoami read save save save",
        sigma: "azureOpenAI",
      },
    ],
  },
];

function world(fault: FaultInput): Step {
  return { world: (simulator) => simulator.fault(fault) };
}

type Simulator = Parameters<Extract<Step, { world: unknown }>["world"]>[0];

function allow(...ipRules: string[]): Step {
  return { world: (simulator) => allowed(simulator, ...ipRules) };
}

function allowed(simulator: Simulator, ...ipRules: string[]): void {
  simulator.setAzureFirewall("fabrikam", { defaultAction: "Deny", ipRules });
}

function azureWith([language, embedding]: readonly [string, string]) {
  return {
    azureOpenai: {
      ...azure.azureOpenai,
      languageModel: { deploymentId: language },
      embeddingModel: { deploymentId: embedding },
    },
  };
}

function waiting(
  validationWait: string,
  { azureOpenai }: { azureOpenai: Readonly<Record<string, unknown>> } = azure,
) {
  return { azureOpenai: { ...azureOpenai, validationWait } };
}

function fabrikam() {
  return {
    azureOpenai: {
      ...azure.azureOpenai,
      endpointUrl: "https://fabrikam.openai.azure.com",
      apiKey: "sim-fabrikam-key-1",
    },
  };
}
