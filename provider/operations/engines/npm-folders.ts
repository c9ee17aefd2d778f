import { existsSync } from "node:fs";
import { basename, delimiter, dirname, join, sep } from "node:path";

/**
 * An environment without the folders of PATH that npm has put commands into: an engine there may be a script that downloads
 * the engine, and `npx` puts such folders first. An empty entry goes too: it stands for the working directory, a project's
 * folder. `isLeftOut` may leave out more; what engines start, such as Node.js, may itself be a package of npm.
 */
export function withoutNpm(env: NodeJS.ProcessEnv, isLeftOut = isOfNpm): NodeJS.ProcessEnv {
  const entries = Object.entries(env).map(([name, value]) => {
    if (!isPath(name) || value === undefined) return [name, value];
    const folders = value.split(delimiter).filter((folder) => folder !== "" && !isLeftOut(folder));
    return [name, folders.join(delimiter)];
  });
  return Object.fromEntries(entries);
}

/** Whether a folder is below a `node_modules`, where packages are. */
export function isInPackages(folder: string): boolean {
  return folder.split(sep).includes("node_modules");
}

/** Whether npm has put a command of that name into a folder of PATH. */
export function isCommandOfNpm(command: string, env: NodeJS.ProcessEnv): boolean {
  return Object.entries(env).some(
    ([name, value = ""]) =>
      isPath(name) &&
      value.split(delimiter).some((folder) => isOfNpm(folder) && existsSync(join(folder, command))),
  );
}

function isOfNpm(folder: string): boolean {
  return basename(folder) === ".bin" && basename(dirname(folder)) === "node_modules";
}

/** Windows calls it "Path". */
function isPath(name: string): boolean {
  return name.toUpperCase() === "PATH";
}
