import type { Context } from "./context.ts";
import { ERROR_CODES } from "./error-codes.ts";
import { IntegrationError } from "./errors.ts";
import { verdictText, type Verdict } from "./preflight.ts";
import type { SaveRequest } from "./save.ts";

/** The heading of what a preflight has to say. */
const TITLE = "Credentials not proven";

/**
 * Tries the credentials at the vendor, unless preflight is off, and says what is doubtful. Answers every verdict. Whether an
 * `invalid` one stops the save is {@link refusalOf}'s to say.
 */
export async function tryCredentials(
  { config: { settings }, vendor }: SaveRequest,
  { preflight, signal }: Pick<Context, "preflight" | "signal">,
): Promise<Verdict[]> {
  if (settings.preflight.mode === "off") return [];
  return preflight.probe(vendor, settings.preflight, signal);
}

/** The error that the verdicts stop the save with; nothing where they do not. The first one is named, the others follow. */
export function refusalOf(
  { config: { settings } }: SaveRequest,
  verdicts: readonly Verdict[],
): IntegrationError | undefined {
  const [first, ...more] = verdicts.filter(({ verdict }) => verdict === "invalid");
  if (settings.preflight.mode !== "enforce" || first === undefined) return undefined;
  const others = more.map(({ path, reason }) => `; {${path}}: ${reason}`).join("");
  return new IntegrationError("PREFLIGHT_FAILED", {
    path: first.path,
    problem: first.reason + others,
    advice: first.advice ?? ERROR_CODES.PREFLIGHT_FAILED.cure,
  });
}

/** Says what was found and is no reason to stop. */
export function announceVerdicts(
  { organizationId }: SaveRequest,
  verdicts: readonly Verdict[],
  notify: Context["notify"],
): void {
  for (const each of verdicts) {
    if (each.verdict === "valid" && each.advice === undefined) continue;
    const { path } = each;
    notify({ organizationId, severity: "warning", title: TITLE, path, text: verdictText(each) });
  }
}
