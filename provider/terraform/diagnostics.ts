import type { Notice } from "../integration/context.ts";
import { ERROR_CODES } from "../integration/error-codes.ts";
import { describe, spellFields, toIntegrationError } from "../integration/errors.ts";
import { redact } from "../integration/redact.ts";
import { attributePath, KEY_PLACES } from "./blocks.ts";
import { remedyWords, spellingWords } from "./remedies.ts";
import { snakeCase } from "./spelling.ts";
import type { ObjectValue } from "./values/value.ts";

/** What Terraform shows to the user: a heading, a text, and the attribute it is about. */
export interface Diagnosis {
  severity: "error" | "warning";
  summary: string;
  detail: string;
  /** The attribute, as the names that lead to it. */
  attribute: readonly string[];
}

/** What the engine is about: as part of a replacement a removal has no plan of its own. */
export type Phase = "plan" | "apply" | "unplanned removal";

/** Collects what is to be shown in the answer of one call. */
export interface Collector {
  notify: (notice: Notice) => void;
  /** Shows whatever was thrown as an error. */
  fail: (thrown: unknown) => void;
  /** Shows an error that must not fail the call: Terraform would replace what a failed create has made. */
  warn: (thrown: unknown) => void;
  diagnoses: () => readonly Diagnosis[];
}

/** The heading where a notice has none. */
const UNTITLED = "External AI integration";

/**
 * Makes a collector for one call. `during` decides which notices are shown: a plan shows what its diff does not, an apply
 * what its plan has not shown, and a removal that was not planned by itself what a plan would have. The rest goes to `log`.
 * `config` tells how keys are spelled.
 */
export function createCollector(
  during: Phase,
  config: ObjectValue | null,
  log: (line: string) => void,
): Collector {
  const list: Diagnosis[] = [];
  const spell = (path: string): string =>
    isField(path) ? attributePath(path, config).join(".") : path;
  // Terraform shows the source of the attribute that is named, and in a vendor's block a key may stand in clear. What is
  // within a block it answers with the first line of the resource.
  const attributeOf = (path: string | undefined): string[] =>
    isField(path) && !isVendor(path) ? attributePath(path, config) : [];
  const add = (severity: Diagnosis["severity"], thrown: unknown): void => {
    const { code, details } = toIntegrationError(thrown);
    const { advice: cure = ERROR_CODES[code].cure, remedy } = details;
    const advice = cure + spellingWords(code, details) + remedyWords(remedy);
    list.push({
      severity,
      summary: ERROR_CODES[code].summary,
      detail: withArguments(describe(code, { ...details, advice }, spell)),
      attribute: attributeOf(details.path),
    });
  };

  return {
    notify(notice) {
      const { organizationId, title = UNTITLED, text, path, remedy } = notice;
      const subject = organizationId === undefined ? "" : `${organizationId}: `;
      const detail = subject + redact(spellFields(text, spell)) + remedyWords(remedy);
      if (!isShown(notice, during)) return log(detail);
      list.push({ severity: "warning", summary: title, detail, attribute: attributeOf(path) });
    },
    fail: (thrown) => add("error", thrown),
    warn: (thrown) => add("warning", thrown),
    diagnoses: () => list,
  };
}

/** Names the provider's argument beside the variable that takes its place. */
function withArguments(text: string): string {
  return text.replace(
    /\bSIGMA_(BASE_URL|CLIENT_ID|CLIENT_SECRET)\b(?!=)/g,
    (variable, name: string) => `${name.toLowerCase()} (${variable})`,
  );
}

function isShown({ severity, seenIn }: Notice, during: Phase): boolean {
  if (during === "plan") return seenIn !== "diff";
  if (severity !== "warning") return false;
  return seenIn === undefined || (seenIn === "plan" && during === "unplanned removal");
}

function isVendor(path: string): boolean {
  return KEY_PLACES.some((place) => place.length === 1 && place[0] === snakeCase(path));
}

/** Settings of the environment have paths too; they are no attributes. */
function isField(path: string | undefined): path is string {
  return path !== undefined && !path.startsWith("SIGMA_");
}
