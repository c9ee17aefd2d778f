import { stripVTControlCharacters } from "node:util";
import { ERROR_CODES } from "../../integration/error-codes.ts";
import { redact } from "../../integration/redact.ts";
import { Secret } from "../../integration/secret.ts";
import type { Said } from "./seen.ts";

/** Variables whose values are secrets by their names. Paths and addresses are none. */
const SECRET_NAME =
  /(?:secret|passw|passphrase|token|credential|(?:^|_)key)(?!.*(?:_|^)(?:file|path|url|dir|id|name|interval)$)/i;

/** A shorter value stands in many texts by chance. */
const SHORTEST = 8;

/** Makes a function that takes colours, and what repeats a secret of the environment, out of an engine's text. */
export function cleaner(env: NodeJS.ProcessEnv): (text: string) => string {
  const secrets = Object.entries(env)
    .filter(([name]) => SECRET_NAME.test(name))
    .flatMap(([, value = ""]) => valuesIn(value))
    .filter((value) => value.length >= SHORTEST)
    .map((value) => new Secret(value));
  return (text) => redact(stripVTControlCharacters(text), secrets);
}

/** A map of secrets, as Terraform takes it in JSON: its names are none. */
function valuesIn(text: string): string[] {
  if (!/^\s*[[{]/.test(text)) return [text];
  try {
    const values: string[] = [];
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === "string") values.push(value);
    });
    return values;
  } catch {
    return [text];
  }
}

/** The code that an error of ours has at its end: `[NOT_PERMITTED, Sigma's request 7]`. */
export function codeIn(text: string): string | undefined {
  const codes = [...text.matchAll(/\[([A-Z_]+)(?:,[^\]]*)?\]/g)].map(([, code]) => code);
  return codes.findLast((code) => code !== undefined && Object.hasOwn(ERROR_CODES, code));
}

/**
 * What a notice of ours says, without the organization it begins with. The reason of a change begins with its field:
 * `openai.apiKey: credential changed outside`.
 */
export function saidIn(text: string, origin: Said["origin"]): Said {
  const [, path, reason] = /^([a-z]\w*(?:\.\w+)*): (.*)$/s.exec(text) ?? [];
  if (path === undefined || reason === undefined || reason.startsWith("not checked")) {
    return { origin, text };
  }
  return { path, origin, text: reason };
}
