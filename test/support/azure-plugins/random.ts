import { randomInt } from "node:crypto";
import packageJson from "@pulumi/random/package.json" with { type: "json" };
import type { Plugin } from "./plugin.ts";
import { asProperties, changedKeys, UNKNOWN, type Properties } from "./properties.ts";

const TYPE = "random:index/randomString:RandomString";

/** The character sets of a random text, each on unless it is switched off. */
const CHARACTERS = {
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  lower: "abcdefghijklmnopqrstuvwxyz",
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
};

/** The provider `random`, of which only RandomString is there: its text is made once and kept. */
export function randomPlugin(): Plugin {
  return {
    name: "random",
    version: packageJson.version,
    check: ({ type }, news) => {
      if (type !== TYPE) throw new Error(`unknown resource type ${type}`);
      return news;
    },
    diff: (_type, olds, news) => {
      const changed = changedKeys(olds, news);
      return { changed, replaced: changed };
    },
    preview: (_type, inputs, outputs) => ({ ...inputs, result: outputs?.["result"] ?? UNKNOWN }),
    create: async (_type, inputs) => {
      const result = randomText(inputs);
      return { id: result, outputs: { ...inputs, result } };
    },
    read: async (_type, recorded) => recorded,
    update: async (_type, { inputs, outputs }) => ({ ...outputs, ...inputs }),
    remove: async () => {},
    invoke: async (token) => {
      throw new Error(`unknown function ${token}`);
    },
  };
}

function randomText(inputs: Properties): string {
  const { length, overrideSpecial, ...flags } = asProperties(inputs);
  const sets = typeof overrideSpecial === "string" ? { special: overrideSpecial } : {};
  const characters = Object.entries({ ...CHARACTERS, ...sets })
    .filter(([set]) => flags[set] !== false)
    .map(([, each]) => each)
    .join("");
  return Array.from(
    { length: Number(length) },
    () => characters[randomInt(characters.length)],
  ).join("");
}
