/** The command as the package has it, with another provider file: the first argument. */
import { Command } from "commander";
import { terraformCommand } from "../../../../../provider/cli/terraform.ts";

const [provider = "", ...args] = process.argv.slice(2);
try {
  await new Command("sigma-external-ai")
    .addCommand(terraformCommand(() => provider))
    .parseAsync(args, { from: "user" });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
