import { describe, expect, it } from "@jest/globals";
import type { ObjectValue } from "../../../../provider/terraform/values/value.ts";
import { PACKAGED_CONTRACT } from "../../../../provider/sigma/contract.ts";
import type { Simulator } from "../../../../simulator/index.ts";
import { writeContract } from "../../sigma/support/contract-file.ts";
import { azure, ENDPOINT, gemini, KEYS, openai } from "../support/configs.ts";
import { errorsOf } from "../support/shown.ts";
import { connect, recorded, simulate, type StateAnswer } from "../support/terraform.ts";

const PATH = "/v2/organizations/settings/aiConfigs";
const OPENAI = { provider: "openAI", apiKey: KEYS.openai };
const MODELS = {
  languageModel: { deploymentId: "gpt-41", endpointUrl: ENDPOINT, apiKey: KEYS.contoso },
  embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT, apiKey: KEYS.contoso },
};

/** The state of a `restapi_object`, as that provider records it. */
function object(data: unknown, over: object = {}): object {
  return {
    id: "aiConfigs",
    path: PATH,
    data: typeof data === "string" ? data : JSON.stringify(data),
    api_data: { provider: "openAI" },
    api_response: "{}",
    create_response: "{}",
    debug: false,
    object_id: "aiConfigs",
    ...over,
  };
}

async function movedFrom(
  source: unknown,
  typeName = "restapi_object",
): Promise<StateAnswer & { simulator: Simulator }> {
  const simulator = await simulate();
  const answer = await (await connect(simulator)).move(typeName, source);
  return { ...answer, simulator };
}

