/** `npm run demo`: plays the life of an integration on a real engine, and checks every step of it. */
import { parseArgs, styleText } from "node:util";
import { stopOnSignals } from "../scripts/stop-on-signals.ts";
import { azurePulumiDemo } from "./azure-pulumi.ts";
import { azureTerraformDemo } from "./azure-terraform.ts";
import type { Command, Demo, Step } from "./demo.ts";
import { pulumiDemo } from "./pulumi.ts";
import { terraformDemo } from "./terraform.ts";

const HELP = `Plays the life of an integration on a real engine, against a simulator of Sigma.

Usage: npm run demo [-- --engine pulumi|terraform|tofu] [--azure] [--verbose]

Options:
  --engine    the engine; pulumi by default
  --azure     with an Azure OpenAI account: its deployments, its firewall, its two keys
  --verbose   show the whole output of every command
  --help      show this text

Everything happens in a temporary folder. The engine comes from PATH, the cache, its download, or (but for Terraform) a
build from its published Go modules, which takes about five minutes once.`;

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
    engine: { type: "string", default: "pulumi" },
    azure: { type: "boolean" },
    verbose: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const start = (options.azure === true ? AZURE_DEMOS : DEMOS)[options.engine];
if (options.help === true) console.log(HELP);
else if (start === undefined) {
  console.error(`--engine is one of ${Object.keys(DEMOS).join(", ")}`);
  process.exitCode = 2;
} else await main(start, stopOnSignals());

async function main(
  begin: (signal: AbortSignal) => Promise<Demo>,
  signal: AbortSignal,
): Promise<void> {
  const demo = await begin(signal);
  try {
    console.log(`The life of an integration on ${demo.engine}, against ${demo.against}.\n`);
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

async function play(demo: Demo, step: Step, number: number): Promise<boolean> {
  console.log(`\n${styleText("bold", `${number}  ${step.title}`)}`);
  if (step.first !== undefined) {
    console.log(indented(step.first.says));
    await step.first.act();
  }
  const problems: string[] = [];
  for (const command of step.commands) problems.push(...(await runCommand(demo, command)));
  const wrong = demo.wrong(step);
  if (wrong !== undefined) problems.push(wrong);
  else console.log(indented(found(step)));
  for (const problem of problems)
    console.log(indented(styleText("red", `not as expected: ${problem}`)));
  if (problems.length === 0) console.log(indented(styleText("green", "as expected")));
  return problems.length === 0;
}

/** What there is after a step that went as expected. */
function found({ sigma, accounts }: Step): string {
  const integration = `Sigma: ${sigma.provider ?? "no integration"}`;
  if (accounts === undefined) return integration;
  return `${integration}\nAzure: ${accounts === 0 ? "no account" : `${accounts} account`}`;
}

async function runCommand(demo: Demo, command: Command): Promise<string[]> {
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
