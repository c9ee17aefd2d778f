import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A place where a secret was found. The secret itself is not part of it. */
export interface Finding {
  place: string;
  /** The form it was found in. */
  form: string;
}

/** A text that was searched, and where it comes from. */
export interface Searched {
  place: string;
  text: string;
}

/** Every form in which a secret can appear in a text: plain, escaped for URLs and JSON, and base64 at any offset. */
export function formsOf(secret: string): Record<string, string> {
  const json = JSON.stringify(secret).slice(1, -1);
  return {
    plain: secret,
    url: encodeURIComponent(secret),
    form: new URLSearchParams({ s: secret }).toString().slice(2),
    json,
    "json in json": JSON.stringify(json).slice(1, -1),
    // As Go writes it, and so Terraform its states.
    "html-safe json": htmlSafe(json),
    "html-safe json in json": JSON.stringify(htmlSafe(json)).slice(1, -1),
    ...Object.fromEntries(
      [0, 1, 2].map((offset) => [`base64+${offset}`, base64At(secret, offset)]),
    ),
    ...Object.fromEntries(
      [0, 1, 2].map((offset) => [`base64url+${offset}`, urlSafe(base64At(secret, offset))]),
    ),
    hex: Buffer.from(secret).toString("hex"),
  };
}

/** Searches texts for secrets in all their forms. */
export function sweep(secrets: readonly string[], texts: readonly Searched[]): Finding[] {
  const forms = secrets.flatMap((secret) => Object.entries(formsOf(secret)));
  return texts.flatMap(({ place, text }) =>
    forms.filter(([, form]) => text.includes(form)).map(([form]) => ({ place, form })),
  );
}

/** Every file below a folder, as text; compressed ones are unpacked. Links are not followed. */
export async function filesBelow(
  folder: string,
  except: readonly string[] = [],
): Promise<Searched[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !except.includes(file));
  return Promise.all(files.map(async (place) => ({ place, text: textOf(await readFile(place)) })));
}

function textOf(bytes: Buffer): string {
  const compressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (compressed ? gunzipSync(bytes) : bytes).toString("latin1");
}

function htmlSafe(json: string): string {
  return json.replaceAll(/[<>&]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** The characters of a base64 text that depend on the secret alone, whatever stands `offset` bytes before it. */
function base64At(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor((bytes.length * 8) / 6);
  return bytes.toString("base64").slice(first, last);
}

function urlSafe(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}
