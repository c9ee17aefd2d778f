import { status, type ServiceError } from "@grpc/grpc-js";
import statusMessages from "@pulumi/pulumi/proto/status_pb.js";
import { describe, expect, it } from "@jest/globals";
import { providerMessages } from "../../../../provider/pulumi/plugin/messages.ts";
import { toProperties, type Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { asSecret } from "../../../../provider/pulumi/wire.ts";
import { azure, KEYS, openai } from "./support/configs.ts";
import { startPlugin } from "./support/plugin.ts";
import { URN, type Recorded } from "./support/requests.ts";
import { environment, simulate } from "./support/simulated.ts";

const SAVE = { method: "POST", path: "/v2/organizations/settings/aiConfigs" } as const;
const KEY = "Tulip7Harbor2Violin9";

/** What the engine records of a failure that comes with details; nothing where it comes without. */
function initFailed({ metadata }: ServiceError): (Recorded & { reasons: string[] }) | undefined {
  const [bytes] = metadata.get("grpc-status-details-bin");
  if (bytes === undefined) return undefined;
  const message = statusMessages.Status.deserializeBinary(Buffer.from(bytes));
  const detail = message
    .getDetailsList()[0]
    ?.unpack(
      (packed) => providerMessages.ErrorResourceInitFailed.deserializeBinary(packed),
      "pulumirpc.ErrorResourceInitFailed",
    );
  if (detail === undefined || detail === null) return undefined;
  return {
    id: detail.getId(),
    inputs: toProperties(detail.getInputs()),
    outputs: toProperties(detail.getProperties()),
    reasons: detail.getReasonsList(),
  };
}

/** The error that a call ends with. */
async function errorOf(call: Promise<unknown>): Promise<ServiceError> {
  return call.then(
    () => {
      throw new Error("the call has not failed");
    },
    (error: ServiceError) => error,
  );
}

describe("an error", () => {
  it("names the resource in what Pulumi has as a remedy", async () => {
    const simulator = await simulate();
    const env = environment(simulator.url);
    const recorded = await (await startPlugin({ env })).settle(openai());
    await (await startPlugin({ env })).update(recorded, openai({}, asSecret(KEYS.openaiNew)));
    const other = await startPlugin({ env });
    const { details } = await errorOf(other.remove(recorded));
    expect(details).toContain("[SAVED_ELSEWHERE]");
    expect(details).toContain(`pulumi state delete '${URN}'`);
  });

  it.each<[string, Properties, RegExp]>([
    ["no vendor", {}, /no AI vendor is given.+\[VENDOR_BLOCK\]$/],
    [
      "a key not found",
      { openai: { apiKey: { fromEnv: "NO_KEY" } } },
      /NO_KEY.+\[CREDENTIAL_UNRESOLVED\]$/,
    ],
    ["a key refused", openai({}, "sim-openai-key-revoked"), /\[PREFLIGHT_FAILED/],
    [
      "another organization",
      openai({ expectedOrganizationId: "org-globex" }),
      /belong to org-acme, but expectedOrganizationId is org-globex.+\[WRONG_ORGANIZATION\]$/,
    ],
  ])("is its text alone, with its code: %s", async (_, inputs, says) => {
    const simulator = await simulate();
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const error = await errorOf(plugin.create(inputs));
    expect(error).toMatchObject({ code: status.UNKNOWN, details: expect.stringMatching(says) });
    expect(initFailed(error)).toBeUndefined();
  });

  it("tells the command where the engine has one", async () => {
    const simulator = await simulate();
    await simulator.saveOutside("org-acme", { config: { provider: "gemini", apiKey: "by-hand" } });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    await expect(plugin.create(openai())).rejects.toMatchObject({
      details: expect.stringMatching(
        /\[ALREADY_CONFIGURED\] To import it: pulumi import sigma:index:ExternalAiIntegration NAME org-acme$/,
      ),
    });
  });

  it.each<[string, Properties]>([
    ["nothing", {}],
    ["another resource's", { name: "a" }],
    ["a damaged one", { organizationId: "org-acme", status: 3 }],
  ])("says of a state of %s that it cannot be read", async (_, outputs) => {
    const plugin = await startPlugin();
    const recorded = { id: "org-acme", inputs: openai(), outputs };
    const says = { code: status.UNKNOWN, details: expect.stringContaining("[INVALID_STATE]") };
    await expect(plugin.remove(recorded)).rejects.toMatchObject(says);
    await expect(plugin.update(recorded, openai())).rejects.toMatchObject(says);
    await expect(plugin.diff(recorded, openai())).rejects.toMatchObject(says);
  });

  it.each([
    ["in its message", { message: `Incorrect key ${KEY}` }],
    ["in its report", { provider: "openAI", apiKey: KEY }],
  ])("holds no key that Sigma echoes %s", async (_, body) => {
    const simulator = await simulate();
    simulator.setVendorKeys("openai", [{ key: KEY }]);
    simulator.fault({ ...SAVE, effect: { kind: "status", status: 400, body } });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const error = await errorOf(plugin.create(openai({}, asSecret(KEY))));
    expect(error.details).toContain("[SAVE_REFUSED");
    expect(error.details).not.toContain(KEY);
    expect(JSON.stringify(plugin.entries)).not.toContain(KEY);
  });
});

describe("a save that was not what was asked for", () => {
  const DIFFERENT = { provider: "gemini", updatedBy: "user-ada" };

  it("is recorded with its reasons, inputs and outputs at a create", async () => {
    const simulator = await simulate();
    simulator.fault({
      ...SAVE,
      when: "after",
      effect: { kind: "status", status: 200, body: DIFFERENT },
    });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const error = await errorOf(plugin.create(openai({}, KEYS.openai)));
    expect(error).toMatchObject({
      code: status.UNKNOWN,
      details: expect.stringMatching(/\[SAVED_DIFFERENTLY\]$/),
    });
    expect(initFailed(error)).toEqual({
      id: "org-acme",
      inputs: openai({}, asSecret(KEYS.openai)),
      outputs: expect.objectContaining({
        organizationId: "org-acme",
        aiProvider: "gemini",
        credentialFingerprint: expect.stringMatching(/^v1:/),
      }),
      reasons: [error.details],
    });
  });

  it("is recorded at an update too, and put right by the next", async () => {
    const simulator = await simulate();
    const env = environment(simulator.url);
    const recorded = await (await startPlugin({ env })).settle(openai());
    simulator.fault({
      ...SAVE,
      when: "after",
      effect: { kind: "status", status: 200, body: DIFFERENT },
    });
    const error = await errorOf((await startPlugin({ env })).update(recorded, azure()));
    const half = initFailed(error);
    expect(half).toMatchObject({
      id: "org-acme",
      inputs: azure(),
      outputs: { aiProvider: "gemini" },
      reasons: [expect.stringContaining("[SAVED_DIFFERENTLY]")],
    });
    if (half === undefined) return;
    const plugin = await startPlugin({ env });
    expect((await plugin.diff(half, azure())).changes).toBe(true);
    const next = await plugin.update(half, azure());
    expect((await (await startPlugin({ env })).diff(next, azure())).lines).toEqual([]);
  });
});
