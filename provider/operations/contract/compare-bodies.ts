import { VENDORS, type VendorName } from "../../integration/model.ts";
import { wireName } from "../../sigma/api/ai-config.ts";
import type { Contract, Override } from "../../sigma/contract.ts";
import { choiceOf, type Body, type Choice } from "./body-choice.ts";
import { fieldFindings, type Compared } from "./compare-fields.ts";
import { compared, type Finding } from "./finding.ts";
import { inShort, vendorField } from "./find-operations.ts";
import type { Documented } from "./openapi.ts";
import type { Places } from "./roles.ts";
import { isVendor } from "./words.ts";

/** Compares the body of a save for each vendor. */
export function compareBodies(
  save: Documented | undefined,
  contract: Contract,
): Compared<NonNullable<Override["bodies"]>> {
  const all = VENDORS.map((vendor) => ({ vendor, ...compareBody(save, vendor, contract) }));
  const entries = all.flatMap(({ vendor, entry }) =>
    entry === undefined ? [] : [[vendor, entry]],
  );
  return {
    findings: [...all.flatMap(({ findings }) => findings), ...unknownVendors(save)],
    entry: entries.length === 0 ? undefined : Object.fromEntries(entries),
  };
}

function compareBody(
  save: Documented | undefined,
  vendor: VendorName,
  contract: Contract,
): Compared<Body> {
  const all = (said: Pick<Finding, "verdict" | "theirs" | "reason">): Compared<Body> => ({
    findings: assumptionsOn(vendor, contract).map((each) => ({ ...each, ...said })),
    entry: undefined,
  });
  if (save === undefined) return all({ verdict: "untouched" });
  const { forms, otherTypes } = save.body;
  if (otherTypes.length > 0) {
    const reason = `${inShort(save)} takes ${otherTypes.join(", ")}, and the client sends JSON`;
    return all({ verdict: "undecided", reason });
  }
  if (forms.every((form) => form.length === 0)) return all({ verdict: "untouched" });
  const choices = forms.flatMap((form) => choiceOf(form, vendor));
  const choice = choices.find(isClear) ?? choices[0];
  if (choice === undefined) {
    const reason = `${inShort(save)} takes no such vendor`;
    return all({ verdict: "refuted", theirs: "none", reason });
  }
  const { wire, places, constants, missing } = choice;
  const name = `bodies.${vendor}`;
  const hasConstants = Object.keys(constants).length > 0;
  return {
    findings: [
      naming(wire, vendor, contract),
      ...fieldFindings(name, contract.bodies[vendor], places, "none"),
      ...missing.map((place) => needed(name, place)),
      ...sharedPlaces(name, places),
    ],
    entry: isClear(choice)
      ? {
          grade: "published",
          ...(wire === undefined ? {} : { provider: wire }),
          ...(hasConstants ? { constants } : {}),
          fields: { ...places.fields },
        }
      : undefined,
  };
}

function assumptionsOn(vendor: VendorName, contract: Contract): Omit<Finding, "verdict">[] {
  const { fields, grade } = contract.bodies[vendor];
  const places = Object.entries(fields).map(([role, place]) => [`fields.${role}`, place] as const);
  return [["provider", wireName(vendor, contract)] as const, ...places].map(([entry, ours]) => ({
    assumption: `bodies.${vendor}.${entry}`,
    ours,
    grade,
  }));
}

function isClear({ wire, places, missing }: Choice): boolean {
  return wire !== undefined && places.unclear.length === 0 && missing.length === 0;
}

function naming(wire: string | undefined, vendor: VendorName, contract: Contract): Finding {
  const assumption = `bodies.${vendor}.provider`;
  const ours = wireName(vendor, contract);
  const { grade } = contract.bodies[vendor];
  if (wire !== undefined) return compared(assumption, ours, wire, grade);
  const reason = "the document does not name the vendors, or has several names for this one";
  return { verdict: "undecided", assumption, ours, grade, reason };
}

function needed(name: string, place: string): Finding {
  return {
    verdict: "undecided",
    assumption: `${name}: nothing else is needed`,
    ours: "no other field",
    theirs: place,
    reason: "the field is required, and the client has no value for it",
  };
}

function sharedPlaces(name: string, { fields }: Places): Finding[] {
  const places = Object.values(fields);
  const shared = [...new Set(places.filter((place, at) => places.indexOf(place) !== at))];
  return shared.map((place) => ({
    verdict: "refuted",
    assumption: `${name}: each model has values of its own`,
    ours: "two places",
    theirs: place,
    reason:
      "one place serves both models; a configuration with two values is refused before it is sent",
  }));
}

function unknownVendors(save: Documented | undefined): Finding[] {
  const values = (save?.body.forms ?? []).flatMap((form) => vendorField(form)?.values ?? []);
  const unknown = [...new Set(values)].filter(
    (value) => !VENDORS.some((vendor) => isVendor(value, vendor)),
  );
  return unknown.map((vendor) => ({
    verdict: "untouched",
    assumption: `bodies: ${String(vendor)}`,
    ours: "none",
    reason: "this package does not configure it",
  }));
}
