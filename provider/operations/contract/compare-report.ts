import type { Contract, Override } from "../../sigma/contract.ts";
import { fieldFindings, type Compared } from "./compare-fields.ts";
import { compared, type Finding, type Grade } from "./finding.ts";
import type { Form } from "./fields.ts";
import { inShort, vendorField } from "./find-operations.ts";
import type { Documented } from "./openapi.ts";
import { reportPlaces } from "./roles.ts";
import { toldBy } from "./told.ts";

/** Compares what a read tells; where there is none, what a save is answered with. */
export function compareReport(
  { read, save, needsId }: { read?: Documented; save?: Documented; needsId: boolean },
  contract: Contract,
): Compared<NonNullable<Override["report"]>> {
  const ours = contract.report;
  const source = read ?? save;
  const { form, list, idPlace } = toldBy(source);
  if (form.length === 0) {
    const isList = source?.answer.isList === true;
    const reason = `${source === undefined ? "" : inShort(source)} answers a list, which the client cannot read`;
    return {
      findings: Object.entries(ours.fields).map(([role, place]) => ({
        verdict: isList ? "undecided" : "untouched",
        assumption: `report.fields.${role}`,
        ours: place,
        grade: ours.grade,
        ...(isList ? { reason } : {}),
      })),
      entry: undefined,
    };
  }
  const told = reportPlaces(form);
  const isClear = told.unclear.length === 0;
  const id = needsId && idPlace !== undefined ? { configId: idPlace } : {};
  const fields = { ...told.fields, ...id };
  return {
    findings: [
      ...listFinding(ours, list),
      ...fieldFindings("report", ours, { ...told, fields }, "not told"),
      absence(form, list, ours.grade),
    ],
    entry: isClear
      ? { grade: "published", ...(list === undefined ? {} : { list }), fields }
      : undefined,
  };
}

function listFinding({ list: ours, grade }: Contract["report"], theirs?: string): Finding[] {
  if (ours === undefined && theirs === undefined) return [];
  return [compared("report.list", listText(ours), listText(theirs), grade)];
}

function listText(list: string | undefined): string {
  return list === undefined ? "none" : list || "the answer itself";
}

/** Absence needs an answer that says so: a vendor that is null, a block around it, or a list that is empty. */
function absence(form: Form, list: string | undefined, grade: Grade): Finding {
  if (list !== undefined) {
    const empty = "report: an empty list says that nothing is configured";
    return { verdict: "untouched", assumption: empty, ours: "an empty list", grade };
  }
  const assumption = "report: null says that nothing is configured";
  const isNullable = vendorField(form)?.isNullable === true;
  return isNullable
    ? { verdict: "confirmed", assumption, ours: "null", grade }
    : {
        verdict: "undecided",
        assumption,
        ours: "null",
        grade,
        reason: "the document does not say how a read tells that nothing is configured",
      };
}
