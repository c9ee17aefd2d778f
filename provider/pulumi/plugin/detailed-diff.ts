import type { Change } from "../../integration/changes.ts";
import { VENDORS } from "../../integration/model.ts";
import { UNKNOWN } from "../../integration/unknown.ts";
import { has, valueAt, writtenPaths } from "./written-paths.ts";

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

/** The path where a program has written what the core names: there, once for both models, or at one of the models. */
function writtenPath(path: string, news: unknown, olds: unknown): string {
  return writtenPaths(path, news)[0] ?? writtenPaths(path, olds)[0] ?? path;
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
