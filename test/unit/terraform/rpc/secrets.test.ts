import { describe, expect, it } from "@jest/globals";
import { RESOURCE } from "../../../../provider/terraform/schema.ts";
import type { ObjectValue } from "../../../../provider/terraform/values/value.ts";
import type { FaultInput, Simulator } from "../../../../simulator/index.ts";
import { azure, data, openai, resource } from "../support/configs.ts";
import { asDynamic, RPC } from "../support/process.ts";
import { connect, recorded, simulate, type Answer, type Terraform } from "../support/terraform.ts";

/** Keys that look like no vendor's, so that nothing but the provider's own care hides them. */
const SECRETS = {
  key: "Tulip7Harbor2Violin9",
  rotated: "Copper4Meadow8Lantern1",
  clientSecret: "Walnut3Glacier6Compass5",
};

const SAVE = { method: "POST", path: "/v2/organizations/settings/aiConfigs" } as const;

/** Each of the answers, by its name, that has one of the secrets in its bytes, in clear or in base64. */
function leaks(answers: Record<string, Buffer>): string[] {
  return Object.entries(answers).flatMap(([name, bytes]) =>
    Object.values(SECRETS)
      .flatMap((secret) => [secret, Buffer.from(secret).toString("base64").slice(0, -4)])
      .filter((form) => bytes.includes(form))
      .map((form) => `${name}: ${form}`),
  );
}

/** A simulator whose vendors and whose Sigma know the secrets. */
async function withSecrets(): Promise<Simulator> {
  const credential = {
    clientId: "acme-admin",
    clientSecret: SECRETS.clientSecret,
    userId: "user-ada",
  };
  const simulator = await simulate({ seed: { credentials: [credential] } });
  simulator.setVendorKeys("openai", [{ key: SECRETS.key }, { key: SECRETS.rotated }]);
  simulator.setAzureKeys("contoso", [{ key: SECRETS.key }, { key: SECRETS.rotated }]);
  return simulator;
}

const start = async (simulator: Simulator): Promise<Terraform> =>
  connect(simulator, { config: { client_secret: SECRETS.clientSecret, allow_assumed: "write" } });

/** The whole life of a resource, and the bytes of every answer. */
async function life(first: ObjectValue, second: ObjectValue): Promise<Record<string, Buffer>> {
  const simulator = await withSecrets();
  const answers: Record<string, Buffer> = {};
  const add = <Known extends Answer>(name: string, answer: Known): Known => {
    answers[name] = answer.bytes;
    return answer;
  };
  let terraform = await start(simulator);
  const next = async () => {
    answers[`the log before ${Object.keys(answers).at(-1)}`] = Buffer.from(
      terraform.process.lines.join(),
    );
    terraform = await start(simulator);
  };
  add("validate", await terraform.validate(first));
  add("validate in an old client", await terraform.validate(first, false));
  const created = add("plan of a create", await terraform.plan(first, null));
  const applied = add("create", await terraform.apply(first, null, created.state));
  const state = applied.state === null ? null : await recorded(terraform, applied.state);
  expect(state?.["id"]).toBe("org-acme");
  await next();
  add("read", await terraform.read(state));
  add("empty plan", await terraform.plan(first, state));
  await next();
  const planned = add("plan of an update", await terraform.plan(second, state));
  simulator.fault({
    ...SAVE,
    effect: { kind: "status", status: 400, body: { message: `refused ${SECRETS.rotated}` } },
  });
  add("refused update", await terraform.apply(second, state, planned.state));
  const updated = add("update", await terraform.apply(second, state, planned.state));
  expect(updated.shown.filter(({ severity }) => severity === "error")).toEqual([]);
  await next();
  add("plan of a replacement", await terraform.plan({ ...second, tenant: "org-acme-emea" }, state));
  add("import", await terraform.importState("org-acme"));
  add("data source", await terraform.data(RESOURCE, data(RESOURCE)));
  await next();
  add("plan of a removal", await terraform.plan(null, updated.state));
  add("removal", await terraform.apply(null, updated.state, null));
  await next();
  return answers;
}

describe("a write-only key, and the client's secret", () => {
  it("are in no answer of a life with OpenAI", async () => {
    const answers = await life(
      openai({ api_key_wo: SECRETS.key }),
      openai({ api_key_wo: SECRETS.rotated }),
    );
    expect(Object.keys(answers).length).toBeGreaterThan(15);
    expect(leaks(answers)).toEqual([]);
  });

  it("are in no answer of a life with Azure, whose keys stand at the models", async () => {
    const models = (language: string, version: number) =>
      azure({
        api_key_wo: null,
        language_model: {
          deployment_id: "gpt-41",
          api_key_wo: language,
          api_key_wo_version: version,
        },
        embedding_model: { deployment_id: "embed", api_key_wo: SECRETS.key },
      });
    expect(leaks(await life(models(SECRETS.key, 1), models(SECRETS.rotated, 2)))).toEqual([]);
  });

  it.each<[string, FaultInput["effect"]]>([
    [
      "in its message",
      { kind: "status", status: 400, body: { message: `Incorrect key ${SECRETS.key}` } },
    ],
    [
      "in its report",
      { kind: "status", status: 200, body: { provider: "openAI", apiKey: SECRETS.key } },
    ],
    ["in a page", { kind: "html" }],
    ["in a text", { kind: "text", body: SECRETS.key, status: 200 }],
  ])("are not shown where Sigma echoes them %s", async (_, effect) => {
    const simulator = await withSecrets();
    simulator.fault({ ...SAVE, effect });
    const terraform = await start(simulator);
    const config = openai({ api_key_wo: SECRETS.key });
    const { bytes } = await terraform.apply(config, null, config);
    expect(leaks({ create: bytes, log: Buffer.from(terraform.process.lines.join()) })).toEqual([]);
  });

  it("are not taken over from what Terraform hands back", async () => {
    const terraform = await start(await withSecrets());
    const dirty = openai(
      { api_key_wo: SECRETS.key },
      {
        id: "org-acme",
        organization_id: "org-acme",
        ai_provider: "openai",
        status: "configured",
        drift_visibility: "full",
      },
    );
    const { bytes: upgraded } = await terraform.upgrade({
      json: Buffer.from(JSON.stringify(dirty)),
      flatmap: {},
    });
    const { message, bytes: planned } = await terraform.process.call(RPC.planResourceChange, {
      config: asDynamic(openai({ api_key_wo: SECRETS.key })),
      proposedNewState: asDynamic(openai({ api_key_wo: SECRETS.key })),
      priorState: asDynamic(dirty),
    });
    expect(message.diagnostics.filter(({ severity }) => severity === 1)).toEqual([]);
    expect(leaks({ upgraded, planned })).toEqual([]);
  });
});

describe("a key that is stored", () => {
  it("is in the state, where the user wrote it, and nowhere else", async () => {
    const config = resource({ openai: { api_key: SECRETS.key } });
    const simulator = await withSecrets();
    const terraform = await start(simulator);
    const { state: planned, shown } = await terraform.plan(config, null);
    const { state } = await terraform.apply(config, null, planned);
    const text = JSON.stringify([state, shown, terraform.process.lines]);
    expect(text.split(SECRETS.key)).toHaveLength(2);
    expect(state?.["openai"]).toMatchObject({ api_key: SECRETS.key });
  });
});
