import { z } from "zod";
import { isRecord } from "../../integration/unknown.ts";
import { codeIn, saidIn } from "./engine-text.ts";
import { knownFacts } from "./known-facts.ts";
import type { KnownDeployment } from "./retirements.ts";
import type { Check, Failure, Said, Seen } from "./seen.ts";

const resource = z.object({
  id: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
});

const step = z.object({
  op: z.string(),
  urn: z.string(),
  oldState: resource.nullish(),
  newState: resource.nullish(),
});

const preview = z.object({
  steps: z.array(step).nullish(),
  diagnostics: z
    .array(z.object({ urn: z.string().optional(), message: z.string(), severity: z.string() }))
    .nullish(),
});

type Step = z.output<typeof step>;

/** Reads what `pulumi preview --refresh --json --show-sames` wrote. Nothing where that is no preview. */
export function readPreview(stdout: string): Check | undefined {
  const parsed = preview.safeParse(parse(stdout));
  if (!parsed.success) return undefined;
  const { steps, diagnostics } = parsed.data;
  const byUrn = Map.groupBy(steps ?? [], ({ urn }) => urn);
  const errors = (diagnostics ?? []).filter(({ severity }) => severity === "error");
  const lines = (diagnostics ?? [])
    .filter(({ severity }) => severity !== "error")
    .flatMap(({ message }) => message.split("\n"));
  const failing = new Map(
    errors.flatMap(({ urn, message }) => (isOurs(urn) ? [[urn, failureIn(message)] as const] : [])),
  );
  const ours = new Set([...byUrn.keys(), ...failing.keys()].filter(isOurs));
  const stack = stackOf([...ours][0] ?? [...byUrn.keys()][0]);
  return {
    seen: [...ours].map((urn) => seenIn(urn, byUrn.get(urn) ?? [], lines, failing.get(urn))),
    otherChanges: [...byUrn].filter(([urn, all]) => isOtherChange(urn, all)).length,
    deployments: (steps ?? []).flatMap(deploymentIn),
    failures: errors
      .filter(
        ({ urn, message }) =>
          !isOurs(urn) && !/^error: (?:preview|update) failed\s*$/.test(message),
      )
      .map(({ message }) => message.replace(/^error: /, "").trim()),
    ...(stack === undefined ? {} : { stack }),
  };
}

function seenIn(
  urn: string,
  steps: readonly Step[],
  lines: readonly string[],
  failure: Failure | undefined,
): Seen {
  const refresh = steps.find(({ op }) => op === "refresh");
  const decided = steps.findLast(({ op }) => op !== "refresh");
  const recorded = knownFacts(refresh?.oldState?.outputs);
  const organizationId = recorded?.organizationId ?? refresh?.oldState?.id;
  const action = actionOf(decided?.op);
  return {
    name: urn.split("::").slice(3).join("::"),
    ...(action === undefined ? {} : { action }),
    recorded,
    live: knownFacts(decided?.oldState?.outputs),
    said: organizationId === undefined ? [] : linesAbout(organizationId, lines),
    differing: decided === undefined ? [] : differingInputs(decided),
    ...(failure === undefined ? {} : { failure }),
  };
}

/**
 * Our notices are lines such as `org-acme: warning: openai: vendor changed outside`; the engine has its word for how severe
 * one of the plugin's is before the organization.
 */
function linesAbout(organizationId: string, lines: readonly string[]): Said[] {
  const start = `${organizationId}: `;
  return lines.flatMap((line) => {
    const [, severity] = /^(warning|info): /.exec(line) ?? [];
    const notice = severity === undefined ? line : line.slice(severity.length + 2);
    if (!notice.startsWith(start)) return [];
    const text = notice.slice(start.length).trim();
    const isWarning = severity === "warning" || text.startsWith("warning: ");
    return [saidIn(text.replace(/^warning: /, ""), isWarning ? "outside" : "configuration")];
  });
}

function differingInputs({ oldState, newState }: Step): string[] {
  const [before, after] = [oldState?.inputs ?? {}, newState?.inputs ?? {}];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete("__provider");
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function actionOf(op: string | undefined): Seen["action"] {
  if (op === undefined || op === "same" || op === "create" || op === "delete") return op;
  return op === "import" ? "create" : "update";
}

function failureIn(message: string): Failure {
  const text = message.replace(/^error: (?:Preview failed: )?/, "").trim();
  return { text, code: codeIn(text) };
}

function isOurs(urn: string | undefined): urn is string {
  return /(?:\bsigma:(?:\w+:)?|dynamic\/sigma:)ExternalAiIntegration::/.test(urn ?? "");
}

function isOtherChange(urn: string, steps: readonly Step[]): boolean {
  const op = steps.findLast((each) => each.op !== "refresh")?.op;
  const isEngine = /::pulumi:(?:pulumi:Stack|providers:\w[\w-]*)::/.test(urn);
  return !isOurs(urn) && !isEngine && op !== undefined && op !== "same" && op !== "read";
}

function stackOf(urn: string | undefined): string | undefined {
  return urn?.split("::")[0]?.split(":")[2];
}

function deploymentIn({ op, urn, oldState, newState }: Step): KnownDeployment[] {
  if (op === "refresh" || !/\bazure-native:cognitiveservices[^:]*:Deployment::/.test(urn))
    return [];
  const inputs = { ...oldState?.inputs, ...newState?.inputs };
  const properties = inputs["properties"];
  const model = isRecord(properties) ? properties["model"] : undefined;
  const name = inputs["deploymentName"] ?? oldState?.outputs?.["name"];
  if (!isRecord(model) || typeof name !== "string") return [];
  const { name: title, version } = model;
  return typeof title === "string" && typeof version === "string"
    ? [{ name, model: title, version }]
    : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
