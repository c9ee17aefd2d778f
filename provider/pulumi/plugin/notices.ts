import type { Context, Notice } from "../../integration/context.ts";
import { spellFields } from "../../integration/errors.ts";
import { redact } from "../../integration/redact.ts";
import { remedyWords } from "./remedies.ts";

/** One line of the engine's diagnostics. */
export interface LogEntry {
  severity: Notice["severity"] | "debug";
  text: string;
  /** The resource it is about; empty where it is about none. */
  urn: string;
}

/** Shows a line to the user, with the resource. */
export type Log = (entry: LogEntry) => void;

/**
 * Makes of each notice one redacted line of the engine's diagnostics. A line is shown once for a resource in the life of the
 * process: the engine asks for the same diff several times. What its diff of the fields shows goes to the debug log.
 */
export function createNotices(log: Log): (urn: string) => Context["notify"] {
  const shown = new Set<string>();
  return (urn) =>
    ({ organizationId, severity, text, seenIn, once = false, remedy }) => {
      const sentence = redact(spellFields(text)) + remedyWords(remedy, urn);
      const line = organizationId === undefined ? sentence : `${organizationId}: ${sentence}`;
      const sameness = once ? sentence : `${urn} ${line}`;
      if (shown.has(sameness)) return;
      shown.add(sameness);
      log({ severity: seenIn === "diff" ? "debug" : severity, text: line, urn });
    };
}
