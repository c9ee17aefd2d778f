/** The command as the package has it, with another plugin file: the first argument. */
import { Command } from "commander";
import { pulumiCommand } from "../../../../../provider/cli/pulumi.ts";

const [plugin = "", ...args] = process.argv.slice(2);
try {
  await new Command("sigma-external-ai")
    .addCommand(pulumiCommand(() => plugin))
    .parseAsync(args, { from: "user" });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
