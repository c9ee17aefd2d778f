import { z } from "zod";
import { isRecord } from "../../integration/unknown.ts";
import { codeIn, saidIn } from "./engine-text.ts";
import { knownFacts } from "./known-facts.ts";
import type { Check, Said, Seen } from "./seen.ts";
import { deploymentsIn } from "./terraform-deployments.ts";

const TYPE = "sigma_external_ai_integration";

const diagnostic = z.object({
  severity: z.string(),
  summary: z.string(),
  detail: z.string().optional(),
  address: z.string().optional(),
  range: z.object({ filename: z.string(), start: z.object({ line: z.number() }) }).optional(),
});

const event = z.object({ type: z.literal("diagnostic"), diagnostic });

const change = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  deposed: z.string().optional(),
  change: z.object({
    actions: z.array(z.string()),
    before: z.unknown(),
    after: z.unknown(),
    after_unknown: z.unknown(),
  }),
});

const plan = z.object({
  resource_changes: z.array(change).optional(),
  resource_drift: z.array(change).optional(),
  prior_state: z.object({ values: z.object({ root_module: z.unknown() }).optional() }).optional(),
});

type Diagnostic = z.output<typeof diagnostic>;
type Change = z.output<typeof change>;

/**
 * Reads what `plan -json` wrote and what `show -json` makes of its plan file, which is there even where the plan failed for
 * some resources. An empty `shown` is a plan that did not come so far.
 */
export function readPlan(events: string, shown: string): Check {
  const diagnostics = events.split("\n").flatMap(diagnosticIn);
  const parsed = plan.safeParse(parse(shown));
  const { resource_changes = [], resource_drift = [], prior_state } = parsed.data ?? {};
  const changes = resource_changes.filter(({ deposed }) => deposed === undefined);
  const root = prior_state?.values?.root_module;
  const recorded = recordedIn(root);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const addresses = new Set([
    ...changes.filter(isOurs).map(({ address }) => address),
    ...recorded.keys(),
    ...errors.flatMap(({ address = "" }) => (isOurAddress(address) ? [address] : [])),
  ]);
  const seen = [...addresses].sort().map((address) =>
    seenIn(
      address,
      changes.find((each) => each.address === address),
      resource_drift.find((each) => each.address === address)?.change.before ??
        recorded.get(address),
      diagnostics.filter((each) => each.address === address),
    ),
  );
  const file = diagnostics.find(({ address = "" }) => isOurAddress(address))?.range?.filename;
  return {
    seen,
    otherChanges: changes.filter(
      (each) => each.mode === "managed" && !isOurs(each) && !isIdle(each),
    ).length,
    deployments: deploymentsIn(root),
    failures: errors
      .filter(({ address = "" }) => !isOurAddress(address))
      .map(({ summary, detail = "" }) => (detail === "" ? summary : `${summary}: ${detail}`)),
    ...(file === undefined ? {} : { file }),
  };
}

function seenIn(
  address: string,
  planned: Change | undefined,
  recorded: unknown,
  diagnostics: readonly Diagnostic[],
): Seen {
  const failed = diagnostics.find(({ severity }) => severity === "error");
  const text = failed?.detail ?? failed?.summary ?? "";
  const action = actionOf(planned);
  const { before, after, after_unknown: unknown } = planned?.change ?? {};
  const live = knownFacts(before ?? undefined);
  return {
    name: address,
    ...(action === undefined ? {} : { action }),
    recorded: recorded === undefined ? live : knownFacts(recorded),
    live,
    said: diagnostics.filter(({ severity }) => severity !== "error").map(saidBy),
    differing: action === "update" ? differingPaths(before, after, unknown) : [],
    ...(failed === undefined ? {} : { failure: { text, code: codeIn(text) } }),
    line: diagnostics.find(({ range }) => range !== undefined)?.range?.start.line,
  };
}

/** Only these headings are given to reasons of changes; others begin with a field as well. */
const HEADINGS = new Map<string, Said["origin"]>([
  ["Changed outside", "outside"],
  ["Why this is saved again", "configuration"],
]);

function saidBy({ summary, detail = "" }: Diagnostic): Said {
  const text = detail.replace(/^[\w-]+: /, "");
  const origin = HEADINGS.get(summary);
  return origin === undefined ? { origin: "configuration", text } : saidIn(text, origin);
}

/** The fields in which two values differ, by name. What is known only after an apply is none of the user's. */
function differingPaths(before: unknown, after: unknown, unknown: unknown, path = ""): string[] {
  if (unknown === true) return [];
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => {
      const below = isRecord(unknown) ? unknown[name] : undefined;
      return differingPaths(
        before[name],
        after[name],
        below,
        path === "" ? name : `${path}.${name}`,
      );
    });
  }
  return JSON.stringify(before ?? null) === JSON.stringify(after ?? null) ? [] : [path];
}

function actionOf(planned: Change | undefined): Seen["action"] {
  if (planned === undefined) return undefined;
  const { actions } = planned.change;
  if (isIdle(planned)) return "same";
  if (actions.length > 1) return "update";
  if (actions[0] === "create") return "create";
  return actions[0] === "delete" || actions[0] === "forget" ? "delete" : "update";
}

function isIdle({ change: { actions } }: Change): boolean {
  return actions.every((action) => action === "no-op" || action === "read");
}

function isOurs({ mode, type }: Pick<Change, "mode" | "type">): boolean {
  return mode === "managed" && type === TYPE;
}

function isOurAddress(address: string): boolean {
  return new RegExp(`(?:^|\\.)${TYPE}\\.`).test(address) && !/(?:^|\.)data\./.test(address);
}

/** The recorded values of ours, by address, in a module and in those below it. */
function recordedIn(module: unknown): Map<string, unknown> {
  if (!isRecord(module)) return new Map();
  const { resources, child_modules: below } = module;
  const own = Array.isArray(resources) ? resources.filter(isRecord) : [];
  return new Map([
    ...own.flatMap(({ address, mode, type, values }): [string, unknown][] =>
      typeof address === "string" && mode === "managed" && type === TYPE ? [[address, values]] : [],
    ),
    ...(Array.isArray(below) ? below.flatMap((each) => [...recordedIn(each)]) : []),
  ]);
}

function diagnosticIn(line: string): Diagnostic[] {
  const parsed = event.safeParse(parse(line));
  return parsed.success ? [parsed.data.diagnostic] : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
