import { waitOf } from "./config.ts";
import type { Context } from "./context.ts";
import { IntegrationError } from "./errors.ts";
import type { SaveOutcome } from "./port.ts";
import type { SaveRequest } from "./save.ts";
import { announceVerdicts, refusalOf, tryCredentials } from "./try-credentials.ts";
import { validationFailure } from "./validation-failure.ts";

/** The most saves of one operation, the first one included. */
const MOST_SAVES = 10;

/** The shortest pause between two of them, in milliseconds. */
const SHORTEST_PAUSE = 1000;

/** What became of one try: an outcome, or a refusal that nothing was saved with. */
type Attempt = { outcome: SaveOutcome } | { refusal: IntegrationError; isPassing: boolean };

/**
 * Tries the credentials and saves. What a definite refusal says may pass with time, "Failed to validate" of Sigma's or a
 * deployment that the vendor does not know yet, is tried again within `validationWait`, at most {@link MOST_SAVES} times in
 * all; an outcome that nobody knows never is. Throws PREFLIGHT_FAILED, and whatever Sigma refuses.
 */
export async function saveInTime(request: SaveRequest, context: Context): Promise<SaveOutcome> {
  const { clock, signal } = context;
  const notify = onlyOnce(context.notify);
  const pauses = pausesOf(waitOf(request.config.settings), clock.now());
  for (let tries = 1; ; tries += 1) {
    const attempted = await attempt(request, { ...context, notify }, tries);
    if ("outcome" in attempted) return attempted.outcome;
    const { refusal, isPassing } = attempted;
    const pause = isPassing ? pauses.next(clock.now()) : undefined;
    if (pause === undefined) throw refusal;
    announcePause(request, refusal, pause, notify);
    try {
      await clock.sleep(pause.milliseconds, signal);
    } catch {
      // What is known is that nothing was saved, and why.
      throw refusal;
    }
  }
}

async function attempt(request: SaveRequest, context: Context, tries: number): Promise<Attempt> {
  const verdicts = await tryCredentials(request, context);
  const invalid = verdicts.filter(({ verdict }) => verdict === "invalid");
  const isPassing = invalid.every(({ passing }) => passing === true);
  const refused = refusalOf(request, verdicts);
  if (refused !== undefined) return { refusal: refused, isPassing };
  announceVerdicts(request, verdicts, context.notify);
  try {
    return { outcome: await context.port.save(request.vendor, context.signal) };
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== "VALIDATION_FAILED") throw error;
    const profile = context.vendors[request.vendor.name];
    return { refusal: validationFailure(error, request, verdicts, profile, tries), isPassing };
  }
}

/** A pause, and which of how many saves it comes before. */
interface Pause {
  milliseconds: number;
  save: number;
  saves: number;
}

/** Spreads the saves evenly over the wait. A moment that a slow save has used up is left out. */
function pausesOf(wait: number, start: number): { next: (now: number) => Pause | undefined } {
  const saves = Math.min(MOST_SAVES, Math.floor(wait / SHORTEST_PAUSE) + 1);
  const gap = wait / Math.max(1, saves - 1);
  let used = 0;
  return {
    next(now) {
      used = Math.max(used + 1, Math.ceil((now - start) / gap));
      // A comparison that is not a number's, where nothing is to be waited for, is false too.
      if (!(used < saves)) return undefined;
      return { milliseconds: Math.max(0, start + used * gap - now), save: used + 1, saves };
    },
  };
}

function announcePause(
  { organizationId }: SaveRequest,
  { code }: IntegrationError,
  { milliseconds, save, saves }: Pause,
  notify: Context["notify"],
): void {
  const who =
    code === "VALIDATION_FAILED"
      ? "Sigma could not validate yet"
      : "the vendor does not know what was made a moment ago";
  const text = `${who}; trying again in ${Math.ceil(milliseconds / 1000)} s (${save} of ${saves})`;
  notify({ organizationId, severity: "info", title: "Waiting", text });
}

/** What a preflight finds every time is said the first time. */
function onlyOnce(notify: Context["notify"]): Context["notify"] {
  const said = new Set<string>();
  return (notice) => {
    if (said.has(notice.text)) return;
    said.add(notice.text);
    notify(notice);
  };
}
