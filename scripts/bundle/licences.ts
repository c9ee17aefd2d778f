import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licences of the packages that a bundle has in it, as one text, in the order of their names. */
export function licences(bundledFiles: readonly string[]): string {
  return [...new Set(bundledFiles.flatMap((file) => packageFolder(file) ?? []))]
    .map(licenceOf)
    .toSorted()
    .join("\n\n");
}

/** The folder of the package that a file belongs to; undefined for a file of ours. */
function packageFolder(file: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
}

function licenceOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof manifest !== "object" || manifest === null)
    throw new Error(`${folder} has no manifest`);
  const { name, version, license } = { name: "", version: "", license: "", ...manifest };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry));
  const title = `${name} ${version} (${license})`;
  if (file === undefined || !existsSync(join(folder, file))) return title;
  return `${title}\n\n${readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim()}`;
}
