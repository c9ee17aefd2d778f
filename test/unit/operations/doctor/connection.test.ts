import { join } from "node:path";
import { tmpdir } from "node:os";
import { describe, expect, it } from "@jest/globals";
import { examineConnection } from "../../../../provider/operations/doctor/connection.ts";

const EU = {
  SIGMA_BASE_URL: "aws-eu",
  SIGMA_CLIENT_ID: "the-id-of-a-client",
  SIGMA_CLIENT_SECRET: "the-secret-of-a-client",
};

const linesOf = (env: Record<string, string>, name?: string): string[] =>
  examineConnection(name, (variable) => env[variable])
    .findings.filter(({ text }) => !text.includes("proxy"))
    .map(({ level, text }) => `${level}: ${text}`);

const SET = [
  "ok: SIGMA_CLIENT_ID is set in the environment",
  "ok: SIGMA_CLIENT_SECRET is set in the environment",
];

describe("the settings of a connection", () => {
  it.each<[string, Record<string, string>, unknown[]]>([
    [
      "a region",
      EU,
      [
        "ok: SIGMA_BASE_URL is set in the environment: https://api.eu.aws.sigmacomputing.com, region aws-eu",
        ...SET,
      ],
    ],
    [
      "an address of a region, behind spaces",
      { ...EU, SIGMA_BASE_URL: " https://api.uk.azure.sigmacomputing.com/\n" },
      [
        "ok: SIGMA_BASE_URL is set in the environment: https://api.uk.azure.sigmacomputing.com, region azure-uk",
        ...SET,
      ],
    ],
    [
      "an address of this machine",
      { ...EU, SIGMA_BASE_URL: "http://127.0.0.1:4010" },
      [
        "ok: SIGMA_BASE_URL is set in the environment: http://127.0.0.1:4010, on this machine: a stand-in for Sigma",
        ...SET,
      ],
    ],
    [
      "an address that is not known",
      { ...EU, SIGMA_BASE_URL: "https://gateway.example/sigma/" },
      [
        "warning: SIGMA_BASE_URL is set in the environment: https://gateway.example/sigma, which is the address of no region that is known here",
        ...SET,
      ],
    ],
    [
      "one that is not set, and one that is empty",
      { SIGMA_BASE_URL: "aws-eu", SIGMA_CLIENT_ID: " " },
      [
        "ok: SIGMA_BASE_URL is set in the environment",
        "problem: SIGMA_CLIENT_ID is not set",
        "problem: SIGMA_CLIENT_SECRET is not set",
      ],
    ],
    [
      "an address that cannot be used",
      { ...EU, SIGMA_BASE_URL: "http://user:the-password@gateway.example" },
      [
        ...SET,
        expect.stringMatching(/^problem: SIGMA_BASE_URL: the URL has more than a host and a path;/),
      ],
    ],
    [
      "a choice that is none",
      { ...EU, SIGMA_ALLOW_ASSUMED: "all" },
      [
        "ok: SIGMA_BASE_URL is set in the environment",
        ...SET,
        'problem: SIGMA_ALLOW_ASSUMED: the value is not a choice; expected "none" or "write"',
      ],
    ],
    [
      "the other settings",
      { ...EU, SIGMA_ALLOW_ASSUMED: "write", SIGMA_TIMEOUT: "60", SIGMA_AI_VENDOR_ORIGINS: "*=x" },
      [
        expect.stringContaining("region aws-eu"),
        ...SET,
        "ok: SIGMA_ALLOW_ASSUMED is set in the environment",
        "ok: SIGMA_TIMEOUT is set in the environment",
        "warning: SIGMA_AI_VENDOR_ORIGINS is set in the environment: keys are tried at stand-ins for the AI vendors",
      ],
    ],
    [
      "a time that is none",
      { ...EU, SIGMA_TIMEOUT: "soon" },
      [
        "ok: SIGMA_BASE_URL is set in the environment",
        ...SET,
        expect.stringMatching(/^problem: SIGMA_TIMEOUT: the value is not such a number; expected/),
      ],
    ],
    [
      "a contract file that is not there",
      { ...EU, SIGMA_CONTRACT: join(tmpdir(), "no-such-contract-of-sigma.json") },
      [
        "ok: SIGMA_BASE_URL is set in the environment",
        ...SET,
        expect.stringMatching(/^problem: SIGMA_CONTRACT: the contract file .* cannot be read/),
      ],
    ],
  ])("tell of %s", (_, env, lines) => {
    expect(linesOf(env)).toEqual(lines);
    expect(JSON.stringify(linesOf(env))).not.toMatch(/the-id|the-secret|the-password/);
  });

  it("are those of a named connection", () => {
    expect(linesOf({ ...EU, SIGMA_MY_EU_BASE_URL: "gcp-us" }, "my-eu")).toEqual([
      "ok: SIGMA_MY_EU_BASE_URL is set in the environment",
      "problem: SIGMA_MY_EU_CLIENT_ID is not set",
      "problem: SIGMA_MY_EU_CLIENT_SECRET is not set",
    ]);
  });

  it("say what to do about everything that is not well", () => {
    const { findings } = examineConnection(undefined, () => undefined);
    expect(findings.filter(({ level, advice }) => level !== "ok" && advice === undefined)).toEqual(
      [],
    );
  });
});
