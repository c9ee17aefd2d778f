import { azureSeed } from "./azure-seed.ts";
import type { Firewall, Seed, SeedDeployment, SeedKey } from "./seed.ts";

const OPEN_TO_ALL: Firewall = { defaultAction: "Allow", ipRules: [] };

const LANGUAGE: SeedDeployment = { id: "gpt-41", model: "gpt-4.1", version: "2025-04-14" };
const EMBEDDING: SeedDeployment = { id: "embed", model: "text-embedding-3-small", version: "1" };

/**
 * The world that a simulator starts with: two organizations, two tenants, four vendors.
 *
 * Addresses come from the ranges reserved for documentation, so that none of them is anybody's.
 */
export const defaultSeed: Seed = {
  organizations: [
    { id: "org-acme", name: "Acme", slug: "acme", cloud: "aws", region: "us-west" },
    {
      id: "org-acme-emea",
      name: "Acme EMEA",
      slug: "acme-emea",
      parentId: "org-acme",
      cloud: "aws",
      region: "eu",
    },
    { id: "org-acme-apac", name: "Acme APAC", slug: "acme-apac", parentId: "org-acme" },
    { id: "org-globex", name: "Globex", slug: "globex", cloud: "gcp", region: "us" },
  ],
  users: [
    user("user-ada", "ada@acme.example", "org-acme"),
    user("user-grace", "grace@acme.example", "org-acme"),
    { ...user("user-alan", "alan@acme.example", "org-acme"), accountType: "Analyst" },
    user("user-edsger", "edsger@emea.acme.example", "org-acme-emea"),
    user("user-chieko", "chieko@apac.acme.example", "org-acme-apac"),
    user("user-barbara", "barbara@globex.example", "org-globex"),
  ],
  credentials: [
    { clientId: "acme-admin", clientSecret: "acme-admin-secret", userId: "user-ada" },
    { clientId: "acme-analyst", clientSecret: "acme-analyst-secret", userId: "user-alan" },
    { clientId: "globex-admin", clientSecret: "globex-admin-secret", userId: "user-barbara" },
  ],
  vendors: {
    openai: { keys: keysOf("openai"), models: ["gpt-5.6", "gpt-4.1", "text-embedding-3-small"] },
    gemini: { keys: keysOf("gemini"), models: ["gemini-3.6-flash", "gemini-embedding-001"] },
    anthropic: { keys: keysOf("anthropic"), models: ["claude-sonnet-5"] },
    azure: {
      resources: [
        {
          name: "contoso",
          hosts: ["contoso.openai.azure.com"],
          keys: ["sim-contoso-key-1", "sim-contoso-key-2"],
          deployments: [
            LANGUAGE,
            { id: "gpt-51", model: "gpt-5.1", version: "2025-11-13" },
            { id: "gpt-4o-old", model: "gpt-4o", version: "2024-11-20" },
            EMBEDDING,
            { id: "embed-large", model: "text-embedding-3-large", version: "1" },
          ],
          firewall: OPEN_TO_ALL,
          publicNetworkAccess: "Enabled",
          disableLocalAuth: false,
        },
        {
          name: "fabrikam",
          hosts: ["fabrikam.openai.azure.com"],
          keys: ["sim-fabrikam-key-1", "sim-fabrikam-key-2"],
          deployments: [LANGUAGE, EMBEDDING],
          firewall: { defaultAction: "Deny", ipRules: [] },
          publicNetworkAccess: "Enabled",
          disableLocalAuth: false,
        },
      ],
    },
  },
  azure: azureSeed,
  sigmaAddresses: ["203.0.113.10", "203.0.113.11"],
  callerAddress: "198.51.100.20",
};

function user(id: string, email: string, organizationId: string): Seed["users"][number] {
  return { id, email, organizationId, accountType: "Admin" };
}

/** Two valid keys, for a rotation, and one of each other state. */
function keysOf(vendor: string): SeedKey[] {
  return [
    { key: `sim-${vendor}-key-1` },
    { key: `sim-${vendor}-key-2` },
    { key: `sim-${vendor}-key-revoked`, state: "revoked" },
    { key: `sim-${vendor}-key-restricted`, state: "restricted" },
    { key: `sim-${vendor}-key-unpaid`, state: "unpaid" },
  ];
}
