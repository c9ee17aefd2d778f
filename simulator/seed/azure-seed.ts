import type { SeedAzure, SeedModel } from "./seed.ts";

const GLOBAL = [
  "GlobalStandard",
  "DataZoneStandard",
  "GlobalProvisionedManaged",
  "DataZoneProvisionedManaged",
];
const EVERYWHERE = ["Standard", "ProvisionedManaged", ...GLOBAL];

/**
 * The Azure subscription that a simulator starts with.
 *
 * Its models are examples, not Azure's catalogue: one whose quota is too small for 100,000 tokens a minute (gpt-5.2),
 * one that is too old for Sigma (gpt-4o), one that takes no new deployments (gpt-4).
 */
export const azureSeed: SeedAzure = {
  subscriptionId: "00000000-0000-0000-0000-000000000001",
  tenantId: "00000000-0000-0000-0000-0000000000aa",
  resourceGroups: [{ name: "sigma", location: "eastus2" }],
  models: [
    model("gpt-4.1", "2025-04-14", { skus: EVERYWHERE }),
    model("gpt-4.1-mini", "2025-04-14", { skus: EVERYWHERE }),
    model("gpt-5.1", "2025-11-13"),
    model("gpt-5.2", "2025-12-11", { quota: 50 }),
    model("gpt-5.4", "2026-03-05"),
    model("gpt-4o", "2024-08-06", { skus: EVERYWHERE }),
    model("gpt-4o", "2024-11-20", { skus: EVERYWHERE, isDefault: true }),
    model("gpt-4", "turbo-2024-04-09", { skus: EVERYWHERE, deprecatedSince: "2025-10-15" }),
    model("text-embedding-3-small", "1", { skus: EVERYWHERE }),
    model("text-embedding-3-large", "1", { skus: EVERYWHERE }),
  ],
};

function model(name: string, version: string, special: Partial<SeedModel> = {}): SeedModel {
  return { name, version, skus: GLOBAL, quota: 1000, ...special };
}
