import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import { RESOURCE } from "../../../provider/terraform/schema.ts";
import type { ObjectValue } from "../../../provider/terraform/values/value.ts";
import { createSimulator } from "../../../simulator/index.ts";
import { writeContract } from "../sigma/support/contract-file.ts";
import { data, openai } from "./support/configs.ts";
import { asDynamic, RPC, startProcess, type Surroundings } from "./support/process.ts";
import { errorsOf, shownOf, warningsOf } from "./support/shown.ts";
import { connect, createTerraform, environment, simulate } from "./support/terraform.ts";

const GLOBEX = { client_id: "globex-admin", client_secret: "globex-admin-secret" };

/** Whose organization the provider works for, or the error's code. */
async function organization(
  url: string,
  { env = {}, config = {} }: Surroundings,
): Promise<unknown> {
  const { state, shown } = await (
    await connect({ url }, { env, config })
  ).data(RESOURCE, data(RESOURCE));
  return state?.["organization_id"] ?? errorsOf(shown).join();
}

describe("the provider's arguments", () => {
  it.each<[string, Surroundings, string]>([
    ["none: the environment's", {}, "org-acme"],
    ["both are given: they go before the environment", { config: GLOBEX }, "org-globex"],
    ["with blanks around", { config: { ...GLOBEX, client_id: " globex-admin\n" } }, "org-globex"],
    ["null: the environment's", { config: { client_id: null, client_secret: null } }, "org-acme"],
    ["empty: the environment's", { config: { client_id: "", client_secret: " \n" } }, "org-acme"],
    ["one alone", { config: { client_id: "globex-admin" } }, "CREDENTIALS_REJECTED"],
    ["a region nobody has", { config: { base_url: "aws-moon" } }, "INVALID_CONNECTION"],
    ["no secret at all", { env: { SIGMA_CLIENT_SECRET: undefined } }, "CONNECTION_INCOMPLETE"],
  ])("%s", async (_, surroundings, expected) => {
    const { url } = await simulate();
    expect(await organization(url, surroundings)).toBe(expected);
  });

  it("have the address before the environment too", async () => {
    const { url } = await simulate();
    expect(await organization("no address", { config: { base_url: url } })).toBe("org-acme");
  });

  it.each<[Surroundings, string[]]>([
    [{}, ["ASSUMED_REMOVE_REFUSED"]],
    [{ config: { allow_assumed: "write" } }, []],
    [{ env: { SIGMA_ALLOW_ASSUMED: "write" } }, []],
    [
      { env: { SIGMA_ALLOW_ASSUMED: "write" }, config: { allow_assumed: "none" } },
      ["ASSUMED_REMOVE_REFUSED"],
    ],
  ])("decide on what Sigma has not published: %j", async (surroundings, expected) => {
    const simulator = await simulate();
    const recorded = await (await connect(simulator)).settle(openai());
    const terraform = await connect(simulator, surroundings);
    const { state, shown } = await terraform.apply(null, recorded, null);
    expect(errorsOf(shown)).toEqual(expected);
    expect(state).toEqual(expected.length === 0 ? null : recorded);
  });

  it("are told to Sigma with the version of who gives them", async () => {
    const simulator = await simulate();
    await organization(simulator.url, {});
    const agents = new Set(simulator.requests.map(({ userAgent }) => userAgent));
    expect([...agents]).toEqual([expect.stringContaining(" terraform/1.11.4 ")]);
  });

  it("are not needed for what asks Sigma nothing", async () => {
    const terraform = createTerraform(await startProcess({ config: {} }));
    expect((await terraform.validate(openai())).shown).toEqual([]);
    const { shown, state } = await terraform.plan(openai(), null);
    expect(errorsOf(shown)).toEqual([]);
    expect(state?.["id"]).toBe(UNKNOWN);
  });
});

