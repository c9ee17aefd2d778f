import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createSimulator, type Simulator } from "../../../simulator/index.ts";
import { runCommand } from "./support/command.ts";

const OPENAI = { openai: { apiKey: { fromEnv: "OPENAI_KEY" } } };
const AZURE = {
  azureOpenai: {
    endpointUrl: "https://contoso.openai.azure.com",
    apiKey: "sim-contoso-key-1",
    languageModel: { deploymentId: "gpt-41" },
    embeddingModel: { deploymentId: "embed" },
  },
};

let simulator: Simulator;
let folder: string;
beforeAll(async () => {
  simulator = await createSimulator();
  folder = await mkdtemp(join(tmpdir(), "sigma-preflight-"));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

describe("the command tries what a file has in it, and ends with", () => {
  it.each<[number, string, unknown, Record<string, string>, RegExp]>([
    [
      0,
      "a key in the environment",
      OPENAI,
      { OPENAI_KEY: "sim-openai-key-1" },
      /^valid {8}openai.apiKey: OpenAI accepts the key\.\n$/,
    ],
    [
      1,
      "a key that is revoked",
      OPENAI,
      { OPENAI_KEY: "sim-openai-key-revoked" },
      /^invalid {6}openai.apiKey: OpenAI refuses the key: .*\[secret\].* Make a new one: .*\n$/,
    ],
    [
      3,
      "a key that is restricted",
      OPENAI,
      { OPENAI_KEY: "sim-openai-key-restricted" },
      /^inconclusive openai.apiKey: OpenAI knows the key, .*\n$/,
    ],
    [
      0,
      "Azure OpenAI",
      AZURE,
      {},
      /^valid {8}azureOpenai.languageModel: .*\nvalid {8}azureOpenai.embeddingModel: .*\n$/,
    ],
    [
      1,
      "one model that is wrong, though preflight is off",
      {
        azureOpenai: { ...AZURE.azureOpenai, languageModel: { deploymentId: "gpt-4o-old" } },
        preflight: "off",
      },
      {},
      /^invalid .*older than gpt-4.1.*\nvalid/,
    ],
  ])("%i for %s", async (code, _, inputs, env, stdout) => {
    const file = join(folder, "ai.json");
    await writeFile(file, JSON.stringify(inputs));
    expect(await ended([file], { env })).toEqual({
      code,
      stdout: expect.stringMatching(stdout),
      stderr: "",
    });
  });
});

it("reads a key from a file, and its inputs from standard input", async () => {
  await writeFile(join(folder, "key"), "sim-gemini-key-1\n");
  const inputs = { gemini: { apiKey: { fromFile: join(folder, "key") } } };
  expect(await ended(["-"], { input: JSON.stringify(inputs) })).toEqual({
    code: 0,
    stdout: "valid        gemini.apiKey: Google accepts the key.\n",
    stderr: "",
  });
});

it("--json prints one line, with the worst verdict", async () => {
  const inputs = { azureOpenai: { ...AZURE.azureOpenai, embeddingModel: { deploymentId: "x" } } };
  const { code, stdout } = await ended(["-", "--json"], { input: JSON.stringify(inputs) });
  expect([code, stdout.match(/\n/g)?.length]).toEqual([1, 1]);
  const { verdict, verdicts } = JSON.parse(stdout);
  expect([verdict, verdicts]).toEqual([
    "invalid",
    [
      {
        verdict: "valid",
        path: "azureOpenai.languageModel",
        reason: 'the deployment "gpt-41" is gpt-4.1',
      },
      {
        verdict: "invalid",
        path: "azureOpenai.embeddingModel.deploymentId",
        reason: expect.stringContaining("there is no such deployment"),
        advice: expect.stringContaining('with azureOpenai.validationWait "10m"'),
      },
    ],
  ]);
});

it("sends nothing to Sigma", () => {
  expect(simulator.requests).toEqual([]);
  expect(simulator.vendorRequests.length).toBeGreaterThan(0);
});

describe("what cannot be used ends with 2", () => {
  it.each<[string, string, RegExp, Record<string, string>?]>([
    ["no JSON", "openai:\n  apiKey: sim-openai-key-1", /^the file "-" is not JSON\n$/],
    ["no vendor", "{}", /^no AI vendor is given.*\[VENDOR_BLOCK\]\n$/],
    ["a list", "[]", /^the value is of the wrong type; expected a block of fields/],
    [
      "a field that is misspelt",
      '{ "openai": { "apikey": "sim-openai-key-1" } }',
      /Did you mean openai.apiKey\?|Did you mean apiKey\?/,
    ],
    [
      "a reference that leads nowhere",
      JSON.stringify(OPENAI),
      /openai.apiKey: the environment variable OPENAI_KEY is not set.*\[CREDENTIAL_UNRESOLVED\]/,
    ],
    [
      "a stand-in that is not on this machine",
      JSON.stringify(AZURE),
      /^SIGMA_AI_VENDOR_ORIGINS: .*\[INVALID_CONNECTION\]/,
      { SIGMA_AI_VENDOR_ORIGINS: "*=http://192.0.2.1" },
    ],
  ])("%s", async (_, input, stderr, env = {}) => {
    const ending = await ended(["-"], { input, env });
    expect(ending).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(stderr) });
    expect(ending.stderr).not.toContain("sim-openai-key");
  });

  it.each([
    [[], "missing required argument 'file'"],
    [["a", "b"], "too many arguments"],
    [["a", "--nothing"], "unknown option"],
    [[join(tmpdir(), "no-such-file-of-sigma")], "cannot be read (ENOENT)"],
    [[tmpdir()], "cannot be read (EISDIR)"],
  ])("%j", async (args, says) => {
    const { code, stdout, stderr } = await ended(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
  });
});

it("--help teaches with examples and exit statuses", async () => {
  const { code, stdout } = await ended(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("npx sigma-external-ai preflight ai.json");
  expect(stdout).toContain("Exit status: 0 all valid, 1 something is invalid, 3");
});

interface Ran {
  input?: string;
  env?: Record<string, string>;
}

async function ended(args: readonly string[], { input = "", env = {} }: Ran = {}) {
  return runCommand(["preflight", ...args], {
    input,
    env: { PATH: process.env["PATH"], SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`, ...env },
  });
}
