import type { Form } from "./fields.ts";
import { vendorField } from "./find-operations.ts";
import type { Documented } from "./openapi.ts";

/** What an answer may tell of an integration. */
export interface Told {
  /** All of its values; empty where it names no vendor. */
  form: Form;
  /** The place of the list that they are in; an empty text where the answer itself is one. */
  list?: string;
  /** The place of the configuration's own id. */
  idPlace?: string;
}

/** Words in the name of an id that is a configuration's own, beside "id". */
const SUBJECTS = new Set(["ai", "config", "configuration", "setting", "provider", "integration"]);

/**
 * What an answer tells, over all of its forms that name a vendor. In a list they count only where each entry has an id: there may
 * be more than one.
 */
export function toldBy(source: Documented | undefined): Told {
  if (source === undefined) return { form: [] };
  const { forms, lists } = source.answer;
  const own = joined(forms);
  if (own.length > 0) return { form: own, ...idOf(own) };
  const [found, ...others] = lists
    .map(({ place, forms: inner }) => ({ list: place, form: joined(inner) }))
    .filter(({ form }) => form.length > 0 && idOf(form).idPlace !== undefined);
  if (found === undefined || others.length > 0) return { form: [] };
  return { ...found, ...idOf(found.form) };
}

function joined(forms: readonly Form[]): Form {
  const telling = forms.filter((each) => vendorField(each) !== undefined);
  return [...new Map(telling.flat().map((field) => [field.place, field])).values()];
}

function idOf(form: Form): { idPlace?: string } {
  const ids = form.filter(
    ({ place, words }) => !place.includes(".") && ["id", "uuid"].includes(words.at(-1) ?? ""),
  );
  const plain = ids.filter(({ words }) => words.length === 1);
  const named = ids.filter(
    ({ words }) => words.length > 1 && words.slice(0, -1).every((word) => SUBJECTS.has(word)),
  );
  const [first, ...others] = plain.length > 0 ? plain : named;
  return first === undefined || others.length > 0 ? {} : { idPlace: first.place };
}
