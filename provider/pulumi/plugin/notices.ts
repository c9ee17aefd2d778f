import type { Context, Notice } from "../../integration/context.ts";
import { spellFields } from "../../integration/errors.ts";
import { redact } from "../../integration/redact.ts";
import { holdsOtherSecrets } from "./outputs.ts";
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
 * process: the engine asks for the same diff several times. What its diff of the fields shows goes to the debug log. Where
 * the inputs have secrets beside the keys, the values of endpoints and deployments are not told.
 */
export function createNotices(log: Log): (urn: string, inputs?: unknown) => Context["notify"] {
  const shown = new Set<string>();
  return (urn, inputs) =>
    ({ organizationId, severity, text, path = "", seenIn, once = false, remedy }) => {
      const isWithheld = /(?:deploymentId|endpointUrl)$/.test(path) && holdsOtherSecrets(inputs);
      const told = isWithheld ? text.replaceAll(/"[^"]*"/g, "[secret]") : text;
      const sentence = redact(spellFields(told)) + remedyWords(remedy, urn);
      const line = organizationId === undefined ? sentence : `${organizationId}: ${sentence}`;
      const sameness = once ? sentence : `${urn} ${line}`;
      if (shown.has(sameness)) return;
      shown.add(sameness);
      log({ severity: seenIn === "diff" ? "debug" : severity, text: line, urn });
    };
}
