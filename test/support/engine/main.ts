/**
 * Obtains tools, named by the arguments, and prints where they are. Default: every engine. Tests, the demo and the
 * benchmark do so by themselves; this is for doing it beforehand.
 */
import { obtainActionlint } from "./actionlint.ts";
import { obtainAzapi } from "./azapi.ts";
import { obtainCheckJsonschema } from "./check-jsonschema.ts";
import { obtainChromium } from "./chromium.ts";
import { obtainConftest } from "./conftest.ts";
import { messageOf } from "./failure.ts";
import { obtainOpenTofu } from "./opentofu.ts";
import { progressReporter } from "./progress-reporter.ts";
import { obtainPulumi } from "./pulumi.ts";
import { obtainPulumiPython } from "./pulumi-python.ts";
import { obtainPulumiSdkGenerator } from "./pulumi-sdk-generator.ts";
import { obtainPulumiYaml } from "./pulumi-yaml.ts";
import { obtainRestapi } from "./restapi.ts";
import { obtainTerraform } from "./terraform.ts";

const engines = { pulumi: obtainPulumi, terraform: obtainTerraform, tofu: obtainOpenTofu };
const tools = new Map(
  Object.entries({
    ...engines,
    actionlint: obtainActionlint,
    azapi: obtainAzapi,
    "check-jsonschema": obtainCheckJsonschema,
    chromium: obtainChromium,
    conftest: obtainConftest,
    "pulumi-python": obtainPulumiPython,
    "pulumi-sdk-generator": obtainPulumiSdkGenerator,
    "pulumi-yaml": obtainPulumiYaml,
    restapi: obtainRestapi,
  }),
);

const interruption = new AbortController();
for (const event of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(event, () => interruption.abort(new Error("interrupted")));
}

const given = process.argv.slice(2);
for (const name of given.length > 0 ? given : Object.keys(engines)) {
  const { progress, end } = progressReporter();
  try {
    const obtain = tools.get(name);
    if (!obtain) throw new Error(`unknown: ${name}. Known: ${[...tools.keys()].join(", ")}`);
    const copy = await obtain({ progress, signal: interruption.signal }).finally(end);
    process.stdout.write(`${JSON.stringify(copy, undefined, 2)}\n`);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
