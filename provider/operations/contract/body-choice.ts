import type { VendorName } from "../../integration/model.ts";
import type { Override } from "../../sigma/contract.ts";
import type { Form } from "./fields.ts";
import { vendorField } from "./find-operations.ts";
import { bodyPlaces, type Places } from "./roles.ts";
import { isVendor } from "./words.ts";

/** What an override file says of a vendor's body. */
export type Body = NonNullable<NonNullable<Override["bodies"]>[VendorName]>;

type Constants = NonNullable<Body["constants"]>;

/** One form of a body, as a vendor would use it. */
export interface Choice {
  places: Places;
  /** The vendor's name, where there is exactly one. */
  wire: string | undefined;
  constants: Constants;
  /** Required fields that nobody has a value for. */
  missing: string[];
}

/** The form as a vendor would use it; nothing where it is for others. */
export function choiceOf(form: Form, vendor: VendorName): Choice[] {
  const naming = vendorField(form);
  const values = naming?.values ?? [];
  const names = values.filter((value) => isVendor(value, vendor));
  if (values.length > 0 && names.length === 0) return [];
  const places = bodyPlaces(form, vendor);
  const used = new Set(Object.values(places.fields));
  const rest = form.filter((field) => field.isRequired && !used.has(field.place));
  const constants: Constants = {};
  for (const field of rest) {
    const [value, ...others] = field.values;
    if (isPlain(value) && others.length === 0) constants[field.place] = value;
  }
  return [
    {
      places,
      wire: names.length === 1 ? String(names[0]) : undefined,
      constants,
      missing: rest.flatMap(({ place }) => (Object.hasOwn(constants, place) ? [] : [place])),
    },
  ];
}

function isPlain(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
