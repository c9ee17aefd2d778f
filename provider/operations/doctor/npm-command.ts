import { readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isRecord } from "../../integration/unknown.ts";

/**
 * The npm package, with its version, that has put a command into `node_modules/.bin` of a folder or of one above it. Nothing
 * where there is none. The command is not run.
 */
export async function packageOfCommand(
  command: string,
  folder: string,
): Promise<string | undefined> {
  const file = await realpath(join(folder, "node_modules", ".bin", command)).catch(() => undefined);
  if (file !== undefined) return packageOf(dirname(file));
  const above = dirname(folder);
  return above === folder ? undefined : packageOfCommand(command, above);
}

/** npm links a command to a file of its package. On Windows it writes a script, which names no package in its path. */
async function packageOf(folder: string): Promise<string | undefined> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const { name, version } = isRecord(parsed) ? parsed : {};
    if (isPlain(name) && isPlain(version)) return `${name} ${version}`;
  } catch {
    // The package's own file stands further up.
  }
  const above = dirname(folder);
  return above === folder || folder.endsWith("node_modules") ? "a package" : packageOf(above);
}

function isPlain(value: unknown): value is string {
  return typeof value === "string" && /^[\w@/.+-]{1,200}$/.test(value);
}
