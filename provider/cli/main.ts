#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { VERSION } from "../runtime/version.ts";
import { failureOf } from "./command-error.ts";
import { contractCommand } from "./contract.ts";
import { doctorCommand } from "./doctor.ts";
import { driftCommand } from "./drift.ts";
import { end } from "./end.ts";
import { EXIT } from "./exit-status.ts";
import { exportCommand } from "./export.ts";
import { leakScanCommand } from "./leak-scan.ts";
import { preflightCommand } from "./preflight.ts";
import { pulumiCommand } from "./pulumi.ts";
import { simulateCommand } from "./simulate.ts";
import { statusCommand } from "./status.ts";
import { terraformCommand } from "./terraform.ts";

const program = new Command("sigma-external-ai")
  .description("Sigma's external AI provider as code: what belongs to it on the command line.")
  .version(VERSION)
  .showHelpAfterError("Run with --help to see what there is.")
  .addHelpText("after", "\nDocumentation: docs/ of the package's repository.")
  .addCommand(doctorCommand())
  .addCommand(statusCommand())
  .addCommand(driftCommand())
  .addCommand(preflightCommand())
  .addCommand(exportCommand())
  .addCommand(contractCommand())
  .addCommand(leakScanCommand())
  .addCommand(simulateCommand())
  .addCommand(pulumiCommand())
  .addCommand(terraformCommand())
  .exitOverride();

inherit(program);
for (const stream of [process.stdout, process.stderr]) stream.on("error", endWithout);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exitCode = EXIT.fine;
  else await endFailed(error);
}

/** Says why a command failed as a whole: in words, and with `--json` also as the one line that is read. */
async function endFailed(error: unknown): Promise<void> {
  const { code, message, status } = failureOf(error);
  if (wantsJson(process.argv)) {
    const line = `${JSON.stringify({ error: { code, message } })}\n`;
    await new Promise<void>((resolve) => {
      process.stdout.write(line, () => resolve());
    });
  }
  // Commander has said it already.
  if (error instanceof CommanderError) process.exitCode = status;
  else await end(`${message}\n`, status, process.stderr);
}

/** Asked of the words themselves: a command that cannot be understood has no options. */
function wantsJson(words: readonly string[]): boolean {
  const index = words.indexOf("--json");
  const last = words.indexOf("--");
  return index !== -1 && (last === -1 || index < last);
}

/** Whoever reads the output may have seen enough of it, as `head` does. A disk that is full is an error. */
function endWithout(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit();
  process.stderr.write(`the output cannot be written (${error.code ?? error.message})\n`);
  process.exit(EXIT.error);
}

/** Help and errors of nested commands are those of the program. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    inherit(command);
  }
}
