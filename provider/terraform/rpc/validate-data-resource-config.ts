import type { ValidateDataResourceConfig_Response } from "../protocol/gen/tfplugin6.ts";

/** The data sources have no rules beyond their schemas, which Terraform checks itself. */
export async function validateDataResourceConfig(): Promise<ValidateDataResourceConfig_Response> {
  return { diagnostics: [] };
}
