import { gemini, openai } from "../configs.ts";
import type { LifecycleCase } from "../lifecycle.ts";

const emea = { ...openai, tenant: "org-acme-emea" };

/** Tenants, through their parent's credentials. */
export const tenantCases: LifecycleCase[] = [
  {
    name: "a tenant is configured through its parent's credentials",
    env: { SIGMA_ALLOW_ASSUMED: "write" },
    steps: [
      {
        apply: emea,
        requests: "token tenant token read save",
        state: {
          organizationId: "org-acme-emea",
          tenant: "org-acme-emea",
          updatedBy: "user-edsger",
        },
        sigma: "openAI",
      },
      { preview: emea, refresh: true, plan: "none", requests: "token tenant token read" },
      { apply: { ...gemini, tenant: "org-acme-emea" }, plan: "update", sigma: "gemini" },
      { destroy: true, requests: "token tenant token read remove read", recorded: false },
    ],
  },
  {
    name: "another tenant replaces: it is added first, then the old one is removed",
    env: { SIGMA_ALLOW_ASSUMED: "write" },
    steps: [
      { apply: emea },
      {
        apply: { ...openai, tenant: "org-acme-apac" },
        plan: "replace",
        state: { organizationId: "org-acme-apac" },
        requests: "token tenant token read save tenant token read remove read",
      },
    ],
  },
  {
    name: "a tenant that the parent does not have is not found, and nothing is written",
    steps: [
      {
        apply: { ...openai, tenant: "org-globex" },
        fails: "TENANT_NOT_FOUND",
        requests: "token tenant",
        recorded: false,
      },
    ],
  },
  {
    name: "a create for a tenant that was cut off is completed by the next one",
    steps: [
      {
        world: (simulator) =>
          simulator.fault({
            method: "POST",
            path: "/v2/organizations/settings/aiConfigs",
            when: "after",
            effect: { kind: "reset" },
          }),
      },
      {
        world: (simulator) =>
          simulator.fault({
            method: "GET",
            path: "/v2/organizations/settings/aiConfigs",
            after: 1,
            times: 4,
            effect: { kind: "status", status: 400 },
          }),
      },
      { apply: emea, fails: "SAVE_OUTCOME_UNKNOWN", recorded: false },
      { world: (simulator) => simulator.clearFaults() },
      {
        apply: emea,
        requests: "token tenant token read whoami save",
        says: [/a create that was cut off is completed/],
        sigma: "openAI",
      },
    ],
  },
];
