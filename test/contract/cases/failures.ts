import type { FaultInput } from "../../../simulator/index.ts";
import { azure, gemini, KEYS, openai } from "../configs.ts";
import type { LifecycleCase, Step } from "../lifecycle.ts";

const CONFIGS = "/v2/organizations/settings/aiConfigs";
const WRITE = { SIGMA_ALLOW_ASSUMED: "write" };

/** Sigma failing at one moment or another. */
export const failureCases: LifecycleCase[] = [
  {
    name: "a save that Sigma refuses leaves the former integration and the state",
    steps: [
      { apply: openai },
      {
        apply: { openai: { apiKey: "sim-openai-key-revoked" }, preflight: "off" },
        fails: "VALIDATION_FAILED",
        recorded: true,
        sigma: "openAI",
        state: { appliedRevision: "api:1" },
      },
      { preview: openai, refresh: true, plan: "none" },
    ],
  },
  {
    name: "Azure behind its firewall is refused with what to allow, then accepted",
    steps: [
      { apply: fabrikam(), fails: "VALIDATION_FAILED", recorded: false, sigma: null },
      {
        world: (simulator) =>
          simulator.setAzureFirewall("fabrikam", {
            defaultAction: "Deny",
            ipRules: ["203.0.113.10", "203.0.113.11"],
          }),
      },
      { apply: fabrikam(), sigma: "azureOpenAI" },
    ],
  },
  {
    name: "credentials that are not an admin's are not permitted",
    env: { SIGMA_CLIENT_ID: "acme-analyst", SIGMA_CLIENT_SECRET: "acme-analyst-secret" },
    steps: [{ apply: openai, fails: "NOT_PERMITTED", recorded: false, sigma: null }],
  },
  {
    name: "credentials that are wrong are rejected",
    env: { SIGMA_CLIENT_SECRET: "wrong" },
    steps: [{ apply: openai, fails: "CREDENTIALS_REJECTED", requests: "token", recorded: false }],
  },
  {
    name: "a save whose answer is lost is found to have worked, and is not sent again",
    steps: [
      fault({ method: "POST", path: CONFIGS, when: "after", effect: { kind: "reset" } }),
      {
        apply: openai,
        requests: "token whoami read save read",
        sigma: "openAI",
        state: { driftVisibility: "full", appliedRevision: "api:1" },
      },
      fault({ method: "POST", path: CONFIGS, when: "after", effect: { kind: "truncate" } }),
      { apply: gemini, requests: "token whoami read save read", sigma: "gemini" },
      fault({
        method: "POST",
        path: CONFIGS,
        when: "after",
        effect: { kind: "status", status: 502 },
      }),
      { apply: openai, requests: "token whoami read save read", sigma: "openAI" },
      fault({ method: "POST", path: CONFIGS, when: "after", effect: { kind: "html" } }),
      { apply: gemini, requests: "token whoami read save read", sigma: "gemini" },
    ],
  },
  {
    name: "a save that never arrived is told as of unknown outcome, keeps the old state, and is not sent again",
    steps: [
      { apply: openai },
      fault({ method: "POST", path: CONFIGS, effect: { kind: "reset" } }),
      {
        apply: gemini,
        fails: "SAVE_OUTCOME_UNKNOWN",
        requests: "token whoami read save read",
        recorded: true,
        sigma: "openAI",
        state: { aiProvider: "openai" },
      },
      { apply: gemini, sigma: "gemini" },
    ],
  },
  {
    name: "published: a save whose answer is lost cannot be settled; a create records nothing",
    profile: "published",
    steps: [
      fault({ method: "POST", path: CONFIGS, when: "after", effect: { kind: "reset" } }),
      {
        apply: { ...openai, existing: "overwrite" },
        fails: "SAVE_OUTCOME_UNKNOWN",
        requests: "token whoami read save read",
        recorded: false,
      },
      { apply: { ...openai, existing: "overwrite" }, sigma: "openAI" },
    ],
  },
  {
    name: "minimal: a save of the same vendor whose answer is lost cannot be settled; the old state stays",
    profile: "minimal",
    steps: [
      { apply: openai },
      fault({ method: "POST", path: CONFIGS, when: "after", effect: { kind: "reset" } }),
      {
        apply: { openai: { apiKey: KEYS.openai[1] } },
        fails: "SAVE_OUTCOME_UNKNOWN",
        recorded: true,
      },
      { apply: { openai: { apiKey: KEYS.openai[1] } }, plan: "update" },
    ],
  },
  {
    name: "a create that was cut off is completed by the next one, with one Add and one Edit at most",
    steps: [
      fault({ method: "POST", path: CONFIGS, when: "after", effect: { kind: "reset" } }),
      fault({ method: "GET", path: CONFIGS, after: 1, effect: { kind: "status", status: 400 } }),
      { apply: openai, fails: "SAVE_OUTCOME_UNKNOWN", recorded: false, sigma: "openAI" },
      {
        apply: openai,
        requests: "token whoami read save",
        says: [/a create that was cut off is completed/],
      },
      {
        world: ({ audit }) => {
          if (audit.length > 2) throw new Error("more than one Add and one Edit");
        },
      },
    ],
  },
  {
    name: "a save that Sigma reports differently is recorded and fails, and the next apply puts it right",
    steps: [
      fault({
        method: "POST",
        path: CONFIGS,
        effect: { kind: "status", status: 200, body: { provider: "gemini", revision: 1 } },
      }),
      {
        apply: openai,
        fails: "SAVED_DIFFERENTLY",
        recorded: true,
        state: { organizationId: "org-acme", aiProvider: "gemini" },
      },
      { apply: openai, plan: "update", sigma: "openAI" },
    ],
  },
  {
    name: "a save that Sigma reports differently is no change made outside",
    steps: [
      fault({
        method: "POST",
        path: CONFIGS,
        effect: { kind: "status", status: 200, body: { provider: "gemini", revision: 1 } },
      }),
      { apply: { ...openai, credentialDrift: "stop" }, fails: "SAVED_DIFFERENTLY", recorded: true },
      {
        world: (simulator) =>
          simulator.fault({
            method: "GET",
            path: CONFIGS,
            effect: { kind: "status", status: 200, body: { provider: "gemini", revision: 1 } },
          }),
      },
      { apply: { ...openai, credentialDrift: "stop" }, plan: "update", sigma: "openAI" },
    ],
  },
  {
    name: "a removal says what else it takes away",
    env: WRITE,
    steps: [
      { apply: openai },
      {
        world: (simulator) =>
          simulator.saveOutside("org-acme", {
            config: { provider: "gemini", apiKey: KEYS.gemini[0] },
          }),
      },
      {
        destroy: true,
        says: [/what was changed outside is removed too: Sigma reports the vendor "gemini"/],
        sigma: null,
      },
    ],
  },
  {
    name: "a token that was revoked is renewed once",
    steps: [
      fault({
        method: "GET",
        path: CONFIGS,
        effect: {
          kind: "status",
          status: 401,
          body: { code: "unauthorized", message: "Token missing or malformed" },
        },
      }),
      { apply: openai, requests: "token whoami read token read save" },
    ],
  },
  {
    name: "throttling is waited for: JSON and HTML, seconds and date",
    steps: [
      fault({ method: "GET", path: CONFIGS, effect: { kind: "retryAfter", retryAfter: 0 } }),
      fault({ method: "GET", path: "/v2/whoami", effect: { kind: "html", status: 429 } }),
      fault({
        method: "POST",
        path: CONFIGS,
        effect: { kind: "retryAfter", retryAfter: "Thu, 01 Jan 2026 00:00:00 GMT" },
      }),
      { apply: openai, requests: "token whoami whoami read read save save", sigma: "openAI" },
    ],
  },
  {
    name: "throttling for longer than a run lasts is said at once",
    steps: [
      fault({ method: "GET", path: CONFIGS, effect: { kind: "retryAfter", retryAfter: 3600 } }),
      { apply: openai, fails: "THROTTLED", requests: "token whoami read" },
    ],
  },
  {
    name: "a server error, a reset and a slow start are retried where nothing is written",
    steps: [
      fault({ method: "GET", path: CONFIGS, effect: { kind: "status", status: 503 } }),
      fault({ method: "GET", path: CONFIGS, effect: { kind: "reset" } }),
      { apply: openai, requests: "token whoami read read read save" },
    ],
  },
  {
    name: "a read that fails is a failure, never an absence",
    steps: [
      { apply: openai },
      ...(
        [
          [{ kind: "status", status: 403 }, "NOT_PERMITTED"],
          [{ kind: "status", status: 400 }, "REQUEST_REFUSED"],
          [{ kind: "wrongJson" }, "UNEXPECTED_ANSWER"],
          [{ kind: "text", body: "{}" }, "UNEXPECTED_ANSWER"],
          [{ kind: "text", body: "" }, "UNEXPECTED_ANSWER"],
          [
            { kind: "status", status: 302, headers: { location: "https://elsewhere.example/" } },
            "NOT_SIGMA",
          ],
        ] as const
      ).flatMap(([effect, fails]): Step[] => [
        fault({ method: "GET", path: CONFIGS, effect }),
        { refreshOnly: true, fails, recorded: true },
      ]),
      ...([404, 405, 501] as const).flatMap((status): Step[] => [
        fault({ method: "GET", path: CONFIGS, effect: { kind: "status", status } }),
        { refreshOnly: true, recorded: true, says: [/drift cannot be seen/] },
      ]),
      fault({ method: "GET", path: CONFIGS, effect: { kind: "html" } }),
      {
        refreshOnly: true,
        recorded: true,
        says: [/drift cannot be seen: .*a proxy or throttling/],
      },
    ],
  },
  {
    name: "a removal is success only if Sigma understood it",
    env: WRITE,
    steps: [
      { apply: openai },
      ...([404, 405, 501] as const).flatMap((status): Step[] => [
        fault({ method: "DELETE", path: CONFIGS, effect: { kind: "status", status } }),
        { destroy: true, fails: "REMOVE_UNSUPPORTED", recorded: true },
      ]),
      fault({ method: "DELETE", path: CONFIGS, effect: { kind: "html" } }),
      { destroy: true, fails: "REMOVE_UNSUPPORTED", recorded: true },
      fault({ method: "DELETE", path: CONFIGS, effect: { kind: "status", status: 200, body: {} } }),
      { destroy: true, fails: "REMOVE_OUTCOME_UNKNOWN", recorded: true, sigma: "openAI" },
      fault({ method: "DELETE", path: CONFIGS, when: "after", effect: { kind: "reset" } }),
      { destroy: true, recorded: false, sigma: null },
    ],
  },
];

function fault(input: FaultInput): Step {
  return { world: (simulator) => simulator.fault(input) };
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
