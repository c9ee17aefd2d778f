import type { Contract, Override } from "../../sigma/contract.ts";
import { fieldFindings, type Compared } from "./compare-fields.ts";
import type { Finding, Grade } from "./finding.ts";
import type { Form } from "./fields.ts";
import { inShort, vendorField } from "./find-operations.ts";
import type { Documented } from "./openapi.ts";
import { reportPlaces } from "./roles.ts";

/** Compares what a read tells; where there is none, what a save is answered with. */
export function compareReport(
  { read, save }: { read?: Documented; save?: Documented },
  contract: Contract,
): Compared<NonNullable<Override["report"]>> {
  const ours = contract.report;
  const source = read ?? save;
  const form = toldBy(source);
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
  const places = reportPlaces(form);
  const isClear = places.unclear.length === 0;
  return {
    findings: [...fieldFindings("report", ours, places, "not told"), absence(form, ours.grade)],
    entry: isClear ? { grade: "published", fields: { ...places.fields } } : undefined,
  };
}

/** Everything that an answer may tell, over all of its forms that name a vendor. */
function toldBy(source: Documented | undefined): Form {
  const forms = (source?.answer.forms ?? []).filter((each) => vendorField(each) !== undefined);
  return [...new Map(forms.flat().map((field) => [field.place, field])).values()];
}

/** Absence needs an answer that says so: a vendor that is null, or a block around it. */
function absence(form: Form, grade: Grade): Finding {
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
