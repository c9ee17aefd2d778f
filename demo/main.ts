/** `npm run demo`: plays the life of an integration, or of a fleet of them, on real engines, and checks every step of it. */
import { parseArgs, styleText } from "node:util";
import { stopOnSignals } from "../scripts/stop-on-signals.ts";
import { azurePulumiDemo } from "./azure-pulumi.ts";
import { azureTerraformDemo } from "./azure-terraform.ts";
import type { BaseStep, Command, Demo } from "./demo.ts";
import { fleetDemo } from "./fleet.ts";
import { FLEET_SIZES, type FleetEngine } from "./fleet/organizations.ts";
import { pulumiDemo } from "./pulumi.ts";
import { terraformDemo } from "./terraform.ts";

const HELP = `Plays the life of an integration on a real engine, against a simulator of Sigma.

Usage: npm run demo [-- --engine pulumi|terraform|tofu] [--azure] [--verbose]
       npm run demo -- --fleet N [--engine pulumi|terraform|tofu] [--picture FILE] [--verbose]

Options:
  --engine    the engine; pulumi by default, for a fleet Terraform with some projects of Pulumi's among them
  --azure     with an Azure OpenAI account: its deployments, its firewall, its two keys
  --fleet     N organizations, from ${FLEET_SIZES.least} to ${FLEET_SIZES.most}, of which some drift: swept, repaired, and swept again
  --picture   where a picture of the fleet's report is written, as PNG
  --verbose   show the whole output of every command
  --help      show this text

Everything happens in a temporary folder. The engine comes from PATH, the cache, its download, or (but for Terraform) a
build from its published Go modules, which takes about five minutes once. The report of a fleet is opened in Chromium, which
comes from CHROME_PATH or PATH; root on Debian gets Debian's package.`;

/** The demos, each on every engine. */
type Demos = Readonly<Record<string, (signal: AbortSignal) => Promise<Demo>>>;

const DEMOS: Demos = {
  pulumi: pulumiDemo,
  terraform: (signal) => terraformDemo("terraform", signal),
  tofu: (signal) => terraformDemo("tofu", signal),
};

const AZURE_DEMOS: Demos = {
  pulumi: azurePulumiDemo,
  terraform: (signal) => azureTerraformDemo("terraform", signal),
  tofu: (signal) => azureTerraformDemo("tofu", signal),
};

const { values: options } = parseArgs({
  options: {
    engine: { type: "string" },
    azure: { type: "boolean" },
    fleet: { type: "string" },
    picture: { type: "string" },
    verbose: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const { engine, picture } = options;
const start = (options.azure === true ? AZURE_DEMOS : DEMOS)[engine ?? "pulumi"];
if (options.help === true) console.log(HELP);
else if (start === undefined) misused(`--engine is one of ${Object.keys(DEMOS).join(", ")}`);
else if (options.fleet === undefined) {
  if (picture === undefined) await main(start, stopOnSignals());
  else misused("--picture goes with --fleet");
} else if (options.azure === true) misused("--azure does not go with --fleet");
else await mainFleet(Number(options.fleet), engine);

async function mainFleet(size: number, given: string | undefined): Promise<void> {
  const { least, most } = FLEET_SIZES;
  if (!Number.isInteger(size) || size < least || size > most) {
    misused(`--fleet is a number from ${least} to ${most}`);
    return;
  }
  await main(
    (signal) => fleetDemo({ size, engine: fleetEngine(given), picture }, signal),
    stopOnSignals(),
  );
}

function fleetEngine(given: string | undefined): FleetEngine | undefined {
  return given === "pulumi" || given === "terraform" || given === "tofu" ? given : undefined;
}

function misused(why: string): void {
  console.error(why);
  process.exitCode = 2;
}

async function main<Each extends BaseStep>(
  begin: (signal: AbortSignal) => Promise<Demo<Each>>,
  signal: AbortSignal,
): Promise<void> {
  const demo = await begin(signal);
  try {
    const { title = "The life of an integration", engine: on, against } = demo;
    console.log(`${title} on ${on}, against ${against}.\n`);
    console.log(indented(demo.program.trimEnd()));
    let passed = 0;
    for (const [index, step] of demo.steps.entries()) {
      if (await play(demo, step, index + 1)) passed += 1;
      if (signal.aborted) break;
    }
    if (signal.aborted) console.log("\nstopped");
    console.log(`\ndemo: ${passed} of ${demo.steps.length} steps as expected`);
    process.exitCode = passed === demo.steps.length ? 0 : 1;
  } finally {
    await demo.end();
  }
}

async function play<Each extends BaseStep>(
  demo: Demo<Each>,
  step: Each,
  number: number,
): Promise<boolean> {
  console.log(`\n${styleText("bold", `${number}  ${step.title}`)}`);
  if (step.first !== undefined) {
    console.log(indented(step.first.says));
    await step.first.act();
  }
  const problems: string[] = [];
  for (const command of step.commands) problems.push(...(await runCommand(demo, command)));
  const wrong = await demo.wrong(step);
  if (wrong !== undefined) problems.push(wrong);
  else console.log(indented(demo.found(step)));
  for (const problem of problems)
    console.log(indented(styleText("red", `not as expected: ${problem}`)));
  if (problems.length === 0) console.log(indented(styleText("green", "as expected")));
  return problems.length === 0;
}

async function runCommand(
  demo: Pick<Demo, "command" | "run" | "summary">,
  command: Command,
): Promise<string[]> {
  const variables = Object.entries(command.env ?? {}).map(([name, value]) => `${name}=${value}`);
  const line = [...variables, demo.command, ...command.args].join(" ");
  console.log(indented(styleText("cyan", `$ ${line}`)));
  const started = performance.now();
  const { code, output } = await demo.run(command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);

  const problems: string[] = [];
  if (code !== command.exit) problems.push(`exit ${code} instead of ${command.exit}`);
  const summary = demo.summary(output);
  if (command.shows !== undefined && !command.shows.test(`${output}\n${summary}`)) {
    problems.push(`the output does not show ${command.shows}`);
  }
  const whole = options.verbose === true || problems.length > 0;
  console.log(indented(whole ? output.trim() : summary, "   | "));
  console.log(indented(`exit ${code}, ${seconds} s`));
  return problems;
}

function indented(text: string, margin = "   "): string {
  return text
    .split("\n")
    .map((line) => `${margin}${line}`.trimEnd())
    .join("\n");
}
