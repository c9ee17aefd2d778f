import type { DriftReport, Finding } from "../../../../../provider/operations/drift/report.ts";

const PROD = { path: "infra/prod", engine: "pulumi", stack: "dev", file: "Pulumi.yaml" } as const;
const TENANTS = { path: "infra/tenants", engine: "terraform", file: "ai main.tf" } as const;
const NONE = { changes: [], retirements: [] } as const;

/** One finding of each status. */
export const FINDINGS = {
  inStep: {
    ...NONE,
    place: TENANTS,
    name: 'module.x.ai["a"]',
    organizationId: "org-a",
    vendor: "openai",
    status: "in step",
    keysApplied: { at: "2026-11-01T00:00:00Z", days: 25 },
  },
  drifted: {
    ...NONE,
    place: PROD,
    name: "ai",
    organizationId: "org-acme",
    vendor: "azureOpenai",
    status: "drifted",
    changes: [
      {
        path: "azureOpenai.apiKey",
        origin: "outside",
        reason: "credential changed outside: revision api:2, last applied api:1, by user-grace",
      },
    ],
    since: "2026-11-25T10:00:00Z",
    by: "user-grace",
    retirements: [
      {
        use: "languageModel",
        deploymentId: "chat",
        model: "gpt-4.1",
        version: "2025-04-14",
        retires: "2027-04-14",
        days: 139,
        source: "Microsoft",
      },
    ],
  },
  missing: {
    ...NONE,
    place: PROD,
    name: "north",
    status: "missing",
    reason: "the integration was removed outside",
  },
  unreadable: {
    ...NONE,
    place: TENANTS,
    name: "b",
    status: "unreadable",
    code: "NOT_PERMITTED",
    reason: `answered 403: "<b>@ada & 'co'</b>" | no`,
    line: 7,
  },
  error: {
    ...NONE,
    place: { path: "infra/none" },
    status: "error",
    cause: "no project",
    reason: "it has no Pulumi.yaml",
    advice: "Give the folder of a project.",
  },
} as const satisfies Record<string, Finding>;

/** A report with these findings, by default one of each status. */
export function reportOf(
  findings: readonly Finding[] = Object.values(FINDINGS),
  more: Partial<DriftReport> = {},
): DriftReport {
  const started = "2026-11-26T10:00:00.000Z";
  return { started, seconds: 12.5, partial: false, findings, notes: [], ...more };
}
