import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";

const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];

/** The file of an executable in a folder; `name` is without `.exe`. Undefined if there is none that may be run. */
export function executableIn(folder: string, name: string): string | undefined {
  return endings.map((ending) => join(folder, name + ending)).find(mayRun);
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
