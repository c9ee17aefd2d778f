import * as fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { MESSAGE_LIMIT, redact } from "../../../provider/integration/redact.ts";
import { Secret } from "../../../provider/integration/secret.ts";
import { key } from "./support/arbitraries.ts";
import { KEY } from "./support/configs.ts";

const secret = new Secret(KEY);

describe("the echoes of vendors become [secret]", () => {
  it.each([
    [
      "OpenAI, masked",
      "Incorrect API key provided: sk-proj-********************c8Nc. You can find your API key at https://platform.openai.com/account/api-keys.",
      "Incorrect API key provided: [secret] You can find your API key at https://platform.openai.com/account/api-keys.",
    ],
    [
      "OpenAI, masked with dots",
      "Incorrect API key provided: sk-se...c8Nc.",
      "Incorrect API key provided: [secret]",
    ],
    [
      "OpenAI, whole",
      `Incorrect API key provided: ${KEY}.`,
      "Incorrect API key provided: [secret].",
    ],
    [
      "Anthropic, another's key",
      "invalid x-api-key sk-ant-api03-AbCd",
      "invalid x-api-key [secret]",
    ],
    ["Gemini, another's key", "API key AIzaSyA1b2C3d4 not valid", "API key [secret] not valid"],
    ["Gemini, an auth key", "API key AQ.Ab8RN6Kx not valid", "API key [secret] not valid"],
    [
      "Azure, 32 hexadecimal digits",
      "the key 0123456789ABCDEF0123456789abcdef is of another resource",
      "the key [secret] is of another resource",
    ],
    ["a header", "Authorization: Bearer abc.123_x-y=", "Authorization: [secret]"],
    [
      "a header with a user",
      "authorization: basic dXNlcjpwYXNzd29yZA==",
      "authorization: [secret]",
    ],
    ["a token", "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln ended", "token [secret] ended"],
    ["a mask that is a word", "key ************ is wrong", "key [secret] is wrong"],
  ])("%s", (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

describe("a known key becomes [secret]", () => {
  it.each([
    ["plain", KEY],
    ["in part", KEY.slice(9, 17)],
    ["in quotes", `"${KEY}"`],
    ["in a URL", `https://x.example/?api-key=${encodeURIComponent(KEY)}`],
    ["as base64", Buffer.from(KEY).toString("base64")],
    ["as base64 behind one character", Buffer.from(`:${KEY}:`).toString("base64")],
    ["as base64 behind two characters", Buffer.from(`me${KEY}`).toString("base64")],
    ["as base64 of a user and a key", Buffer.from(`user:${KEY}`).toString("base64url")],
    ["in a JSON body", `{"apiKey":"${KEY}"}`],
    ["glued to other text", `key=${KEY};end`],
  ])("%s", (_, echo) => {
    expect(redact(`the key ${echo} was refused`, [secret])).toBe("the key [secret] was refused");
  });

  it.each<[string, string, (text: string) => string]>([
    ["a URL", "a/b+c&d/e+f&g/h+", encodeURIComponent],
    ["JSON", String.raw`a"b\c"d\e"f\g"h\ `.trim(), (text) => JSON.stringify(text)],
    ["base64", "???>>>???>>>", (text) => Buffer.from(text).toString("base64")],
    ["base64url", "???>>>???>>>", (text) => Buffer.from(text).toString("base64url")],
  ])("with nothing but characters that %s writes differently", (_, odd, write) => {
    expect(redact(`got ${write(odd)} here`, [new Secret(odd)])).toBe("got [secret] here");
  });

  it("where there are several", () => {
    const other = new Secret("another-0123456789");
    expect(redact(`${KEY} and another-0123456789`, [secret, other])).toBe("[secret] and [secret]");
  });

  it.each([
    ["short, and repeated whole", "abc", "the key abc is short", "the key [secret] is short"],
    ["empty", "", "nothing to hide", "nothing to hide"],
  ])("that is %s", (_, short, text, expected) => {
    expect(redact(text, [new Secret(short)])).toBe(expected);
  });

  it("leaves no run of eight characters of it, wherever it stands", () => {
    const clear = key.filter((text) => !/[[\]…]/.test(text));
    const form = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.slice(2),
      (text) => text.slice(0, 9),
      (text) => `"${text}"`,
      (text) => `\n${text}\u200B`,
    );
    const property = fc.property(fc.string(), clear, form, fc.string(), (left, text, as, right) => {
      const clean = redact(`${left}${as(text)}${right}`, [new Secret(text)]);
      for (let start = 0; start + 8 <= text.length; start += 1) {
        expect(clean).not.toContain(text.slice(start, start + 8));
      }
    });
    fc.assert(property);
  });
});

describe("what is no key stays readable", () => {
  it.each([
    "Failed to validate",
    "Access denied due to invalid subscription key or wrong API endpoint.",
    "Access denied due to Virtual Network/Firewall rules.",
    "Key based authentication is disabled for this resource.",
    "The API deployment for this resource does not exist.",
    "The embeddings operation does not work with the specified model, gpt-4.1-mini.",
    "API key not valid. Please pass a valid API key.",
    "invalid x-api-key",
    "Your credit balance is too low to access the Anthropic API.",
    "You have insufficient permissions for this operation. Missing scopes: model.request",
    "We cannot verify your identity. Please try again later.",
    "Basic authentication is not enabled; a bearer authorization is needed.",
    "the task-force's risk-management of gpt-5.6-sol, text-embedding-3-small",
    "see https://acme.openai.azure.com/openai/deployments/chat?api-version=2024-10-21",
    "request 6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b",
    "Please wait ... and try **again**",
  ])("%s", (text) => {
    expect(redact(text, [secret])).toBe(text);
  });

  it.each([
    ["control characters", "one\r\n\ttwo\u001B[31m\u202Ethree", "one two [31m three"],
    ["white space around", "  a   b  ", "a b"],
  ])("%s become single spaces", (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it("is cut off at the limit", () => {
    expect(redact("word ".repeat(200))).toHaveLength(MESSAGE_LIMIT + 1);
    expect(redact("word ".repeat(200)).endsWith("…")).toBe(true);
  });

  it("is cut off only after keys were taken out", () => {
    const text = `${"x".repeat(MESSAGE_LIMIT - 10)} ${KEY}`;
    expect(redact(text, [secret])).toBe(`${"x".repeat(MESSAGE_LIMIT - 10)} [secret]`);
  });
});
