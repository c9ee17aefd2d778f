import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { defaultSeed, type SeedOverride } from "../../simulator/index.ts";
import { describeWithEngine } from "../support/engine/requirement.ts";
import type { EngineRun } from "../support/engine-run.ts";
import { filesBelow, formsOf, sweep, type Searched } from "../support/sweep.ts";
import { startStack, type Env, type Stack } from "./support/stack.ts";

/** A secret with characters that URLs, JSON and base64 write in another way. */
const sentinel = (name: string): string => `sk-SENTINEL/${name}+"\\%&=1234`;

const KEYS = ["one", "two"].map(sentinel);
/** Of the embedding model, where a vendor has two. */
const OTHER_KEYS = ["other-one", "other-two"].map(sentinel);
const CLIENT_SECRET = sentinel("client");
const REFUSED = sentinel("refused");
/** What every access token of the simulator begins with, a tenant's too. */
const TOKEN = "sim-access-";
const SECRETS = [...KEYS, ...OTHER_KEYS, CLIENT_SECRET, REFUSED, TOKEN];

/** What a program gives, and where its keys come from. None of them has a key in the program's text. */
interface Spelling {
  name: string;
  fields: string;
  /** The state has no key at all. */
  byReference?: boolean;
  /** The key of the vendor and Sigma's secret are secrets of the stack. */
  configured?: boolean;
}

const spellings: Spelling[] = [
  { name: "a plain text", fields: `openai: { apiKey: process.env.KEY }` },
  {
    name: "a block that is an output, with two keys",
    fields: `azureOpenai: pulumi.output(${azure("process.env.KEY", "process.env.OTHER_KEY")})`,
  },
  {
    name: "a secret of the configuration, as is Sigma's own",
    fields: `gemini: { apiKey: new pulumi.Config("keys").requireSecret("vendor") }`,
    configured: true,
  },
  {
    name: "a variable by reference, for a tenant",
    fields: `anthropic: { apiKey: { fromEnv: "KEY" } }, tenant: "org-acme-emea"`,
    byReference: true,
  },
  {
    name: "a file and a variable by reference",
    fields: `azureOpenai: ${azure('{ fromFile: "key" }', '{ fromEnv: "OTHER_KEY" }')}`,
    byReference: true,
  },
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
  it.each(spellings)("the key is $name", async (spelling) => {
    const { fields, byReference = false } = spelling;
    await using stack = await startStack(engine, {
      program: `new ExternalAiIntegration("ai", { ${fields}, removal: process.env.REMOVAL, preflight: process.env.PREFLIGHT });`,
      env: { SIGMA_CLIENT_SECRET: CLIENT_SECRET, REMOVAL: "retain" },
      seed: seed(),
    });
    const { runs, verbose } = await life(stack, spelling);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 1, 1, 0, 0, 0]);

    const searched = [
      ...(await filesBelow(stack.project.folder, [join(stack.project.folder, "key")])),
      ...runs.map(({ output }, index) => ({ place: `output ${index + 1}`, text: output })),
      { place: "debug log", text: byReference ? verbose : withoutEngineLines(verbose) },
    ];
    expect(sweep(SECRETS, searched)).toEqual([]);
    expect(searched.length).toBeGreaterThan(runs.length + 5);
    await expectEncrypted(stack, byReference);
  });

  it("a proxy that is down is told without its credentials", async () => {
    await using stack = await startStack(engine, {
      program: `new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" } });`,
    });
    const [user, password] = ["SENTINEL-user", "SENTINEL-password"];
    const { output } = await stack.up({
      SIGMA_BASE_URL: "aws-us-west",
      HTTPS_PROXY: `http://${user}:${password}@127.0.0.1:1`,
    });
    expect(output).toContain("the proxy that HTTPS_PROXY names: the connection was refused");
    const searched = [...(await filesBelow(stack.project.folder)), { place: "up", text: output }];
    expect(sweep([user, password, `${user}:${password}`], searched)).toEqual([]);
  });
});

/** Adds, previews, is refused twice, rotates with a debug log, and removes; and what the engine tells about all that. */
async function life(
  { project, up, destroy }: Stack,
  { configured = false }: Spelling,
): Promise<{ runs: EngineRun[]; verbose: string }> {
  const setSecret = (name: string, value: string) =>
    project.pulumi(["config", "set", "--secret", name, value]);
  const withKeys = async (key = "", other = ""): Promise<Env> => {
    await project.write({ key: `${key}\n` });
    if (!configured) return { KEY: key, OTHER_KEY: other };
    await setSecret("keys:vendor", key);
    return { SIGMA_CLIENT_SECRET: undefined };
  };
  if (configured) await setSecret("sigma:clientSecret", CLIENT_SECRET);
  const added = await withKeys(KEYS[0], OTHER_KEYS[0]);
  const runs = [
    await project.pulumi(["up", "--yes", "--diff"], added),
    await project.pulumi(["preview", "--json", "--refresh"], added),
    // By the vendor, and without it by Sigma.
    await up(await withKeys(REFUSED, OTHER_KEYS[0])),
    await up({ ...(await withKeys(REFUSED, OTHER_KEYS[0])), PREFLIGHT: "off" }),
  ];
  const rotated = await withKeys(KEYS[1], OTHER_KEYS[1]);
  const verbose = await up(rotated, "--logtostderr", "-v=11");
  runs.push(
    { ...verbose, stderr: "", output: verbose.stdout },
    await project.pulumi(["stack", "history", "--json"], rotated),
    await destroy(rotated),
  );
  return { runs, verbose: verbose.stderr };
}

/** A Sigma and vendors that take these secrets. */
function seed(): SeedOverride {
  const keys = [...KEYS, ...OTHER_KEYS];
  const vendor = { keys: keys.map((key) => ({ key })) };
  const { resources } = defaultSeed.vendors.azure;
  return {
    credentials: [{ clientId: "acme-admin", clientSecret: CLIENT_SECRET, userId: "user-ada" }],
    vendors: {
      openai: vendor,
      gemini: vendor,
      anthropic: vendor,
      azure: { resources: resources.map((resource) => ({ ...resource, keys })) },
    },
  };
}

function azure(languageKey: string, embeddingKey: string): string {
  return `{
    endpointUrl: "https://contoso.openai.azure.com",
    languageModel: { deploymentId: "gpt-41", apiKey: ${languageKey} },
    embeddingModel: { deploymentId: "embed", apiKey: ${embeddingKey} },
  }`;
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
