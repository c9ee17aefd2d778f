import { PERMISSIONS } from "../../integration/notices.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { apiFindings } from "./api.ts";
import { examineConnection } from "./connection.ts";
import { engineFindings } from "./engines.ts";
import type { Finding } from "./finding.ts";
import { nodeFinding } from "./node-version.ts";
import { askSigma, organizationFinding, rightsFinding } from "./sigma.ts";

/** What a doctor looks at. */
export interface Patient {
  runtime: Pick<Runtime, "forOperation" | "organizations">;
  /** Which credentials; the unnamed ones where it is left out. */
  connection?: string | undefined;
  env: NodeJS.ProcessEnv;
  nodeVersion: string;
}

/** What a doctor found. */
export interface Diagnosis {
  findings: Finding[];
  /** The worst of all lines: a problem, then what could not be told, then a warning. */
  verdict: "ok" | "warning" | "unknown" | "problem";
  /** True where the user ended it before all was asked. */
  partial: boolean;
}

/** Looks at everything that an apply needs. Nothing is changed at Sigma. Never rejects for what it finds. */
export async function examine(patient: Patient, signal: AbortSignal): Promise<Diagnosis> {
  const { env, nodeVersion } = patient;
  const [sigma, engines] = await Promise.all([
    sigmaFindings(patient, signal),
    engineFindings(env, signal),
  ]);
  const findings = [nodeFinding(nodeVersion), ...sigma, TRANSPORT, ...engines, ACCOUNT_TYPES];
  return { findings, verdict: verdictOf(findings), partial: signal.aborted };
}

async function sigmaFindings(
  { runtime, connection: name, env }: Patient,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { findings, connection } = examineConnection(name, (variable) => env[variable]);
  if ("error" in connection) return findings;
  const answers = await askSigma(runtime, name, signal);
  return [
    ...findings,
    organizationFinding(answers),
    ...(answers.asked === undefined ? [] : [rightsFinding(answers.asked)]),
    ...apiFindings(connection.value, answers.asked?.read),
  ];
}

const TRANSPORT: Finding = {
  subject: "transport",
  level: "ok",
  text: "api; portal: not in this version",
  facts: { transport: "api" },
};

const ACCOUNT_TYPES: Finding = {
  subject: "permissions",
  level: "warning",
  text: "who may use AI is set by account type at Sigma; that is not managed here",
  advice: `Check it: ${PERMISSIONS}`,
};

function verdictOf(findings: readonly Finding[]): Diagnosis["verdict"] {
  if (findings.some(({ level }) => level === "problem")) return "problem";
  if (findings.some(({ undecided }) => undecided === true)) return "unknown";
  return findings.some(({ level }) => level === "warning") ? "warning" : "ok";
}