describe("arguments that are not known before apply", () => {
  const unknown: ObjectValue = { client_secret: UNKNOWN };

  it("let a create be planned", async () => {
    const simulator = await simulate();
    const terraform = await connect(simulator, { config: unknown });
    const { shown, state } = await terraform.plan(openai(), null);
    expect([errorsOf(shown), state?.["status"]]).toEqual([[], UNKNOWN]);
    expect(simulator.requests).toEqual([]);
  });

  it("leave a recorded state as it is, with a warning", async () => {
    const simulator = await simulate();
    const recorded = await (await connect(simulator)).settle(openai());
    simulator.removeOutside("org-acme");
    simulator.clearRequests();
    const terraform = await connect(simulator, { config: unknown });
    const { state, shown } = await terraform.read(recorded);
    expect(state).toEqual(recorded);
    expect(shown).toMatchObject([{ severity: "warning", summary: "Not refreshed" }]);
    expect(shown[0]?.detail).toMatch(/^org-acme: .*client_secret/);
    expect(errorsOf((await terraform.plan(openai(), recorded)).shown)).toEqual([]);
    expect(simulator.requests).toEqual([]);
  });

  it("fail what has to ask Sigma, and name the argument", async () => {
    const simulator = await simulate();
    const terraform = await connect(simulator, { config: { base_url: UNKNOWN } });
    for (const { shown } of [
      await terraform.importState("org-acme"),
      await terraform.data(RESOURCE, data(RESOURCE)),
      await terraform.data("sigma_tenants", data("sigma_tenants")),
      await terraform.apply(openai(), null, openai()),
    ]) {
      expect(errorsOf(shown)).toEqual(["CONNECTION_INCOMPLETE"]);
      expect(shown[0]?.detail).toContain("base_url is not known before apply");
    }
    expect(simulator.requests).toEqual([]);
  });
});

describe("the check of the arguments", () => {
  async function checkOf(config: ObjectValue): Promise<string[]> {
    const process = await startProcess({});
    const { message } = await process.call(RPC.validateProviderConfig, {
      config: asDynamic(config),
    });
    return errorsOf(shownOf(message.diagnostics));
  }

  it.each<[ObjectValue, string[]]>([
    [{}, []],
    [{ base_url: "https://api.sigmacomputing.com" }, []],
    [{ base_url: "aws-us-west" }, []],
    [{ base_url: UNKNOWN, client_id: UNKNOWN, allow_assumed: UNKNOWN }, []],
    [{ base_url: "http://api.sigmacomputing.com" }, ["INVALID_CONNECTION base_url"]],
    [{ base_url: "aws-moon" }, ["INVALID_CONNECTION base_url"]],
    [{ base_url: "", allow_assumed: " " }, []],
    [{ base_url: " aws-us-west\n", allow_assumed: "write\n" }, []],
    [{ allow_assumed: "none" }, []],
    [{ allow_assumed: "write" }, []],
    [{ allow_assumed: "read" }, ["INVALID_CONNECTION allow_assumed"]],
    [
      { base_url: "nowhere at all", allow_assumed: "all" },
      ["INVALID_CONNECTION base_url", "INVALID_CONNECTION allow_assumed"],
    ],
  ])("%p: %j", async (config, expected) => {
    expect(await checkOf(config)).toEqual(expected);
  });

  it("knows the regions of the contract that is in use", async () => {
    const regions = { moon: "https://api.moon.sigmacomputing.com" };
    const process = await startProcess({ env: { SIGMA_CONTRACT: writeContract({ regions }) } });
    const config = asDynamic({ base_url: "moon" });
    const { message } = await process.call(RPC.validateProviderConfig, { config });
    expect(message.diagnostics).toEqual([]);
  });

  it("tells the resources what is demanded of keys, as `terraform validate` configures nothing", async () => {
    const process = await startProcess({});
    const config = asDynamic({ require_write_only: true });
    await process.call(RPC.validateProviderConfig, { config });
    const stored = openai({ api_key_wo: null, api_key: "k" });
    const { shown } = await createTerraform(process).validate(stored);
    expect(errorsOf(shown)).toEqual(["INVALID_CONFIG openai.api_key"]);
  });
});

describe("a Sigma that does not answer", () => {
  it("is told with the setting's own name, and no attribute", async () => {
    const terraform = createTerraform(
      await startProcess({ env: { ...environment("no address"), SIGMA_TIMEOUT: "5" }, config: {} }),
    );
    const { shown } = await terraform.importState("org-acme");
    expect(shown).toMatchObject([{ severity: "error", path: "", code: "INVALID_CONNECTION" }]);
    expect(shown[0]?.detail).toMatch(/^base_url \(SIGMA_BASE_URL\): /);
  });

  it("fails the refresh, and leaves the state", async () => {
    const simulator = await createSimulator({ tokenInterval: 0 });
    const recorded = await (await connect(simulator)).settle(openai());
    await simulator.close();
    const { state, shown } = await (await connect(simulator)).read(recorded);
    expect(errorsOf(shown)).toEqual(["SIGMA_UNREACHABLE"]);
    expect(warningsOf(shown)).toEqual([]);
    expect(state).toEqual(recorded);
  });
});
