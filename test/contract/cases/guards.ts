import { gemini, KEYS, openai } from "../configs.ts";
import { ACME, GLOBEX, type LifecycleCase } from "../lifecycle.ts";

const NO_CONNECTION = {
  SIGMA_BASE_URL: undefined,
  SIGMA_CLIENT_ID: undefined,
  SIGMA_CLIENT_SECRET: undefined,
};

const OTHER: Record<string, unknown> = {
  existing: "overwrite",
  removal: "retain",
  credentialDrift: "ignore",
  preflight: "off",
  expectedOrganizationId: "org-acme",
};

/** What must never happen: the wrong organization, an unasked overwrite or removal, a request that nobody needs. */
export const guardCases: LifecycleCase[] = [
  {
    name: "credentials of another organization: refresh, edit and destroy fail, and nothing is written there",
    env: { SIGMA_ALLOW_ASSUMED: "write" },
    steps: [
      { apply: openai },
      {
        refreshOnly: true,
        env: GLOBEX,
        fails: "WRONG_ORGANIZATION",
        requests: "token whoami",
        recorded: true,
      },
      { apply: gemini, env: GLOBEX, fails: "WRONG_ORGANIZATION", requests: "token whoami" },
      {
        apply: openai,
        refresh: true,
        env: GLOBEX,
        fails: "WRONG_ORGANIZATION",
        requests: "token whoami",
      },
      {
        destroy: true,
        env: GLOBEX,
        fails: "WRONG_ORGANIZATION",
        requests: "token whoami",
        recorded: true,
      },
      { world: (simulator) => expectNothingAt(simulator.state("org-globex")) },
    ],
  },
  {
    name: "expectedOrganizationId: a create with other credentials fails before anything is written",
    steps: [
      {
        apply: { ...openai, expectedOrganizationId: "org-globex" },
        fails: "WRONG_ORGANIZATION",
        requests: "token whoami",
        recorded: false,
      },
      { apply: { ...openai, expectedOrganizationId: "org-acme" } },
      {
        preview: { ...openai, expectedOrganizationId: "org-globex" },
        fails: "WRONG_ORGANIZATION",
        requests: "",
      },
    ],
  },
  {
    name: "a removal that Sigma has not published is refused unless it is allowed",
    steps: [
      { apply: openai },
      {
        destroy: true,
        fails: "ASSUMED_REMOVE_REFUSED",
        requests: "token whoami read",
        recorded: true,
        sigma: "openAI",
      },
      { destroy: true, env: { SIGMA_ALLOW_ASSUMED: "write" }, sigma: null, recorded: false },
    ],
  },
  {
    name: "settings alone write state and send nothing",
    steps: [
      { apply: openai },
      ...["existing", "removal", "credentialDrift", "preflight", "expectedOrganizationId"].map(
        (setting) => ({
          apply: { ...openai, [setting]: OTHER[setting] },
          env: NO_CONNECTION,
          requests: "",
          plan: "update" as const,
        }),
      ),
    ],
  },
  {
    name: "another connection alone: that it leads to the same organization is seen, and nothing else is sent",
    needs: "connections",
    env: {
      SIGMA_EU_CLIENT_ID: ACME.SIGMA_CLIENT_ID,
      SIGMA_EU_CLIENT_SECRET: ACME.SIGMA_CLIENT_SECRET,
    },
    steps: [
      { apply: openai },
      {
        apply: { ...openai, connection: "eu" },
        plan: "update",
        requests: "token whoami",
        state: { connection: "eu" },
      },
      {
        apply: openai,
        env: GLOBEX,
        fails: "WRONG_ORGANIZATION",
        requests: "token whoami",
        state: { connection: "eu" },
      },
    ],
  },
  {
    name: "a preview without a refresh needs no connection and sends nothing",
    steps: [
      { preview: openai, env: NO_CONNECTION, requests: "" },
      { apply: openai },
      { preview: openai, env: NO_CONNECTION, requests: "", plan: "none" },
      { preview: gemini, env: NO_CONNECTION, requests: "", plan: "update" },
      { apply: gemini, env: NO_CONNECTION, fails: "CONNECTION_INCOMPLETE", requests: "" },
    ],
  },
  {
    name: "removal retain: the resource goes, the integration stays",
    steps: [
      { apply: openai },
      {
        apply: { ...openai, removal: "retain" },
        requests: "",
        plan: "update",
        state: { removal: "retain" },
      },
      {
        destroy: true,
        requests: "",
        recorded: false,
        says: [/the integration is left in place at Sigma/],
        sigma: "openAI",
      },
    ],
  },
  {
    name: "removed outside: a refresh drops it, and the next apply adds it",
    steps: [
      { apply: openai },
      { world: (simulator) => simulator.removeOutside("org-acme") },
      {
        refreshOnly: true,
        recorded: false,
        says: [/^org-acme: warning: the integration was removed outside/],
      },
      { apply: openai, requests: "token whoami read save", sigma: "openAI" },
    ],
  },
  {
    name: "removed outside and not refreshed: an edit adds it again, and destroy is done",
    env: { SIGMA_ALLOW_ASSUMED: "write" },
    steps: [
      { apply: openai },
      { world: (simulator) => simulator.removeOutside("org-acme") },
      { apply: gemini, says: [/the integration was removed outside/], sigma: "gemini" },
      { world: (simulator) => simulator.removeOutside("org-acme") },
      { destroy: true, requests: "token whoami read", recorded: false },
    ],
  },
  {
    name: "a vendor of a name that we do not know is shown as it is, and put right",
    steps: [
      { apply: openai },
      {
        world: (simulator) =>
          simulator.fault({
            method: "GET",
            path: "/v2/organizations/settings/aiConfigs",
            effect: { kind: "status", status: 200, body: { provider: "bedrock", revision: 9 } },
          }),
      },
      { refreshOnly: true, state: { aiProvider: "bedrock", remoteRevision: "api:9" } },
      { preview: openai, plan: "update", says: [/Sigma reports "bedrock"/] },
    ],
  },
  {
    name: "an outside save with the same key is still an outside change",
    steps: [
      { apply: openai },
      {
        world: (simulator) =>
          simulator.saveOutside("org-acme", {
            config: { provider: "openAI", apiKey: KEYS.openai[0] },
          }),
      },
      { preview: openai, refresh: true, plan: "update" },
    ],
  },
];

function expectNothingAt({ integration }: { integration: unknown }): void {
  if (integration !== null) throw new Error("something was written at the other organization");
}