describe("a move from restapi_object", () => {
  const apart = "https://fabrikam.openai.azure.com";
  it.each<[string, unknown, ObjectValue]>([
    ["OpenAI", OPENAI, openai()],
    ["OpenAI, with version 1", OPENAI, openai({ api_key_wo_version: 1 })],
    ["Gemini", { provider: "gemini", apiKey: KEYS.gemini }, gemini()],
    ["Azure", { provider: "azureOpenAI", ...MODELS }, azure()],
    [
      "Azure behind two endpoints",
      {
        provider: "azureOpenAI",
        ...MODELS,
        embeddingModel: {
          ...MODELS.embeddingModel,
          endpointUrl: apart,
          apiKey: "sim-fabrikam-key-1",
        },
      },
      azure({
        endpoint_url: null,
        api_key_wo: null,
        language_model: {
          deployment_id: "gpt-41",
          endpoint_url: ENDPOINT,
          api_key_wo: KEYS.contoso,
        },
        embedding_model: {
          deployment_id: "embed",
          endpoint_url: apart,
          api_key_wo: "sim-fabrikam-key-1",
        },
      }),
    ],
  ])("is followed by an empty plan with the same key: %s", async (_, data, config) => {
    const { simulator, state, identity, shown } = await movedFrom(object(data));
    expect([shown, identity]).toEqual([[], { organization_id: "org-acme" }]);
    if (state === null) throw new Error("not moved");
    const terraform = await connect(simulator);
    const moved = await recorded(terraform, state);
    const { state: planned, shown: why, replaces } = await terraform.plan(config, moved);
    expect([planned, why, replaces]).toEqual([moved, [], []]);
  });

  it.each([OPENAI, { provider: "azureOpenAI", ...MODELS }])(
    "is followed by an empty plan after a refresh too: %j",
    async (data) => {
      const simulator = await simulate();
      await simulator.saveOutside("org-acme", { config: Object(data) });
      const terraform = await connect(simulator);
      const { state: moved } = await terraform.move("restapi_object", object(data));
      const { state: live } = await terraform.read(moved);
      expect(live).toMatchObject({ status: "configured", applied_revision: "api:1" });
      const config = data.provider === "openAI" ? openai() : azure();
      expect((await terraform.plan(config, live)).state).toEqual(live);
    },
  );

  it("takes over no key, but sees another one", async () => {
    const { simulator, bytes, state } = await movedFrom(object(OPENAI));
    expect(bytes.includes(KEYS.openai)).toBe(false);
    const config = openai({ api_key_wo: KEYS.openaiNew });
    const { state: planned } = await (await connect(simulator)).plan(config, state);
    expect(planned).not.toEqual(state);
  });

  it.each<[string, unknown]>([
    ["a full address", object(OPENAI, { path: `https://api.sigmacomputing.com${PATH}` })],
    ["a slash at the end", object(OPENAI, { path: `${PATH}//` })],
    ["a field more than Sigma's", object({ ...OPENAI, note: "ours" })],
  ])("may have %s", async (_, source) => {
    expect((await movedFrom(source)).state?.["ai_provider"]).toBe("openai");
  });

  it("follows the contract that is in use", async () => {
    const simulator = await simulate();
    const { save } = PACKAGED_CONTRACT.operations;
    const path = "/v3/settings/ai";
    const fields = { provider: "vendor", apiKey: "secret" };
    const SIGMA_CONTRACT = writeContract({
      operations: { save: { ...save, path } },
      bodies: { openai: { grade: "published", fields } },
    });
    const terraform = await connect(simulator, { env: { SIGMA_CONTRACT } });
    const source = object({ vendor: "openAI", secret: KEYS.openai }, { path });
    const { state, shown } = await terraform.move("restapi_object", source);
    expect([shown, state?.["ai_provider"]]).toEqual([[], "openai"]);
    expect(errorsOf((await terraform.move("restapi_object", object(OPENAI))).shown)).toEqual([
      "INVALID_STATE",
    ]);
  });

  it.each<[string, unknown, string, string]>([
    ["another type", object(OPENAI), "INVALID_STATE", "a random_password is none"],
    [
      "another path",
      object(OPENAI, { path: "/v2/members" }),
      "INVALID_STATE",
      `does not manage ${PATH}`,
    ],
    [
      "a path that only begins so",
      object(OPENAI, { path: `${PATH}/1` }),
      "INVALID_STATE",
      "does not manage",
    ],
    ["no path", object(OPENAI, { path: null }), "INVALID_STATE", "does not manage"],
    ["data that are no JSON", object("{broken"), "INVALID_STATE", "names no AI vendor"],
    ["data that are no object", object("[1]"), "INVALID_STATE", "names no AI vendor"],
    ["no data", object(null, { data: null }), "INVALID_STATE", "names no AI vendor"],
    [
      "a vendor nobody knows",
      object({ provider: "bedrock" }),
      "INVALID_STATE",
      "names no AI vendor",
    ],
    [
      "no key",
      object({ provider: "openAI" }),
      "MISSING_FIELD openai.api_key_wo",
      "the field is missing",
    ],
    ["a state that is no JSON", "{broken", "INVALID_STATE", "does not manage"],
    ["a state that is no object", "[]", "INVALID_STATE", "does not manage"],
  ])("is refused with %s", async (name, source, code, text) => {
    const typeName = name === "another type" ? "random_password" : "restapi_object";
    const { state, shown, simulator, bytes } = await movedFrom(source, typeName);
    expect([errorsOf(shown), state]).toEqual([[code], null]);
    expect(shown[0]?.detail).toContain(text);
    expect([simulator.requests, bytes.includes(KEYS.openai)]).toEqual([[], false]);
  });

  it("that is refused says what to do instead", async () => {
    const { shown } = await movedFrom(object(OPENAI), "random_password");
    expect(shown[0]?.detail).toContain("import the integration by its id");
  });

  it("fails where Sigma refuses the credentials", async () => {
    const terraform = await connect(await simulate(), { config: { client_secret: "wrong" } });
    const { state, shown } = await terraform.move("restapi_object", object(OPENAI));
    expect([errorsOf(shown), state]).toEqual([["CREDENTIALS_REJECTED"], null]);
  });
});
