import type { Change } from "../../integration/changes.ts";
import { AZURE_MODELS } from "../../integration/config.ts";
import { VENDORS } from "../../integration/model.ts";
import { isRecord, UNKNOWN } from "../../integration/unknown.ts";

/** One line of the engine's diff. */
export interface PropertyChange {
  /** The property, as a path in the inputs. */
  path: string;
  kind: "add" | "delete" | "update";
  replaces: boolean;
  /** Whether the program was edited, as opposed to Sigma. */
  isInput: boolean;
}

/**
 * The changes as the engine shows them: each at the property that the program writes, since a key and an endpoint may stand
 * once for both models. Of another vendor, the block that goes is shown too.
 */
export function detailedDiff(
  changes: readonly Change[],
  olds: unknown,
  news: unknown,
): PropertyChange[] {
  const shown = changes.map(({ path, kind, origin }): PropertyChange => {
    const written = writtenPath(path, news, olds);
    return {
      path: written,
      kind: kindOf(written, olds, news),
      replaces: kind === "replace",
      // No output holds a key, so that a key can only be shown as an input.
      isInput: origin === "configuration" || path.endsWith("apiKey"),
    };
  });
  const left = VENDORS.filter((name) => has(olds, name) && !has(news, name));
  const gone = left.map((path): PropertyChange => ({
    path,
    kind: "delete",
    replaces: false,
    isInput: true,
  }));
  return changes.length === 0 ? [] : [...gone, ...shown];
}

/**
 * Whether a path, or a block that it stands in, is one that the user wants left alone. What both models share has one name
 * for the user, and one for each model in the core.
 */
export function ignoring(paths: readonly string[]): (path: string) => boolean {
  const isIgnored = (path: string): boolean =>
    paths.some((ignored) => path === ignored || path.startsWith(`${ignored}.`));
  return (path) => isIgnored(path) || isIgnored(sharedPath(path));
}

/** The path where a program has written what the core names: there, once for both models, or at one of the models. */
function writtenPath(path: string, news: unknown, olds: unknown): string {
  const [vendor = "", model = "", field = model] = path.split(".");
  const places =
    vendor === "azureOpenai"
      ? [path, sharedPath(path), ...AZURE_MODELS.map((name) => `${vendor}.${name}.${field}`)]
      : [path];
  const find = (inputs: unknown): string | undefined => places.find((place) => has(inputs, place));
  return find(news) ?? find(olds) ?? path;
}

/** The path of a field of a model where both models share it; any other path stays. */
function sharedPath(path: string): string {
  const [vendor = "", model, field] = path.split(".");
  return AZURE_MODELS.some((name) => name === model) && field !== undefined
    ? `${vendor}.${field}`
    : path;
}

function kindOf(path: string, olds: unknown, news: unknown): PropertyChange["kind"] {
  // Whether it is in a block that is not known yet, nobody can tell.
  if (isInUnknown(news, path) || has(olds, path) === has(news, path)) return "update";
  return has(news, path) ? "add" : "delete";
}

function isInUnknown(inputs: unknown, path: string): boolean {
  const names = path.split(".");
  return names.some((_, length) => valueAt(inputs, names.slice(0, length)) === UNKNOWN);
}

function has(inputs: unknown, path: string): boolean {
  return valueAt(inputs, path.split(".")) !== undefined;
}

function valueAt(inputs: unknown, names: readonly string[]): unknown {
  return names.reduce((value, name) => (isRecord(value) ? value[name] : undefined), inputs);
}
