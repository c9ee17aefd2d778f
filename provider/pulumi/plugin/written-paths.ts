import { AZURE_MODELS } from "../../integration/config.ts";
import { isRecord } from "../../integration/unknown.ts";

/**
 * The paths where inputs hold what the core names: there, once for both models, or at each model. The nearest comes first. None
 * where they hold nothing of it.
 */
export function writtenPaths(path: string, inputs: unknown): string[] {
  const [vendor = "", model = "", field = model] = path.split(".");
  const places =
    vendor === "azureOpenai"
      ? [path, sharedPath(path), ...AZURE_MODELS.map((name) => `${vendor}.${name}.${field}`)]
      : [path];
  return [...new Set(places)].filter((place) => has(inputs, place));
}

/** The path of a field of a model where both models share it; any other path stays. */
export function sharedPath(path: string): string {
  const [vendor = "", model, field] = path.split(".");
  return AZURE_MODELS.some((name) => name === model) && field !== undefined
    ? `${vendor}.${field}`
    : path;
}

/** Whether inputs hold something at a path. */
export function has(inputs: unknown, path: string): boolean {
  return valueAt(inputs, path.split(".")) !== undefined;
}

/** What inputs hold at a path; undefined where there is no such place. */
export function valueAt(inputs: unknown, names: readonly string[]): unknown {
  return names.reduce((value, name) => (isRecord(value) ? value[name] : undefined), inputs);
}
