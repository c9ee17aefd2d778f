import type { Notice } from "../integration/context.ts";
import { spellFields, type Spelling } from "../integration/errors.ts";
import { redact } from "../integration/redact.ts";

/**
 * Makes of each notice one redacted line that starts with the organization it is about, and shows a line only once in the
 * life of the process: an engine may ask for the same diff several times.
 */
export function createNotifier(
  print: (line: string) => void,
  spell: Spelling,
): (notice: Notice) => void {
  const shown = new Set<string>();
  return ({ organizationId, severity, text, once = false }) => {
    const sentence = redact(spellFields(text, spell));
    const line = `${organizationId ?? "sigma"}: ${severity === "warning" ? "warning: " : ""}${sentence}`;
    const sameness = once ? sentence : line;
    if (shown.has(sameness)) return;
    shown.add(sameness);
    print(line);
  };
}
