import { createHash } from "node:crypto";
import { posix } from "node:path";
import {
  findingId,
  worstOf,
  type DriftReport,
  type DriftStatus,
  type Finding,
} from "../drift/report.ts";
import { detailsOf, retirementText } from "./summary.ts";

type Level = "error" | "warning" | "note";

interface Rule {
  id: string;
  level: Level;
  text: string;
}

const RULES: Readonly<Record<Exclude<DriftStatus, "in step"> | "retirement", Rule>> = {
  drifted: {
    id: "drifted",
    level: "warning",
    text: "What Sigma reports, or the program says, is not what was last applied.",
  },
  missing: { id: "missing", level: "error", text: "The integration is not at Sigma." },
  unreadable: {
    id: "unreadable",
    level: "warning",
    text: "Whether the integration is in step cannot be told.",
  },
  error: { id: "not-checked", level: "error", text: "The project could not be checked." },
  retirement: { id: "retirement", level: "note", text: "A deployed model retires soon, or has." },
};

/**
 * The report as SARIF 2.1.0, for code scanning. A result lies in a file of its project, and keeps its fingerprint from run
 * to run, so that an alert is closed once it is gone. What is in step has no result.
 */
export function driftSarif(report: DriftReport, version: string): string {
  const rules = Object.values(RULES);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "sigma-external-ai",
            semanticVersion: version,
            rules: rules.map(({ id, level, text }) => ({
              id,
              shortDescription: { text },
              defaultConfiguration: { level },
            })),
          },
        },
        automationDetails: { id: "sigma-external-ai/drift/" },
        invocations: [
          {
            startTimeUtc: report.started,
            executionSuccessful: worstOf(report) !== "error",
            toolExecutionNotifications: report.notes.map((text) => ({
              level: "note",
              message: { text },
            })),
          },
        ],
        properties: { partial: report.partial },
        results: report.findings.flatMap(resultsOf),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultsOf(finding: Finding): object[] {
  const { status, retirements } = finding;
  const retiring = retirements.map((each) =>
    resultOf(finding, RULES.retirement, retirementText(each), each.use),
  );
  if (status === "in step") return retiring;
  const details = detailsOf({ ...finding, retirements: [] });
  const text = `${findingId(finding)}: ${[status, ...details].join("; ")}`;
  return [resultOf(finding, RULES[status], text, ""), ...retiring];
}

function resultOf(finding: Finding, { id, level }: Rule, text: string, part: string): object {
  const { line } = finding;
  const fingerprint = createHash("sha256")
    .update([id, findingId(finding), part].join("\n"))
    .digest("hex");
  return {
    ruleId: id,
    ruleIndex: Object.values(RULES).findIndex((rule) => rule.id === id),
    level,
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding) },
          region: { startLine: line ?? 1 },
        },
      },
    ],
    partialFingerprints: { "drift/v1": fingerprint },
  };
}

/** A path below the working folder stays relative, as code scanning wants it. */
function uriOf({ place: { path, file = "" } }: Finding): string {
  const parts = posix.join(path.replaceAll("\\", "/"), file).split("/");
  return parts.map(encodeURIComponent).join("/");
}
