import { revisionMoved } from "../../integration/revisions.ts";
import { retirementsOf, type KnownDeployment } from "./retirements.ts";
import type { DriftChange, Finding, Place } from "./report.ts";
import type { Failure, Seen } from "./seen.ts";

/** What is the same for all integrations of one check. */
export interface Surroundings {
  place: Place;
  today: Date;
  deployments: readonly KnownDeployment[];
  /** Makes text of an engine's fit to be shown. */
  clean: (text: string) => string;
}

const DAY = 24 * 60 * 60 * 1000;

/** Errors of ours that say nothing but that Sigma cannot be read. */
const READ_ERRORS = new Set([
  "CONNECTION_INCOMPLETE",
  "INVALID_CONNECTION",
  "CREDENTIALS_REJECTED",
  "NOT_PERMITTED",
  "NOT_SIGMA",
  "SIGMA_UNREACHABLE",
  "SIGMA_UNAVAILABLE",
  "THROTTLED",
  "DEADLINE_EXCEEDED",
  "CANCELLED",
  "UNEXPECTED_ANSWER",
  "REQUEST_REFUSED",
  "WRONG_ORGANIZATION",
  "TENANT_NOT_FOUND",
]);

/** Judges one integration. What cannot be known is left out. */
export function toFinding(seen: Seen, surroundings: Surroundings): Finding {
  const { place, today, deployments, clean } = surroundings;
  const facts = seen.live ?? seen.recorded;
  const organizationId = facts?.organizationId;
  const vendor = facts?.aiProvider;
  const applied = keysApplied(seen, today);
  return {
    place,
    name: clean(seen.name),
    ...(organizationId === undefined ? {} : { organizationId: clean(organizationId) }),
    ...(vendor === undefined ? {} : { vendor: clean(vendor) }),
    ...verdict(seen, clean),
    ...(applied === undefined ? {} : { keysApplied: applied }),
    retirements: retirementsOf(facts, deployments, today),
    ...(seen.line === undefined ? {} : { line: seen.line }),
  };
}

type Verdict = Pick<
  Finding,
  "status" | "changes" | "since" | "by" | "reason" | "advice" | "cause" | "code"
>;

function verdict(seen: Seen, clean: (text: string) => string): Verdict {
  const { action, failure } = seen;
  if (failure !== undefined) return failed(failure, clean);
  if (action === "create") return missing(seen, clean);
  if (action === "update") return drifted(seen, clean);
  if (action === "same") return unchanged(seen, clean);
  if (action === "delete") {
    const reason = "the program no longer has it, and the state still does";
    return { status: "drifted", changes: [{ path: "", origin: "configuration", reason }] };
  }
  const reason = "not compared: the check of this project stopped at another resource";
  return { status: "unreadable", changes: [], reason };
}

function missing(seen: Seen, clean: (text: string) => string): Verdict {
  const untold =
    seen.recorded === undefined ? "not applied yet" : "Sigma reports no AI provider any more";
  const reason = said(seen, "the integration was removed outside") ?? untold;
  return { status: "missing", changes: [], reason: clean(reason) };
}

function unchanged(seen: Seen, clean: (text: string) => string): Verdict {
  const { status, driftVisibility } = seen.live ?? {};
  if (status === "unverified" || driftVisibility === "none") {
    const reason = said(seen, "drift cannot be seen") ?? "drift cannot be seen";
    return { status: "unreadable", changes: [], reason: clean(reason) };
  }
  if (driftVisibility !== "partial") return { status: "in step", changes: [] };
  return { status: "in step", changes: [], reason: "a change of the key alone may go unseen" };
}

function failed({ text, code }: Failure, clean: (text: string) => string): Verdict {
  const isRead = code !== undefined && READ_ERRORS.has(code);
  return {
    status: isRead ? "unreadable" : "error",
    changes: [],
    reason: clean(text),
    ...(isRead ? {} : { cause: "plan failed" }),
    ...(code === undefined ? {} : { code }),
  };
}

function drifted({ said: list, live, differing }: Seen, clean: (text: string) => string): Verdict {
  const reasons = list.flatMap(({ path, origin, text }): DriftChange[] =>
    path === undefined ? [] : [{ path, origin, reason: clean(text) }],
  );
  const rest = differing.map((path): DriftChange => {
    const reason = "the program says otherwise than the state";
    return { path, origin: "configuration", reason };
  });
  const changes = reasons.length > 0 ? reasons : rest;
  const isOutside = changes.some(({ origin }) => origin === "outside");
  return {
    status: "drifted",
    changes,
    ...(isOutside && live?.updatedAt !== undefined ? { since: clean(live.updatedAt) } : {}),
    ...(isOutside && live?.updatedBy !== undefined ? { by: clean(live.updatedBy) } : {}),
  };
}

function said({ said: list }: Seen, start: string): string | undefined {
  return list.find(({ text }) => text.startsWith(start))?.text;
}

/** Sigma's time of change is that of our save only where nobody wrote after it. */
function keysApplied({ live, recorded }: Seen, today: Date): Finding["keysApplied"] {
  const ours = [live, recorded].find(
    (facts) =>
      facts?.credentialFingerprint !== undefined &&
      facts.updatedAt !== undefined &&
      revisionMoved(facts) === false,
  );
  const at = ours?.updatedAt;
  if (at === undefined || Number.isNaN(Date.parse(at))) return undefined;
  return { at, days: Math.max(0, Math.floor((today.getTime() - Date.parse(at)) / DAY)) };
}
