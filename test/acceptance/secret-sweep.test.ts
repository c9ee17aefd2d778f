import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { describeWithEngine } from "../support/engine/requirement.ts";
import type { EngineRun } from "../support/engine-run.ts";
import { filesBelow, formsOf, sweep, type Searched } from "../support/sweep.ts";
import { startStack, type Env, type Stack } from "./support/stack.ts";

// Characters that URLs, JSON and base64 write in another way.
const KEYS = ['sk-SENTINEL/one+"\\%&=1111', 'sk-SENTINEL/two+"\\%&=2222'];
const CLIENT_SECRET = 'SENTINEL/client+"\\%&=3333';
const REFUSED = 'sk-SENTINEL/bad+"\\%&=4444';
const SECRETS = [...KEYS, CLIENT_SECRET, REFUSED];

/** How a program gets its key. None of them has it in the program's text. */
const spellings: [string, string][] = [
  ["a plain text", `openai: { apiKey: process.env.KEY }`],
  ["a block that is an output", `openai: pulumi.output({ apiKey: process.env.KEY })`],
  [
    "a secret of the configuration",
    `openai: { apiKey: new pulumi.Config("keys").requireSecret("openai") }`,
  ],
  ["a variable by reference", `openai: { apiKey: { fromEnv: "KEY" } }`],
  ["a file by reference", `openai: { apiKey: { fromFile: "key" } }`],
];

/** What Pulumi's own engine and SDK write to a debug log about every call, with the values of any resource's secrets. */
const ENGINE_DEBUG_LINE = /arshaling property for RPC|RPC finished/;

describe("the search itself", () => {
  it.each(Object.entries(formsOf(KEYS[0] ?? "")))("finds a key in its form %s", (_, text) => {
    expect(sweep(KEYS, [{ place: "here", text: `before ${text} after` }])).not.toEqual([]);
  });

  it.each([0, 1, 2, 3])(
    "finds a key inside of something that is base64 as a whole, after %i bytes",
    (before) => {
      const text = Buffer.from(`${"x".repeat(before)}${KEYS[0]}xyz`).toString("base64");
      expect(sweep(KEYS, [{ place: "here", text }])).not.toEqual([]);
    },
  );
});

await describeWithEngine("no secret is left anywhere, on the real engine", (engine) => {
  it.each(spellings)("the key is %s", async (_, fields) => {
    await using stack = await startStack(engine, {
      program: `new ExternalAiIntegration("ai", { ${fields}, removal: process.env.REMOVAL });`,
      env: { SIGMA_CLIENT_SECRET: CLIENT_SECRET, REMOVAL: "retain" },
      seed: {
        credentials: [{ clientId: "acme-admin", clientSecret: CLIENT_SECRET, userId: "user-ada" }],
        vendors: { openai: { keys: KEYS.map((key) => ({ key })) } },
      },
    });
    const { runs, verbose } = await life(stack, fields.includes("pulumi.Config"));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 1, 0, 0, 0]);

    const byReference = /fromEnv|fromFile/.test(fields);
    const searched = [
      ...(await filesBelow(stack.project.folder, [join(stack.project.folder, "key")])),
      ...runs.map(({ output }, index) => ({ place: `output ${index + 1}`, text: output })),
      { place: "debug log", text: byReference ? verbose : withoutEngineLines(verbose) },
    ];
    expect(sweep(SECRETS, searched)).toEqual([]);
    expect(searched.length).toBeGreaterThan(runs.length + 5);
    await expectEncrypted(stack, byReference);
  });
});

/** Adds, previews, is refused, rotates with a debug log, and removes; and what the engine tells about all that. */
async function life(
  stack: Stack,
  configured: boolean,
): Promise<{ runs: EngineRun[]; verbose: string }> {
  const { project } = stack;
  const withKey = async (key: string): Promise<Env> => {
    await project.write({ key: `${key}\n` });
    if (configured) await project.pulumi(["config", "set", "--secret", "keys:openai", key]);
    return { KEY: key };
  };
  const [first = "", second = ""] = KEYS;
  const added = await withKey(first);
  const runs = [
    await project.pulumi(["up", "--yes", "--diff"], added),
    await project.pulumi(["preview", "--json", "--refresh"], added),
    await stack.up(await withKey(REFUSED)),
  ];
  const rotated = await withKey(second);
  const verbose = await stack.up(rotated, "--logtostderr", "-v=11");
  runs.push(
    { ...verbose, stderr: "", output: verbose.stdout },
    await project.pulumi(["stack", "history", "--json"], rotated),
    await stack.destroy(rotated),
  );
  return { runs, verbose: verbose.stderr };
}

function withoutEngineLines(log: string): string {
  return log
    .split("\n")
    .filter((line) => !ENGINE_DEBUG_LINE.test(line))
    .join("\n");
}

/** The state had the key in Pulumi's encryption, where the program gave the key itself, and nothing where it did not. */
async function expectEncrypted(stack: Stack, byReference: boolean): Promise<void> {
  const backups: Searched[] = await filesBelow(join(stack.project.folder, "state"));
  const ciphertexts = backups.filter(({ text }) => /"apiKey":\s*\{[^}]*"ciphertext"/s.test(text));
  expect(ciphertexts.length > 0).toBe(!byReference);
  const program = await readFile(join(stack.project.folder, "index.js"), "utf8");
  expect(program).not.toContain("SENTINEL");
}
