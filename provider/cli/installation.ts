import { Command } from "commander";
import { OLDEST_NODE } from "../runtime/node-version.ts";

/** What an install command is given. */
export interface InstallFlags {
  dir?: string;
  uninstall?: true;
  json?: true;
}

/** An install command: its options are the same for every engine. */
export function installCommand(
  description: string,
  folder: string,
  help: string,
  run: (flags: InstallFlags) => Promise<void>,
): Command {
  return new Command("install")
    .description(description)
    .option("--dir <dir>", folder)
    .option("--uninstall", "remove this version of it again")
    .option("--json", "print one line of JSON instead of text")
    .addHelpText("after", help)
    .action(run);
}

/** Prints what an install command did, in the form that is asked for. */
export function printResult(flags: InstallFlags, result: unknown, text: () => string): void {
  process.stdout.write(flags.json === true ? `${JSON.stringify(result)}\n` : text());
}

/** Which Node.js runs what was installed, `what` in a sentence; undefined is the one on PATH. */
export function nodeText(what: string, node: string | undefined): string {
  if (node === process.execPath) return `It runs on ${node}.\n`;
  const needed = `${what} needs ${OLDEST_NODE.join(".")} or newer`;
  const used = node ?? "the node that it finds on PATH";
  return `This command runs on Node.js ${process.versions.node}, and ${needed}: it runs on ${used}.\n`;
}
