import type { DataResidency, Throughput } from "./inputs.ts";

/** The SKUs of deployments that answer at once. Those for batches do not, so Sigma cannot use them. */
export type SkuName =
  | "GlobalStandard"
  | "DataZoneStandard"
  | "Standard"
  | "GlobalProvisionedManaged"
  | "DataZoneProvisionedManaged"
  | "ProvisionedManaged";

/** The SKU for each way of billing, by where prompts may be processed. */
export const SKUS: Readonly<Record<Throughput, Readonly<Record<DataResidency, SkuName>>>> = {
  standard: { global: "GlobalStandard", dataZone: "DataZoneStandard", regional: "Standard" },
  provisioned: {
    global: "GlobalProvisionedManaged",
    dataZone: "DataZoneProvisionedManaged",
    regional: "ProvisionedManaged",
  },
};
