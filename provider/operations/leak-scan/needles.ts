import { redact } from "../../integration/redact.ts";
import { REDACTED, type Secret } from "../../integration/secret.ts";
import { formsOf, type Form } from "./forms.ts";

/** A key to look for, by the name of the variable that has it. */
export interface NamedKey {
  name: string;
  key: Secret;
}

/** A form of a key, and whose it is. */
export interface Needle extends Form {
  key: string;
}

/** Everything that is looked for. */
export function needlesOf(keys: readonly NamedKey[]): Needle[] {
  return keys.flatMap(({ name, key }) =>
    formsOf(key.reveal()).map((form) => ({ ...form, key: name })),
  );
}

/** The names of the keys that stand in a short text, such as a path. */
export function keysIn(text: string, needles: readonly Needle[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const bytes = Buffer.from(text).toString("latin1");
  for (const needle of needles) {
    if (bytes.includes(needle.bytes)) add(found, needle);
  }
  return found;
}

/** A path as it may be shown: a file may be called like a key, and a name may have control characters. */
export function shownPath(path: string, needles: readonly Needle[]): string {
  let bytes = Buffer.from(path).toString("latin1");
  for (const needle of needles) bytes = bytes.replaceAll(needle.bytes, REDACTED);
  const text = Buffer.from(bytes, "latin1").toString();
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}

/** Adds a finding to those of its key. */
export function add(found: Map<string, string[]>, { key, name }: Needle): void {
  const forms = found.get(key) ?? [];
  if (!forms.includes(name)) forms.push(name);
  found.set(key, forms);
}

/** A name that was given, as it may be shown: somebody may have given the key in its place. */
export function shownName(name: string): string {
  return redact(name);
}
