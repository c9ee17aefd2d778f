#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { VERSION } from "../runtime/version.ts";
import { preflightCommand } from "./preflight.ts";
import { simulateCommand } from "./simulate.ts";
import { terraformCommand } from "./terraform.ts";

/** Exit statuses: 0 fine, 1 an error, 2 a command that cannot be understood. `preflight` has its own beside these. */
const USAGE = 2;

const program = new Command("sigma-external-ai")
  .description("Sigma's external AI provider as code: what belongs to it on the command line.")
  .version(VERSION)
  .showHelpAfterError("Run with --help to see what there is.")
  .addHelpText("after", "\nDocumentation: docs/ of the package's repository.")
  .addCommand(preflightCommand())
  .addCommand(simulateCommand())
  .addCommand(terraformCommand())
  .exitOverride();

inherit(program);
for (const stream of [process.stdout, process.stderr]) stream.on("error", endQuietly);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : USAGE;
  else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** Whoever reads the output may have seen enough of it, as `head` does. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit();
}

/** Help and errors of nested commands are those of the program. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    inherit(command);
  }
}
