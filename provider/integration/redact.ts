import { REDACTED, type Secret } from "./secret.ts";

/** The longest message taken over from Sigma or a vendor, in characters. The rest is cut off. */
export const MESSAGE_LIMIT = 600;

/** A run this long that a message shares with a secret is an echo of it, not a coincidence. */
const ECHO_LENGTH = 8;

/** The same for a value that has a meaning of its own: an endpoint and its key may both have the name of a company in them. */
const VALUE_ECHO_LENGTH = 16;

/** Words that are credentials by their look, whoever they belong to: masked keys, vendor keys, bearer tokens, JWTs. */
const CREDENTIAL_LIKE = [
  /[^\s"'`]*\*{3,}[^\s"'`]*/g,
  /[^\s"'`]{2,}(?:\.{3}|…)[^\s"'`]{2,}/g,
  /\b(?:sk|pk|rk)-[\w-]{6,}/g,
  /\b(?:AIza|AQ\.)[\w.-]{6,}/g,
  /\bey[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
  // "Basic authentication", "a bearer authorization": a plain word after these two is none.
  /\b(?:bearer|basic)\s+(?:(?=[a-z.~+/=-]*[\d_])[\w.~+/=-]{6,}|[\w.~+/=-]{20,})/gi,
  /\b[0-9a-f]{32,}\b/gi,
];

/**
 * Makes text of Sigma's or a vendor's fit to be shown: every word that repeats a known secret, or eight or more of its
 * characters in a row, becomes `[secret]`; so does every word that looks like a credential. Vendors do echo parts of
 * keys ("Incorrect API key provided: sk-abc*****xyz"). Control characters become spaces, and the text is cut at
 * {@link MESSAGE_LIMIT}.
 */
export function redact(text: string, secrets: Iterable<Secret> = []): string {
  let clean = text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
  for (const secret of secrets) clean = withoutEchoes(clean, secret);
  for (const pattern of CREDENTIAL_LIKE) clean = clean.replace(pattern, REDACTED);
  clean = clean.replace(/\s+/g, " ").trim();
  return clean.length > MESSAGE_LIMIT ? `${clean.slice(0, MESSAGE_LIMIT)}…` : clean;
}

/**
 * Whether a value repeats a known secret, or sixteen or more of its characters in a row. What merely looks like a credential
 * is none here: a revision or a request's id may be a long row of hexadecimal digits.
 */
export function repeatsSecret(value: string, secrets: Iterable<Secret>): boolean {
  return [...secrets].some((secret) => withoutEchoes(value, secret, VALUE_ECHO_LENGTH) !== value);
}

/** Replaces every word of the text that contains a run of the secret, or of one of the forms it takes in transit. */
function withoutEchoes(text: string, secret: Secret, length = ECHO_LENGTH): string {
  const forms = formsOf(secret);
  return text.replace(/\S+/g, (word) =>
    forms.some((form) => sharesRun(word, form, length)) ? REDACTED : word,
  );
}

/** A token is compared with every answer that it brings; its forms are made once, and go with it. */
const known = new WeakMap<Secret, readonly string[]>();

function formsOf(secret: Secret): readonly string[] {
  const forms = known.get(secret) ?? makeForms(secret.reveal());
  known.set(secret, forms);
  return forms;
}

function makeForms(secret: string): string[] {
  if (secret === "") return [];
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    ...inBase64(secret),
  ];
}

/** In base64, where a text looks different behind none, one or two other bytes, as in the `user:key` of a header. */
function inBase64(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    // The character that holds bits of what stands before is none of the secret's.
    const start = Math.ceil((before * 4) / 3);
    return [bytes.toString("base64").slice(start), bytes.toString("base64url").slice(start)];
  });
}

/** Looks for the runs of the word: it is short, and a token has a thousand of them. */
function sharesRun(word: string, form: string, length: number): boolean {
  if (form.length <= length) return word.includes(form);
  for (let start = 0; start + length <= word.length; start += 1) {
    if (form.includes(word.slice(start, start + length))) return true;
  }
  return false;
}
