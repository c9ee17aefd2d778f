import { styleText } from "node:util";
import { Command } from "commander";
import { examine, type Diagnosis } from "../operations/doctor/examine.ts";
import type { Finding } from "../operations/doctor/finding.ts";
import { processEnvironment } from "../runtime/environment.ts";
import { createRuntime } from "../runtime/runtime.ts";
import { VERSION } from "../runtime/version.ts";
import { connectionOption } from "./connection-option.ts";
import { end } from "./end.ts";
import { EXIT } from "./exit-status.ts";
import { interruption } from "./interruption.ts";

interface DoctorFlags {
  connection?: string;
  json?: true;
}

/** `doctor`: whether an apply would find all that it needs. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Check the connection to Sigma, its rights, what the API can do, and the engines.")
    .addOption(connectionOption())
    .option("--json", "print one line of JSON instead of text")
    .addHelpText("after", HELP)
    .action(doctor);
}

const HELP = `
Nothing is changed at Sigma: it is asked who the credentials speak for, for the tenants, and for the AI settings. Saving and
removing are not tried. The settings are those of the environment; what a stack's configuration or a provider's block in
Terraform gives is not seen. No value of a setting is shown but the address.

Each line is one of:
  ok        as it should be
  warning   an apply works, or it could not be told; below it is what to check
  problem   an apply would fail; below it is what to do

Exit status: 0 no problem, 1 a problem, or Ctrl-C, 2 the command cannot be understood, 3 something could not be told, such as
where Sigma's API cannot read the AI settings.

Examples:
  $ npx sigma-external-ai doctor
  $ npx sigma-external-ai doctor --connection eu
  $ npx sigma-external-ai doctor --json`;

async function doctor({ connection, json }: DoctorFlags): Promise<void> {
  const runtime = createRuntime(processEnvironment(), { name: "cli", version: VERSION });
  const patient = { runtime, connection, env: process.env, nodeVersion: process.versions.node };
  const diagnosis = await examine(patient, interruption());
  const text = json === true ? `${JSON.stringify(diagnosis)}\n` : asText(diagnosis);
  await end(text, exitStatus(diagnosis));
}

function exitStatus({ verdict, partial }: Diagnosis): number {
  if (partial || verdict === "problem") return EXIT.error;
  return verdict === "unknown" ? EXIT.unknown : EXIT.fine;
}

const COLOURS = { ok: "green", warning: "yellow", problem: "red" } as const;
const LEVEL_WIDTH = 9;
const SUBJECT_WIDTH = 14;

function asText({ findings, partial }: Diagnosis): string {
  const count = (wanted: Finding["level"]): number =>
    findings.filter(({ level }) => level === wanted).length;
  const cut = partial ? "Interrupted: this is a part of the report only.\n" : "";
  const sum = `\n${plural(count("problem"), "problem")}, ${plural(count("warning"), "warning")}\n`;
  return `${findings.map(lineOf).join("")}${sum}${cut}`;
}

function lineOf({ subject, level, text, advice, code }: Finding): string {
  const painted = styleText(COLOURS[level], level.padEnd(LEVEL_WIDTH), { stream: process.stdout });
  const suffix = code === undefined ? "" : ` [${code}]`;
  const cure = advice === undefined ? "" : `${" ".repeat(LEVEL_WIDTH + SUBJECT_WIDTH)}${advice}\n`;
  return `${painted}${subject.padEnd(SUBJECT_WIDTH)}${text}${suffix}\n${cure}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
