/** `npm run demo`: plays the life of an integration on a real engine, and checks every step of it. */
import { parseArgs, styleText } from "node:util";
import { stopOnSignals } from "../scripts/stop-on-signals.ts";
import type { Command, Demo, Step } from "./demo.ts";
import { pulumiDemo } from "./pulumi.ts";

const HELP = `Plays the life of an integration on a real engine, against a simulator of Sigma.

Usage: npm run demo [-- --verbose]

Options:
  --verbose   show the whole output of every command
  --help      show this text

Everything happens in a temporary folder. The engine comes from PATH, the cache, its download, or a build from its
published Go modules, which takes about five minutes once.`;

const { values: options } = parseArgs({
  options: { verbose: { type: "boolean" }, help: { type: "boolean" } },
});
if (options.help === true) console.log(HELP);
else await main(stopOnSignals());

async function main(signal: AbortSignal): Promise<void> {
  const demo = await pulumiDemo(signal);
  try {
    console.log(`The life of an integration on ${demo.engine}, against a simulator of Sigma.\n`);
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
  const wrong = demo.wrongAtSigma(step.sigma);
  if (wrong !== undefined) problems.push(wrong);
  else console.log(indented(`Sigma: ${step.sigma.provider ?? "no integration"}`));
  for (const problem of problems)
    console.log(indented(styleText("red", `not as expected: ${problem}`)));
  if (problems.length === 0) console.log(indented(styleText("green", "as expected")));
  return problems.length === 0;
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
  if (command.shows !== undefined && !command.shows.test(output)) {
    problems.push(`the output does not show ${command.shows}`);
  }
  const whole = options.verbose === true || problems.length > 0;
  console.log(indented(whole ? output.trim() : notices(output), "   | "));
  console.log(indented(`exit ${code}, ${seconds} s`));
  return problems;
}

/** What the provider said to the user, and the engine's summary. Each line once, as an engine may repeat them. */
function notices(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  const told = lines.filter((line) => /^(?:org-|error:|[+~-] \d+ |\d+ unchanged)/.test(line));
  return [...new Set(told)].join("\n");
}

function indented(text: string, margin = "   "): string {
  return text
    .split("\n")
    .map((line) => `${margin}${line}`.trimEnd())
    .join("\n");
}
