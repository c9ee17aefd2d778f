import { cdktfCode } from "./cdktf.ts";
import type { FoundIntegration } from "./found.ts";
import type { Part } from "./program.ts";
import { pulumiYamlCode } from "./pulumi-yaml.ts";
import { pulumiTypescriptCode } from "./pulumi-typescript.ts";
import { terraformCode } from "./terraform.ts";

/** The languages that there is an export for. */
export const TARGETS = ["terraform", "cdktf", "pulumi-yaml", "pulumi-typescript"] as const;

/** One of the languages that there is an export for. */
export type ExportTarget = (typeof TARGETS)[number];

/** The file of each language. */
export const FILES: Readonly<Record<ExportTarget, string>> = {
  terraform: "main.tf",
  cdktf: "main.ts",
  "pulumi-yaml": "Pulumi.yaml",
  "pulumi-typescript": "index.ts",
};

/** Code for what exists now. */
export interface ExportedCode {
  file: string;
  text: string;
  resources: ExportedResource[];
}

/** One resource in the code. */
export interface ExportedResource {
  organizationId: string;
  name: string;
  /** The environment variables that its keys are given by. */
  keys: string[];
  /** The paths of what Sigma does not report, which must be filled in. */
  missing: string[];
}

/** Writes code that takes over what was found. No key is in it, and nothing that was not found. */
export function exportCode(
  target: ExportTarget,
  found: readonly FoundIntegration[],
  connection?: string,
): ExportedCode {
  const { text, parts } = WRITERS[target](found, connection);
  return { file: FILES[target], text, resources: parts.map((part) => resourceOf(part, target)) };
}

const WRITERS = {
  terraform: terraformCode,
  cdktf: cdktfCode,
  "pulumi-yaml": pulumiYamlCode,
  "pulumi-typescript": pulumiTypescriptCode,
};

function resourceOf(
  { organizationId, names, keys, missing }: Part,
  target: ExportTarget,
): ExportedResource {
  const variable = (name: string): string =>
    target.startsWith("pulumi-") ? name.toUpperCase() : `TF_VAR_${name}`;
  return { organizationId, name: names.resource, keys: keys.map(variable), missing: [...missing] };
}
