import { Command } from "commander";
import { thisMachine } from "../install/machine.ts";
import { packagedFile } from "../install/packaged-file.ts";
import { install, uninstall, type Installed, type Uninstalled } from "../pulumi/install/install.ts";
import { PLUGIN_NAME } from "../pulumi/install/places.ts";
import { VERSION } from "../runtime/version.ts";
import { installCommand, nodeText, printResult, type InstallFlags } from "./installation.ts";

/** `pulumi`: what belongs to the plugin for Pulumi. `findPlugin` tells the file to install. */
export function pulumiCommand(
  findPlugin: () => string = () => packagedFile(`pulumi/${PLUGIN_NAME}`),
): Command {
  return new Command("pulumi")
    .description("Install the plugin for Pulumi's YAML, Python, Go, .NET and TypeScript programs.")
    .addCommand(
      installCommand(
        "Put the plugin into the folder where Pulumi finds it.",
        "another folder of plugins",
        HELP,
        (flags) => run(flags, findPlugin),
      ),
    );
}

const HELP = `
The plugin is started once as a check, and removed again if that fails. It runs on the Node.js that this command runs on,
which is noted in ~/.config/sigma-external-ai/node; when that is gone, on the one on PATH. Node.js keeps its compiled code in
~/.cache/sigma-external-ai/compile, for faster starts. TypeScript programs can do without it: import the resource of this
package there.

Examples:
  $ npx sigma-external-ai pulumi install
  $ npx sigma-external-ai pulumi install --dir ./plugins
  $ npx sigma-external-ai pulumi install --uninstall`;

async function run(flags: InstallFlags, findPlugin: () => string): Promise<void> {
  const installation = { machine: thisMachine(), version: VERSION, dir: flags.dir };
  if (flags.uninstall === true) {
    const result = await uninstall(installation);
    printResult(flags, result, () => uninstalledText(result));
    return;
  }
  const result = await install({
    ...installation,
    provider: findPlugin(),
    node: { path: process.execPath, version: process.versions.node },
  });
  printResult(flags, result, () => installedText(result));
}

function installedText({ version, file, note, node, implied }: Installed): string {
  return `Installed the plugin sigma ${version}; it was started once as a check.

Wrote:
  ${file}
  ${note}

${nodeText("the plugin", node)}${implied ? "" : elsewhereText(file)}
In a YAML program:
  resources:
    ai:
      type: sigma:ExternalAiIntegration
      properties: { openai: { apiKey: { fromEnv: OPENAI_API_KEY } } }

An SDK for another language, in the folder of its project: pulumi package add sigma
`;
}

/** What is to be said where the engine would not find it by itself. */
function elsewhereText(file: string): string {
  return `
Pulumi does not look there by itself. Name it in Pulumi.yaml:
  plugins:
    providers:
      - name: sigma
        path: ${JSON.stringify(file.slice(0, -PLUGIN_NAME.length - 1))}
`;
}

function uninstalledText({ version, file, removed, left }: Uninstalled): string {
  if (left.length > 0) return `Left in place, as this command did not write it:\n  ${file}\n`;
  return removed.length === 0
    ? `Nothing was removed: version ${version} of the plugin is not at ${file}.\n`
    : `Removed version ${version} of the plugin:\n  ${file}\n`;
}
