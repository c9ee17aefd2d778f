import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { EngineRun } from "../../support/engine-run.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { differentBlocksOf } from "../support/doc-blocks.ts";
import { startStack, type Env, type Stack } from "../support/stack.ts";
import { addPolicyPack, PACK, violationsOf } from "./support/policy-pack.ts";

const KEY = "sim-openai-key-1";
const REFERENCE = `{ fromEnv: "OPENAI_API_KEY" }`;
const ASSUMED = "which allows operations that Sigma has not published";
const RETAINED = 'removal is "retain", which leaves AI on at Sigma when the resource is deleted';

const openai = (apiKey = REFERENCE): string => `openai: { apiKey: ${apiKey} }`;
const azure = (endpointUrl: string): string => `azureOpenai: {
  endpointUrl: "${endpointUrl}",
  apiKey: ${REFERENCE},
  languageModel: { deploymentId: "gpt-41" },
  embeddingModel: { deploymentId: "embed" },
}`;

/** Resources by name, each with the policy that refuses it and why; one without a policy is fine. */
const CASES: readonly [name: string, fields: string, policy?: string, message?: string][] = [
  ["by-guard", `expectedOrganizationId: "org-acme", ${openai()}`],
  ["by-tenant", `tenant: "org-a", ${azure("https://contoso-eu.openai.azure.com")}`],
  ["region", `tenant: "org-b", ${azure("https://eastus2.api.cognitive.microsoft.com")}`],
  ["retained-for-a-reason", `tenant: "org-c", removal: "retain", ${openai()}`],
  [
    "other-vendor",
    `tenant: "org-d", gemini: { apiKey: ${REFERENCE} }`,
    "allowed-vendors",
    "the vendor gemini is not allowed; allowed: azureOpenai, openai",
  ],
  [
    "other-organization",
    `tenant: "org-globex", ${openai()}`,
    "allowed-organizations",
    "the organization org-globex is not allowed; allowed: org-acme, org-a, org-b, org-c, org-d, org-e, org-f, org-g, org-h",
  ],
  [
    "no-organization",
    `connection: "eu", ${openai()}`,
    "allowed-organizations",
    "nothing says which organization this is; set tenant or expectedOrganizationId",
  ],
  [
    "other-host",
    `tenant: "org-e", ${azure("https://fabrikam.openai.azure.com")}`,
    "allowed-endpoints",
    "azureOpenai.endpointUrl: the host fabrikam.openai.azure.com is not allowed; allowed: contoso-eu.openai.azure.com, eastus2.api.cognitive.microsoft.com, westus.api.cognitive.microsoft.com",
  ],
  [
    "other-region",
    `tenant: "org-f", ${azure("https://westus.api.cognitive.microsoft.com")}`,
    "allowed-regions",
    "azureOpenai.endpointUrl: the region westus is not allowed; allowed: eastus2",
  ],
  [
    "retained",
    `tenant: "org-g", removal: "retain", ${openai()}`,
    "retained-integrations",
    RETAINED,
  ],
  [
    "retained-too-long",
    `tenant: "org-h", removal: "retain", ${openai()}`,
    "retained-integrations",
    `${RETAINED}; the exception "Moved away: OPS-3." ended on 2026-01-31`,
  ],
];

const ORGANIZATIONS = ["acme", "a", "b", "c", "d", "e", "f", "g", "h"].map((id) => `org-${id}`);
const CONFIG = {
  "allowed-vendors": { vendors: ["azureOpenai", "openai"] },
  "allowed-organizations": { organizations: ORGANIZATIONS },
  "allowed-endpoints": {
    hosts: [
      "contoso-eu.openai.azure.com",
      "eastus2.api.cognitive.microsoft.com",
      "westus.api.cognitive.microsoft.com",
    ],
  },
  "allowed-regions": { regions: ["eastus2"] },
  "retained-integrations": {
    exceptions: [
      { resource: "retained-for-a-reason", reason: "Moves away: OPS-2.", until: "2999-12-31" },
      { resource: "retained-too-long", reason: "Moved away: OPS-3.", until: "2026-01-31" },
    ],
  },
};

const STORE = "pulumi-nodejs:dynamic:Resource";
const KEYS = {
  "keys-by-reference": {
    secretStores: [STORE],
    exceptions: [
      { resource: "text-for-a-reason", reason: "Rotated next week: OPS-1.", until: "2999-12-31" },
    ],
  },
};

/** A secret store, and keys from everywhere. */
const KEYS_PROGRAM = `
const create = async () => ({ id: "store", outs: { key: "${KEY}" } });
class Store extends pulumi.dynamic.Resource {
  constructor(name) {
    super({ create }, name, { key: undefined });
  }
}
const { key } = new Store("store");
${program([
  ["by-reference", `tenant: "org-a", ${openai()}`],
  ["from-a-store", `tenant: "org-b", ${openai("pulumi.secret(key)")}`],
  ["text-for-a-reason", `tenant: "org-c", ${openai(`"${KEY}"`)}`],
  ["text", `tenant: "org-d", ${openai(`"${KEY}"`)}`],
  ["config", `tenant: "org-e", ${openai(`new pulumi.Config().requireSecret("key")`)}`],
])}`;

