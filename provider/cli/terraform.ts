import { Command } from "commander";
import { VERSION } from "../runtime/version.ts";
import { install, type Installed } from "../terraform/install/install.ts";
import {
  filesThatHide,
  lockCommand,
  providerInstallation,
  requiredProviders,
} from "../terraform/install/instructions.ts";
import { thisMachine, type Machine } from "../install/machine.ts";
import { packagedFile } from "../install/packaged-file.ts";
import { PROVIDER_NAME, SOURCE } from "../terraform/install/places.ts";
import { uninstall, type Uninstalled } from "../terraform/install/uninstall.ts";
import { installCommand, nodeText, printResult, type InstallFlags } from "./installation.ts";

/** `terraform`: what belongs to the provider for Terraform and OpenTofu. `findProvider` tells the file to install. */
export function terraformCommand(
  findProvider: () => string = () => packagedFile(`terraform/${PROVIDER_NAME}`),
): Command {
  return new Command("terraform")
    .description("Install the provider for Terraform and OpenTofu.")
    .addCommand(
      installCommand(
        "Put the provider into the local mirror folder of Terraform and OpenTofu.",
        "another mirror folder",
        HELP,
        (flags) => run(flags, findProvider),
      ),
    );
}

const HELP = `
The provider is started once as a check, and removed again if that fails. It runs on the Node.js that this command runs on,
which is noted in ~/.config/sigma-external-ai/node; when that is gone, on the one on PATH. Node.js keeps its compiled code in
~/.cache/sigma-external-ai/compile, for faster starts.

Examples:
  $ npx sigma-external-ai terraform install
  $ npx sigma-external-ai terraform install --dir ./mirror
  $ npx sigma-external-ai terraform install --uninstall`;

async function run(flags: InstallFlags, findProvider: () => string): Promise<void> {
  const machine = thisMachine();
  const installation = { machine, version: VERSION, dir: flags.dir };
  if (flags.uninstall === true) {
    const result = await uninstall(installation);
    printResult(flags, result, () => uninstalledText(result));
    return;
  }
  const result = await install({
    ...installation,
    provider: findProvider(),
    node: { path: process.execPath, version: process.versions.node },
  });
  const lock = lockCommand("terraform", result.dir, result.platform);
  printResult(flags, { source: SOURCE, ...result, lock }, () => installedText(result, machine));
}

function installedText(installed: Installed, machine: Machine): string {
  const { version, platform, dir, files, note, node } = installed;
  return `Installed the provider ${SOURCE} ${version} for ${platform}; it was started once as a check.

Wrote:
${indented([...files, note].join("\n"))}

${nodeText("the provider", node)}
In a configuration:
${indented(requiredProviders(version))}

terraform init finds it there. To put its checksum into the lock file without init (OpenTofu: tofu for terraform):
${indented(lockCommand("terraform", dir, platform))}
${lookupText(installed, machine)}`;
}

/** What is to be said where the engines would not find it by themselves. */
function lookupText({ dir, implied }: Installed, machine: Machine): string {
  const hiding = filesThatHide(dir, machine);
  if (implied && hiding.length === 0) return "";
  const why =
    hiding.length > 0
      ? `${hiding.join(" and ")} says where to look for providers, and does not name this folder. Add it:`
      : "This folder is looked into only if the CLI configuration (~/.terraformrc, or TF_CLI_CONFIG_FILE) says so:";
  return `\n${why}\n${indented(providerInstallation(dir))}\n`;
}

function uninstalledText({ version, dirs, removed, left }: Uninstalled): string {
  const gone =
    removed.length === 0
      ? `Nothing was removed: version ${version} of the provider is not in ${dirs.join(" or ")}.\n`
      : `Removed version ${version} of the provider:\n${indented(removed.join("\n"))}\n`;
  if (left.length === 0) return gone;
  return `${gone}Left in place, as this command did not write it:\n${indented(left.join("\n"))}\n`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
