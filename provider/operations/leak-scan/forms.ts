/** One way in which a key can stand in a file. */
export interface Form {
  /** What it is called in a finding. */
  name: string;
  /** Its bytes, one character for each. */
  bytes: string;
  /** Whether it may be broken over several lines. */
  wraps: boolean;
}

/**
 * Every form in which a key can stand in a file: plain, as UTF-16 (which PowerShell writes), escaped for URLs, JSON, XML and
 * shells, in base64 at any offset, and in hex. A form that looks like an earlier one is left out.
 *
 * The sweep of our own tests has a list of its own, on purpose: a mistake in one of the two must not hide itself in the other.
 */
export function formsOf(key: string): Form[] {
  const texts = { plain: key, ...urlForms(key), ...jsonForms(key), ...markupForms(key) };
  const forms = [
    ...Object.entries(texts).map(([name, text]) => ({ name, bytes: utf8(text), wraps: false })),
    ...Object.entries(texts).map(([name, text]) => ({
      name: name === "plain" ? "UTF-16" : `${name}, UTF-16`,
      bytes: utf16(text),
      wraps: false,
    })),
    ...base64Forms(Buffer.from(key), "base64"),
    ...base64Forms(Buffer.from(key, "utf16le"), "base64 of UTF-16"),
    ...hexForms(Buffer.from(key)),
  ];
  return forms.filter(
    ({ bytes }, index) => forms.findIndex((other) => other.bytes === bytes) === index,
  );
}

function urlForms(key: string): Record<string, string> {
  const url = encodeURIComponent(key.toWellFormed());
  const strict = url.replace(/[!'()*]/g, (letter) => `%${hexOf(letter)}`);
  const form = new URLSearchParams({ key }).toString().slice("key=".length);
  const lower = (text: string): string =>
    text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  return {
    url,
    "url, strict": strict,
    "url, lower case": lower(url),
    "url, strict, lower case": lower(strict),
    form,
    "form, lower case": lower(form),
    "url in url": encodeURIComponent(url),
  };
}

/** Go, in which the engines are written, escapes more than it must; PHP and others escape slashes. */
function jsonForms(key: string): Record<string, string> {
  const escape = (text: string): string => JSON.stringify(text).slice(1, -1);
  const json = escape(key);
  const variants = {
    json,
    "json of Go": json.replace(/[<>&]/g, (letter) => `\\u00${hexOf(letter).toLowerCase()}`),
    "json, upper case": json.replace(/[<>&]/g, (letter) => `\\u00${hexOf(letter)}`),
    "json, slashes": json.replaceAll("/", "\\/"),
  };
  return Object.fromEntries(
    Object.entries(variants).flatMap(([name, text]) => [
      [name, text],
      [`${name}, in json`, escape(text)],
      [`${name}, in json, in json`, escape(escape(text))],
    ]),
  );
}

function markupForms(key: string): Record<string, string> {
  const xml = key.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return {
    xml,
    html: xml.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    "html, numbers": xml.replaceAll('"', "&#34;").replaceAll("'", "&#39;"),
    "single quotes of a shell": key.replaceAll("'", String.raw`'\''`),
    "double quotes of a shell": key.replace(/[\\"$`]/g, String.raw`\$&`),
    hcl: JSON.stringify(key)
      .slice(1, -1)
      .replace(/[$%](?=\{)/g, "$&$&"),
  };
}

function base64Forms(key: Buffer, name: string): Form[] {
  return [0, 1, 2].flatMap((before) => {
    const base64 = base64Behind(key, before);
    const url = base64.replaceAll("+", "-").replaceAll("/", "_");
    return [
      { name, bytes: base64, wraps: true },
      { name: `${name} for URLs`, bytes: url, wraps: true },
      { name: `${name}, in a URL`, bytes: encodeURIComponent(base64), wraps: false },
    ];
  });
}

/** The characters that depend on the key alone, whatever stands that many bytes before it and behind it. */
function base64Behind(key: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), key]).toString("base64");
  const bits = 8 * (before + key.length);
  return text.slice(Math.ceil((8 * before) / 6), Math.floor(bits / 6));
}

function hexForms(key: Buffer): Form[] {
  const hex = key.toString("hex");
  return [
    { name: "hex", bytes: hex, wraps: true },
    { name: "hex", bytes: hex.toUpperCase(), wraps: true },
  ];
}

function utf8(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Without the last zero, it is the same in both orders of bytes for all that keys are made of. */
function utf16(text: string): string {
  return Buffer.from(text, "utf16le").toString("latin1").replace(/\0$/, "");
}

function hexOf(letter: string): string {
  return letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
}