const textKey = (resource: string, more = "") => ({
  resource,
  message: `openai.apiKey is a text; use { fromEnv: "NAME" } or { fromFile: "path" }${more}`,
});

await describeWithEngine("the policy pack, on the real engine", (engine) => {
  let stack: Stack;
  let pack: string;
  beforeAll(async () => {
    const env = { OPENAI_API_KEY: KEY, SIGMA_ALLOW_ASSUMED: "none" };
    stack = await startStack(engine, { program: "", env });
    pack = await addPolicyPack(stack.project, engine);
    await stack.project.pulumi(["config", "set", "--secret", "key", KEY]);
  });
  afterAll(async () => await stack[Symbol.asyncDispose]());

  const run = async (command: string[], config: object, env: Env = {}): Promise<EngineRun> => {
    await stack.project.write({ "config.json": JSON.stringify(config) });
    const args = ["--policy-pack", pack, "--policy-pack-config", "config.json"];
    const ended = await stack.project.pulumi([...command, ...args], env);
    expect(ended.output).not.toContain(KEY);
    return ended;
  };
  const preview = (config: object, env?: Env): Promise<EngineRun> => run(["preview"], config, env);

  it("refuses each resource that is not allowed, says why, and lets the others be", async () => {
    await stack.program(program(CASES));
    const refused = await preview(CONFIG);
    expect(refused.code).not.toBe(0);
    const expected = CASES.flatMap(([resource, , policy, message]) =>
      policy === undefined ? [] : [{ policy, resource, message }],
    );
    expect(new Set(violationsOf(refused))).toEqual(new Set(expected));
  });

  it("tells a key of a secret store from a text", async () => {
    await stack.program(KEYS_PROGRAM);
    const refused = await preview(KEYS);
    const policy = "keys-from-secret-store";
    expect(new Set(violationsOf(refused))).toEqual(
      new Set([
        { policy, ...textKey("text", `, or an output of ${STORE}`) },
        { policy, ...textKey("config", `, or an output of ${STORE}`) },
      ]),
    );
    // What depends on it cannot be known before the apply, which then checks it.
    expect(refused.output).toContain(
      "string value at .openai.apiKey can't be known during preview",
    );
  });

  it("refuses every text without a secret store, and assumed operations of the environment", async () => {
    const exceptions = [{ resource: "text", reason: "Removed today: OPS-4.", until: "2999-12-31" }];
    const refused = await preview(
      { "assumed-operations": { exceptions } },
      { SIGMA_ALLOW_ASSUMED: "write" },
    );
    const [policy, message] = ["assumed-operations", `SIGMA_ALLOW_ASSUMED is "write", ${ASSUMED}`];
    const names = ["by-reference", "from-a-store", "text-for-a-reason", "config"];
    expect(new Set(violationsOf(refused))).toEqual(
      new Set([
        ...names.map((resource) => ({ policy, resource, message })),
        ...["text", "text-for-a-reason", "config"].map((name) => ({
          policy: "keys-by-reference",
          ...textKey(name),
        })),
      ]),
    );
  });

  it("refuses an apply before anything is saved, by the stack's configuration too", async () => {
    await stack.program(program([["ai", `expectedOrganizationId: "org-acme", ${openai()}`]]));
    await stack.project.pulumi(["config", "set", "sigma:allowAssumed", "write"]);
    stack.requests();
    const env = { SIGMA_ALLOW_ASSUMED: undefined };
    const refused = await run(["up", "--yes", "--skip-preview"], CONFIG, env);
    expect(refused.code).not.toBe(0);
    const message = `allowAssumed in the configuration is "write", ${ASSUMED}`;
    expect(violationsOf(refused)).toEqual([
      { policy: "assumed-operations", resource: "ai", message },
    ]);
    expect(stack.requests()).toEqual([]);
  });

  it.each(differentBlocksOf("policy command").filter(([, { text }]) => text.includes("pulumi ")))(
    "%s: lets pass what the configuration that it comes with allows",
    async (_, block) => {
      const script = block.text.replace(`--policy-pack ${PACK} `, `--policy-pack ${pack} `);
      const allowed = await stack.project.shell(script);
      expect(allowed).toMatchObject({ code: 0, output: expect.stringContaining("1 to create") });
      expect(allowed.output).toContain("✅ sigma-external-ai");
    },
  );

  it("refuses a setting that it does not know, and a list that is none", async () => {
    const refused = await preview({ "allowed-vendors": { vendor: ["openai"] } });
    expect(violationsOf(refused)).toEqual([
      {
        policy: "allowed-vendors",
        resource: "ai",
        message: "the setting vendor is not known; known: vendors",
      },
    ]);
    const unread = await preview({ "allowed-vendors": { vendors: "openai" } });
    expect(unread.code).not.toBe(0);
  });

  it("refuses an exception without a reason", async () => {
    const exceptions = [{ resource: "ai", until: "2999-12-31" }];
    const refused = await preview({ "assumed-operations": { exceptions } });
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("reason is required");
  });
});

function program(resources: readonly (readonly [string, string, ...unknown[]])[]): string {
  return resources
    .map(([name, fields]) => `new ExternalAiIntegration("${name}", { ${fields} });`)
    .join("\n");
}
