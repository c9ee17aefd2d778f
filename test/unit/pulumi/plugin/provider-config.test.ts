import { describe, expect, it } from "@jest/globals";
import { providerMessages } from "../../../../provider/pulumi/plugin/messages.ts";
import { toStruct, type Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { asSecret, UNKNOWN_VALUE } from "../../../../provider/pulumi/wire.ts";
import { GET_INTEGRATION } from "../../../../provider/pulumi/plugin/tokens.ts";
import { RPC, startPlugin } from "./support/plugin.ts";
import { environment, simulate } from "./support/simulated.ts";

const SECRET = "Walnut3Glacier6Compass5";

describe("the check of a provider's arguments", () => {
  it.each<[string, Properties, string[]]>([
    ["an argument that there is none of", { url: "x" }, ["url: the provider has no such argument"]],
    ["a misspelt one", { clientID: "x" }, ["clientID: ", "Did you mean clientId?"]],
    ["one of a prototype's", { constructor: "x" }, ["constructor: the provider has no such"]],
    ["no URL", { baseUrl: "sigma" }, ["baseUrl: "]],
    ["an address without TLS", { baseUrl: "http://api.sigmacomputing.com" }, ["baseUrl: "]],
    ["a URL with a password", { baseUrl: `https://me:${SECRET}@sigma.example` }, ["baseUrl: "]],
    [
      "a choice that is none",
      { allowAssumed: "yes" },
      ["allowAssumed: the value is not a choice", '"none" or "write"'],
    ],
    [
      "a transport of a later version",
      { transport: "portal" },
      ['transport: "portal" is not in this version', 'expected "api"'],
    ],
    ["no transport", { transport: "ftp" }, ["transport: the value is not a choice"]],
    ["a number", { clientId: 42 }, ["clientId: the value is no text"]],
    ["a list", { clientSecret: [SECRET] }, ["clientSecret: the value is no text"]],
    ["an object", { clientSecret: { value: SECRET } }, ["clientSecret: the value is no text"]],
    ["a secret object", { baseUrl: asSecret({ a: SECRET }) }, ["baseUrl: the value is no text"]],
  ])("refuses %s, by name", async (_, args, says) => {
    const { failures, inputs } = await (await startPlugin()).checkConfig(args);
    expect(failures).toHaveLength(1);
    // A property that is named has its value printed, secret or not.
    expect(failures[0]?.property).toBe("");
    for (const text of says) expect(failures[0]?.reason).toContain(text);
    expect(failures[0]?.reason).toContain("[INVALID_CONNECTION]");
    expect(JSON.stringify([failures, inputs])).not.toContain(SECRET);
  });

  it("tells every fault at once", async () => {
    const plugin = await startPlugin();
    const { failures } = await plugin.checkConfig({ allowAssumed: "x", transport: "y", z: "z" });
    expect(failures.map(({ reason }) => reason.split(":")[0])).toEqual([
      "z",
      "allowAssumed",
      "transport",
    ]);
  });

  it.each([
    ["plain", SECRET, asSecret(SECRET)],
    ["a secret", asSecret(SECRET), asSecret(SECRET)],
    ["a secret twice", asSecret(asSecret(SECRET)), asSecret(asSecret(SECRET))],
    ["not known yet", UNKNOWN_VALUE, asSecret(UNKNOWN_VALUE)],
    ["a secret not known yet", asSecret(UNKNOWN_VALUE), asSecret(UNKNOWN_VALUE)],
  ])("records a client secret as one that came in %s", async (_, clientSecret, recorded) => {
    const { inputs, failures } = await (await startPlugin()).checkConfig({ clientSecret });
    expect({ inputs, failures }).toEqual({ inputs: { clientSecret: recorded }, failures: [] });
  });

  it.each<[string, Properties]>([
    ["nothing, since the environment may have all", {}],
    ["empty texts, as from a variable that is not set", { baseUrl: "", clientId: " " }],
    ["null", { baseUrl: null }],
    ["values not known yet", { baseUrl: UNKNOWN_VALUE, transport: UNKNOWN_VALUE }],
    ["a secret base URL", { baseUrl: asSecret("https://api.sigmacomputing.com") }],
    ["a blank around a choice", { allowAssumed: " write\n", transport: "api" }],
    [
      "what the engine keeps with a provider",
      { version: "1.0.0", pluginDownloadURL: "x", pluginChecksums: { a: "b" }, __internal: {} },
    ],
  ])("takes %s, as it came", async (_, args) => {
    const { inputs, failures } = await (await startPlugin()).checkConfig(args);
    expect({ inputs, failures }).toEqual({ inputs: args, failures: [] });
  });
});

describe("the diff of a provider's arguments", () => {
  it.each<[string, Properties, Properties, string[]]>([
    ["nothing", { baseUrl: "a" }, { baseUrl: "a" }, []],
    ["a secret that is marked now", { clientSecret: "a" }, { clientSecret: asSecret("a") }, []],
    ["what is the engine's own", { version: "1" }, { version: "2", __internal: {} }, []],
    ["one that is new", {}, { clientId: "a" }, ["clientId"]],
    ["one that is gone", { transport: "api" }, {}, ["transport"]],
    [
      "a secret",
      { clientSecret: asSecret("a") },
      { clientSecret: asSecret("b") },
      ["clientSecret"],
    ],
    ["one not known yet", { baseUrl: "a" }, { baseUrl: UNKNOWN_VALUE }, ["baseUrl"]],
  ])("%s never replaces what the provider manages", async (_, olds, news, changed) => {
    const { call } = await startPlugin();
    const request = new providerMessages.DiffRequest();
    request.setOldInputs(toStruct(olds));
    request.setNews(toStruct(news));
    const response = await call(RPC.diffConfig, request);
    const { DIFF_SOME, DIFF_NONE } = providerMessages.DiffResponse.DiffChanges;
    expect(response.getChanges()).toBe(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
    expect(response.getDiffsList()).toEqual(changed);
    expect(response.getReplacesList()).toEqual([]);
    expect(response.getHasdetaileddiff()).toBe(true);
    expect([...response.getDetaileddiffMap().keys()]).toEqual(changed);
  });
});

describe("a provider's arguments and the environment", () => {
  const globex = { clientId: "globex-admin", clientSecret: asSecret("globex-admin-secret") };

  it.each<[string, Properties | undefined, Record<string, string>, string]>([
    ["the environment alone serves", undefined, {}, "org-acme"],
    ["an argument goes before its variable", globex, {}, "org-globex"],
    ["an empty one does not", { clientId: "", clientSecret: " " }, {}, "org-acme"],
    [
      "arguments alone serve",
      globex,
      { SIGMA_CLIENT_ID: "", SIGMA_CLIENT_SECRET: "" },
      "org-globex",
    ],
    [
      "an address goes before its variable",
      {},
      { SIGMA_BASE_URL: "http://127.0.0.1:9" },
      "org-acme",
    ],
  ])("%s", async (_, config, env, organizationId) => {
    const simulator = await simulate();
    const address = "SIGMA_BASE_URL" in env ? { baseUrl: simulator.url } : {};
    const plugin = await startPlugin({
      env: { ...environment(simulator.url), ...env },
      ...(config === undefined ? {} : { config: { ...config, ...address } }),
    });
    expect(await plugin.invoke(GET_INTEGRATION)).toEqual({ organizationId, status: "absent" });
  });

  it("are missed at the first request, and not before", async () => {
    const plugin = await startPlugin({ config: { clientId: "acme-admin" } });
    await expect(plugin.invoke(GET_INTEGRATION)).rejects.toMatchObject({
      details: expect.stringMatching(
        /SIGMA_BASE_URL, SIGMA_CLIENT_SECRET are not set.+\[CONNECTION_INCOMPLETE\].+sigma:clientSecret/,
      ),
    });
  });

  it("belong to one process each", async () => {
    const simulator = await simulate();
    const env = environment(simulator.url);
    const [acme, other] = [await startPlugin({ env }), await startPlugin({ env, config: globex })];
    const answers = await Promise.all([
      acme.invoke(GET_INTEGRATION),
      other.invoke(GET_INTEGRATION),
    ]);
    expect(answers.map(({ organizationId }) => organizationId)).toEqual(["org-acme", "org-globex"]);
  });
});
