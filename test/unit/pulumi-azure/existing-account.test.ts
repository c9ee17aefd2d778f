import { describe, expect, it } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import {
  AzureOpenAiForSigma,
  type ExistingAccountArgs,
} from "../../../provider/pulumi/azure/index.ts";
import { ARGS } from "./args.ts";
import { startWorld, valueOf, type WorldOptions } from "./mocks.ts";

const DENY = { networkAcls: { defaultAction: "Deny", ipRules: [{ value: "20.40.60.80" }] } };
const COMMAND = "az cognitiveservices account network-rule add --resource-group";

async function found(account: ExistingAccountArgs, azure: WorldOptions["account"] = DENY) {
  const world = await startWorld({ account: azure });
  const { location: _, ...args } = ARGS;
  const component = new AzureOpenAiForSigma("azure", { ...args, account });
  await world.settled();
  return { world, component };
}

describe("AzureOpenAiForSigma in an account that exists", () => {
  it("adds deployments, and writes nothing else", async () => {
    const { world } = await found({ name: "contoso", resourceGroupName: pulumi.output("shared") });
    expect(world.registered.map(({ name }) => name)).toEqual([
      "azure",
      "azure-language",
      "azure-embedding",
    ]);
    const account = { accountName: "contoso", resourceGroupName: "shared" };
    expect(world.resource("azure-language").inputs).toMatchObject(account);
    expect(world.resource("azure-embedding").inputs).toMatchObject(account);
    expect(world.calls).toEqual([
      { token: "azure-native:cognitiveservices:getAccount", inputs: account },
      { token: "azure-native:cognitiveservices:listAccountKeys", inputs: account },
    ]);
    expect(world.events.filter((event) => !/getAccount|azure$/.test(event))).toEqual(
      ["azure-language", "azure-embedding", "listAccountKeys"].flatMap((step) => [
        `> ${step}`,
        `< ${step}`,
      ]),
    );
  });

  it("gives the same block", async () => {
    const { component } = await found({ name: "contoso" });
    expect(await valueOf(pulumi.output(component.integration))).toEqual({
      endpointUrl: "https://contoso.openai.azure.com",
      apiKey: "one",
      languageModel: { deploymentId: "gpt-4.1" },
      embeddingModel: { deploymentId: "text-embedding-3-small" },
      validationWait: "10m",
    });
    expect(await pulumi.isSecret(component.integration.apiKey)).toBe(true);
  });

  it("says which rules its owner has to add, and how", async () => {
    const { component } = await found({ name: "contoso" });
    expect(await valueOf(component.missingIpRules)).toEqual(["20.40.60.81"]);
    expect(await valueOf(component.missingIpRulesCommand)).toBe(
      `${COMMAND} sigma --name contoso --ip-address 20.40.60.81`,
    );
  });

  it.each<[string, Omit<ExistingAccountArgs, "name">, Record<string, unknown>, string[]]>([
    ["has no rules and lets in everybody", {}, {}, []],
    ["lets in everybody", {}, { networkAcls: { defaultAction: "Allow", ipRules: [] } }, []],
    ["has rules that the program knows better", { ipRules: ["20.40.60.0/24"] }, DENY, []],
    ["is opened by the program", { defaultAction: "Allow" }, DENY, []],
    ["has rules in the program alone", { ipRules: [] }, {}, ["20.40.60.80", "20.40.60.81"]],
    [
      "denies, and has no rules",
      {},
      { networkAcls: { defaultAction: "Deny" } },
      ["20.40.60.80", "20.40.60.81"],
    ],
  ])("that %s", async (_, account, azure, missing) => {
    const { component } = await found({ name: "contoso", ...account }, azure);
    expect(await valueOf(component.missingIpRules)).toEqual(missing);
  });

  it.each<[string, Omit<ExistingAccountArgs, "name">, Record<string, unknown>, string]>([
    ["the program's", { endpointUrl: "https://gateway.example" }, {}, "https://gateway.example"],
    [
      "Azure's",
      {},
      { endpoints: { "OpenAI Language Model Instance API": "https://other.openai.azure.com/" } },
      "https://other.openai.azure.com",
    ],
    ["made of the subdomain", {}, { customSubDomainName: "sub" }, "https://sub.openai.azure.com"],
  ])("has the endpoint that is %s", async (_, account, azure, endpoint) => {
    const { component } = await found({ name: "contoso", ...account }, azure);
    expect(await valueOf(component.endpointUrl)).toBe(endpoint);
  });
});
