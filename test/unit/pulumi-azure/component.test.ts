import { describe, expect, it, jest } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import {
  AzureOpenAiForSigma,
  type AzureOpenAiForSigmaArgs,
} from "../../../provider/pulumi/azure/index.ts";
import { ExternalAiIntegration } from "../../../provider/pulumi/dynamic/index.ts";
import { INPUTS } from "../azure/inputs.ts";
import { ARGS } from "./args.ts";
import { startWorld, valueOf, type WorldOptions } from "./mocks.ts";

const ACCOUNT = "azure-native:cognitiveservices:Account";
const DEPLOYMENT = "azure-native:cognitiveservices:Deployment";
const PROJECT = "azure-native:cognitiveservices:Project";
const RANDOM = "random:index/randomString:RandomString";
const COMPONENT = "sigma-external-ai:azure:AzureOpenAiForSigma";

async function made(
  over: Partial<AzureOpenAiForSigmaArgs> = {},
  options: pulumi.ComponentResourceOptions = {},
  azure: WorldOptions = {},
) {
  const world = await startWorld(azure);
  try {
    const component = new AzureOpenAiForSigma("azure", { ...ARGS, ...over }, options);
    return { world, component };
  } finally {
    await world.settled();
  }
}

describe("AzureOpenAiForSigma", () => {
  it("makes these resources, with these inputs", async () => {
    const { world } = await made({ tags: { team: "bi" }, location: pulumi.output("East US 2") });
    const accountName = "sigma-ai-a1b2c3";
    const below = { accountName, resourceGroupName: "sigma" };
    const versionUpgradeOption = "OnceCurrentVersionExpired";
    expect(world.registered).toEqual([
      { type: COMPONENT, name: "azure", inputs: {} },
      {
        type: RANDOM,
        name: "azure-suffix",
        inputs: {
          length: 6,
          lower: true,
          upper: false,
          numeric: true,
          special: false,
          keepers: { resourceGroupName: "sigma", location: "eastus2" },
        },
      },
      {
        type: ACCOUNT,
        name: "azure-account",
        inputs: {
          accountName,
          resourceGroupName: "sigma",
          location: "East US 2",
          kind: "OpenAI",
          sku: { name: "S0" },
          tags: { team: "bi" },
          properties: {
            customSubDomainName: accountName,
            publicNetworkAccess: "Enabled",
            disableLocalAuth: false,
            networkAcls: {
              defaultAction: "Deny",
              bypass: "None",
              ipRules: [{ value: "20.40.60.80" }, { value: "20.40.60.81" }],
            },
          },
        },
      },
      {
        type: DEPLOYMENT,
        name: "azure-language",
        inputs: {
          ...below,
          deploymentName: "gpt-4.1",
          sku: { name: "GlobalStandard", capacity: 100 },
          properties: {
            model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
            versionUpgradeOption,
          },
        },
      },
      {
        type: DEPLOYMENT,
        name: "azure-embedding",
        inputs: {
          ...below,
          deploymentName: "text-embedding-3-small",
          sku: { name: "GlobalStandard", capacity: 100 },
          properties: {
            model: { format: "OpenAI", name: "text-embedding-3-small", version: "1" },
            versionUpgradeOption,
          },
        },
      },
    ]);
    expect(world.calls).toEqual([
      { token: "azure-native:cognitiveservices:listAccountKeys", inputs: below },
    ]);
  });

  it("makes one after the other, and asks for the keys at the end", async () => {
    const { world } = await made({ kind: "AIServices", project: "bi-project" });
    const [, , ...events] = world.events;
    const steps = ["suffix", "account", "project", "language", "embedding"];
    const names = [...steps.map((step) => `azure-${step}`), "listAccountKeys"];
    expect(events).toEqual(names.flatMap((name) => [`> ${name}`, `< ${name}`]));
  });

  it("gives the block of an integration, whose key alone is a secret", async () => {
    const { component } = await made();
    const { integration } = component;
    const { endpointUrl, apiKey, languageModel, embeddingModel, validationWait } = integration;
    const resolved = await valueOf(pulumi.output(integration));
    expect(resolved).toEqual({
      endpointUrl: "https://sigma-ai-a1b2c3.openai.azure.com",
      apiKey: "one",
      languageModel: { deploymentId: "gpt-4.1" },
      embeddingModel: { deploymentId: "text-embedding-3-small" },
      validationWait: "10m",
    });
    expect(validationWait).toBe("10m");
    expect(await pulumi.isSecret(apiKey)).toBe(true);
    const plain = [endpointUrl, languageModel.deploymentId, embeddingModel.deploymentId];
    for (const each of plain) expect(await pulumi.isSecret(each)).toBe(false);
    expect(await valueOf(component.accountName)).toBe("sigma-ai-a1b2c3");
    expect(await valueOf(component.missingIpRules)).toEqual([]);
    expect(await valueOf(component.missingIpRulesCommand)).toBe("");
  });

  it("gives key 2 where it is chosen", async () => {
    const { component } = await made({ key: 2 });
    expect(await valueOf(component.integration.apiKey)).toBe("two");
    expect(await pulumi.isSecret(component.integration.apiKey)).toBe(true);
  });

  it("makes a Foundry project in an account of AI Services", async () => {
    const { world } = await made({ kind: "AIServices", project: "bi-project" });
    expect(world.resource("azure-account").inputs).toMatchObject({
      kind: "AIServices",
      identity: { type: "SystemAssigned" },
      properties: { allowProjectManagement: true },
    });
    expect(world.resource("azure-project")).toEqual({
      type: PROJECT,
      name: "azure-project",
      inputs: {
        accountName: "sigma-ai-a1b2c3",
        resourceGroupName: "sigma",
        location: "eastus2",
        projectName: "bi-project",
        identity: { type: "SystemAssigned" },
        properties: {},
      },
    });
  });

  it("deploys provisioned throughput once its bill is accepted", async () => {
    const provisioned = {
      throughput: "provisioned",
      languageModel: { ...INPUTS.languageModel, capacity: 15 },
    } as const;
    await expect(made(provisioned)).rejects.toThrow(/billed by the hour.*\[PROVISIONED_BILLING\]/);
    const { world } = await made({ ...provisioned, acceptProvisionedBilling: true });
    expect(world.resource("azure-language").inputs).toMatchObject({
      sku: { name: "GlobalProvisionedManaged", capacity: 15 },
    });
    expect(world.resource("azure-embedding").inputs).toMatchObject({
      sku: { name: "GlobalStandard", capacity: 100 },
    });
  });

  it("tells every fault at once, and makes nothing", async () => {
    const world = await startWorld();
    const faulty = () =>
      new AzureOpenAiForSigma("azure", {
        ...ARGS,
        languageModel: { ...INPUTS.languageModel, capacity: 0 },
        sigmaAddresses: ["10.0.0.1"],
      });
    expect(faulty).toThrow(/^languageModel\.capacity: .*\nsigmaAddresses: "10\.0\.0\.1" is one of/);
    expect(faulty).toThrow(expect.objectContaining({ hideStack: true }));
    await world.settled();
    expect(world.registered.map(({ type }) => type)).toEqual([COMPONENT, COMPONENT]);
  });

  it("warns of what retires soon, with the component", async () => {
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    const models = { "gpt-4.1/2025-04-14": { retires: "2999-01-01" } };
    const { component } = await made({ modelPolicy: { models, noticeDays: 1_000_000 } });
    const language = warn.mock.calls.find(([text]) => text.startsWith("languageModel.version: "));
    expect(language).toEqual([
      expect.stringContaining("retires at Azure on 2999-01-01"),
      component,
    ]);
    warn.mockRestore();
  });

  it("parents everything, and protects it, and lets transformations change it", async () => {
    const seen: [name: string, parent: string | undefined, isProtected: unknown][] = [];
    const transformation: pulumi.ResourceTransformation = ({
      type,
      name,
      props,
      opts,
      resource,
    }) => {
      const { parent } = opts;
      seen.push([name, parent === undefined ? undefined : "the component", resource]);
      return type === ACCOUNT ? { props: { ...props, tags: { team: "bi" } }, opts } : undefined;
    };
    const options = { protect: true, transformations: [transformation] };
    const { world, component } = await made({}, options);
    expect(world.resource("azure-account").inputs).toMatchObject({ tags: { team: "bi" } });
    const children = seen.filter(([name]) => name !== "azure");
    expect(children.map(([name, parent]) => [name, parent])).toEqual(
      ["suffix", "account", "language", "embedding"].map((name) => [
        `azure-${name}`,
        "the component",
      ]),
    );
    const parentUrn = await valueOf(component.urn);
    for (const [, , resource] of children) {
      const { urn, __protect } = resource as pulumi.Resource & { __protect?: boolean };
      expect(__protect).toBe(true);
      expect(await valueOf(urn)).toContain(`${parentUrn.split("::")[2]}$`);
    }
  });

  it("serves 40 integrations, none of which begins before the deployments are there", async () => {
    const world = await startWorld();
    const azure = new AzureOpenAiForSigma("azure", ARGS);
    const tenants = Array.from({ length: 40 }, (_, index) => `org-tenant-${index + 1}`);
    const resources = tenants.map(
      (tenant) => new ExternalAiIntegration(tenant, { azureOpenai: azure.integration, tenant }),
    );
    await world.settled();
    expect(resources).toHaveLength(40);
    const integrations = world.registered.filter(({ name }) => name.startsWith("org-tenant-"));
    expect(integrations).toHaveLength(40);
    for (const { name, inputs } of integrations) {
      expect(inputs["tenant"]).toBe(name);
      const block = inputs["azureOpenai"];
      expect(pulumi.runtime.isRpcSecret(block)).toBe(true);
      expect(pulumi.runtime.unwrapRpcSecret(block)).toMatchObject({
        apiKey: "one",
        languageModel: { deploymentId: "gpt-4.1" },
      });
    }
    expect(world.calls).toHaveLength(1);
    const begun = world.events.findIndex((event) => event.startsWith("> org-tenant-"));
    expect(begun).toBeGreaterThan(world.events.indexOf("< listAccountKeys"));
  });
});
