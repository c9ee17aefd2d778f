import { compared, type Finding, type Grade } from "./finding.ts";
import type { Places } from "./roles.ts";

/** What a document says of bodies: findings, and what replaces ours. */
export interface Compared<Entry> {
  findings: Finding[];
  entry: Entry | undefined;
}

/** Compares places with ours, role by role. `nowhere` stands for a role that a document has no place for. */
export function fieldFindings(
  name: string,
  { fields, grade }: { fields: Readonly<Record<string, string>>; grade: Grade },
  { fields: theirs, unclear }: Places,
  nowhere: string,
): Finding[] {
  return Object.keys({ ...fields, ...theirs })
    .concat(unclear.map(({ role }) => role))
    .filter((role, at, all) => all.indexOf(role) === at)
    .map((role) => {
      const assumption = `${name}.fields.${role}`;
      const ours = fields[role] ?? "none";
      const reason = unclear.find((each) => each.role === role)?.reason;
      if (reason !== undefined) return { verdict: "undecided", assumption, ours, grade, reason };
      return compared(assumption, ours, theirs[role] ?? nowhere, grade);
    });
}
