// This test does on purpose what lint keeps everybody else from.
/* oxlint-disable typescript/restrict-template-expressions, typescript/no-misused-spread */
import { Console } from "node:console";
import { Writable } from "node:stream";
import { format, inspect } from "node:util";
import { serialize } from "node:v8";
import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../provider/integration/secret.ts";
import { KEY } from "./support/configs.ts";

const secret = new Secret(KEY);

describe("a secret prints as [secret]", () => {
  it.each<[string, () => string]>([
    ["in a template string", () => `${secret}`],
    ["through String()", () => String(secret)],
    ["through toString()", () => secret.toString()],
    ["as a part of JSON", () => JSON.parse(JSON.stringify(secret))],
    ["through util.inspect", () => inspect(secret)],
    ["through util.inspect with showHidden", () => inspect(secret, { showHidden: true })],
    ["through util.format with %s", () => format("%s", secret)],
    ["through util.format with %o", () => format("%o", secret)],
    ["through util.format with %O", () => format("%O", secret)],
    ["through util.format without a place", () => format(secret)],
    ["in an error's message", () => new Error(`${secret}`).message],
    ["as a property's name", () => Object.keys({ [`${secret}`]: 1 })[0] ?? ""],
    ["joined", () => [secret].join()],
  ])("%s", (_, text) => {
    expect(text()).toBe("[secret]");
  });

  it("in a concatenation", () => {
    // oxlint-disable-next-line eslint/prefer-template, typescript/restrict-plus-operands
    expect("key " + (secret as unknown as string)).toBe("key [secret]");
  });

  it("nested, in JSON and in util.inspect", () => {
    const nested = { a: [{ b: secret }], c: new Map([["d", secret]]) };
    expect(JSON.stringify(nested)).toBe('{"a":[{"b":"[secret]"}],"c":{}}');
    expect(inspect(nested, { depth: null, showHidden: true })).not.toContain(KEY);
    expect(inspect(nested, { depth: null })).toContain("{ b: [secret] }");
  });

  it("on a console", () => {
    let written = "";
    const stream = new Writable({
      write: (chunk: Buffer, _, done) => {
        written += chunk.toString();
        done();
      },
    });
    const console = new Console(stream);
    console.log(secret, { secret });
    console.dir({ secret }, { showHidden: true, depth: null });
    console.table([{ secret }]);
    expect(written).toContain("[secret] { secret: [secret] }");
    expect(written).not.toContain(KEY);
  });
});

describe("a secret has nothing to be found in it", () => {
  it.each<[string, (value: Secret) => unknown]>([
    ["its keys", (value) => Object.keys(value)],
    ["its entries", (value) => Object.entries(value)],
    ["all its own properties", (value) => Object.getOwnPropertyDescriptors(value)],
    ["a copy by spread", (value) => ({ ...value })],
    ["a copy by Object.assign", (value) => Object.assign({}, value)],
    ["a structured clone", (value) => structuredClone(value)],
    ["inspection without its own method", (value) => inspect(value, { customInspect: false })],
    ["its proxy", (value) => inspect(new Proxy(value, {}), { showProxy: true })],
    ["a number made of it", (value) => Number(value)],
  ])("%s", (_, look) => {
    const seen = look(secret);
    expect(inspect(seen, { customInspect: false, showHidden: true, depth: null })).not.toContain(
      KEY,
    );
    expect(JSON.stringify(seen)).not.toContain(KEY);
  });

  it("serialized by the engine", () => {
    expect(serialize({ secret }).toString("latin1")).not.toContain(KEY);
  });
});

describe("Secret", () => {
  it("gives its text when asked to", () => {
    expect(secret.reveal()).toBe(KEY);
  });

  it.each<[string, unknown, boolean]>([
    ["a secret", secret, true],
    ["another copy's secret", { [Symbol.for("sigma-external-ai.secret")]: true }, true],
    ["a text", KEY, false],
    ["an object", { reveal: () => KEY }, false],
    ["null", null, false],
  ])("tells whether %s is one", (_, value, expected) => {
    expect(value instanceof Secret).toBe(expected);
  });
});
