import { sharedPath, writtenPaths } from "./written-paths.ts";

/** Stands for any one name, or any position in a list. */
const ANY = "*";

/**
 * Whether the user wants a change left alone, by the paths of `ignoreChanges`: one that names it, or a block that it stands in.
 * What both models share has one name for the user, and one for each model in the core; what the program has written at each
 * model may have one name in the core, and is left alone where all these places are.
 *
 * @param ignored paths as Pulumi writes them: `azureOpenai.apiKey`, `azureOpenai["apiKey"]`, `azureOpenai.*.apiKey`.
 *   https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
 */
export function ignoring(ignored: readonly string[], inputs: unknown): (path: string) => boolean {
  const patterns = ignored.map(namesOf);
  const isIgnored = (path: string): boolean => {
    const names = path.split(".");
    return patterns.some((pattern) => covers(pattern, names));
  };
  return (path) => {
    if (isIgnored(path) || isIgnored(sharedPath(path))) return true;
    const places = writtenPaths(path, inputs);
    return places.length > 0 && places.every(isIgnored);
  };
}

/** The names in a path, whether each stands after a dot or in brackets. */
function namesOf(path: string): string[] {
  const names = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...names].map(([, quoted, position, plain]) => quoted ?? position ?? plain ?? "");
}

function covers(pattern: readonly string[], names: readonly string[]): boolean {
  const isPart = pattern.every((name, at) => at < names.length && [ANY, names[at]].includes(name));
  return pattern.length > 0 && isPart;
}
