import type { ValidateListResourceConfig_Response } from "../protocol/gen/tfplugin6.ts";

/** The list has no rules beyond its schema, which Terraform checks itself. */
export async function validateListResourceConfig(): Promise<ValidateListResourceConfig_Response> {
  return { diagnostics: [] };
}
