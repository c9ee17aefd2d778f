import { describe, expect, it } from "@jest/globals";
import type { AzureOpenAiForSigmaConfig } from "../../../../../provider/terraform/constructs/cdktf.ts";
import { LIBRARIES, type Stack } from "../libraries.ts";
import { EXISTING, INPUTS, synthesizeAzure } from "./stacks.ts";

const INTEGRATION = "sigma_external_ai_integration";

const REFUSED: [title: string, config: AzureOpenAiForSigmaConfig, faults: RegExp[]][] = [
  [
    "provisioned throughput whose bill is not accepted",
    {
      ...INPUTS,
      throughput: "provisioned",
      languageModel: { ...INPUTS.languageModel, capacity: 15 },
    },
    [/^throughput: .*acceptProvisionedBilling.* \[PROVISIONED_BILLING\]$/],
  ],
  [
    "a model that retired",
    { ...INPUTS, modelPolicy: { models: { "gpt-4.1/2025-04-14": { retires: "2020-01-01" } } } },
    [/^languageModel\.version: .*\[MODEL_RETIRED\]$/],
  ],
  [
    "all that is wrong at once",
    { ...INPUTS, project: "reports", sigmaAddresses: ["10.0.0.1"] },
    [/^project: .*AIServices.*\[INVALID_CONFIG\]$/, /^sigmaAddresses: .*\[INVALID_ADDRESS\]$/],
  ],
];

const REQUIRED = {
  azurerm: { source: "hashicorp/azurerm", version: ">= 4.55.0, < 6.0.0" },
  random: { source: "hashicorp/random", version: ">= 3.3.0, < 4.0.0" },
};

describe.each(LIBRARIES)("the construct around Azure, with %s", (_, library) => {
  const { ExternalAiIntegration, TerraformProvider } = library;

  /** A provider as bindings of it would declare it. */
  class Provider extends TerraformProvider {
    readonly #alias: string | undefined;

    constructor(scope: Stack, type: string, alias?: string) {
      super(scope, `${type}-${alias}`, {
        terraformResourceType: type,
        terraformProviderSource: `acme/${type}`,
      });
      this.#alias = alias;
    }

    override get alias(): string | undefined {
      return this.#alias;
    }
  }

  it.each(REFUSED)("refuses %s", (_title, config, faults) => {
    expect(() => synthesizeAzure(library, config)).toThrow(
      expect.objectContaining({
        errors: faults.map((text) =>
          expect.objectContaining({ message: expect.stringMatching(text) }),
        ),
      }),
    );
  });

  it("warns of a model's end, in the words of the program", () => {
    synthesizeAzure(
      library,
      { ...INPUTS, modelPolicy: { ...INPUTS.modelPolicy, noticeDays: 1_000_000 } },
      (_stack, { node }) => {
        const warnings = node.metadata.filter(({ type }) => type.endsWith("/warn"));
        expect(warnings.map(({ data }) => data)).toEqual([
          expect.stringMatching(/^languageModel\.version: gpt-4\.1, .* retires at Azure/),
          expect.stringMatching(/^embeddingModel\.version: text-embedding-3-small, /),
        ]);
      },
    );
  });

  it("asks for the providers that no construct declares", () => {
    expect(synthesizeAzure(library, INPUTS).terraform).toMatchObject({
      required_providers: REQUIRED,
    });
    const { random, ...others } = REQUIRED;
    const existing = synthesizeAzure(library, EXISTING).terraform;
    expect(existing).toMatchObject({ required_providers: others });
    expect(existing).not.toMatchObject({ required_providers: { random } });
  });

  it("leaves to a provider that is declared what it asks for", () => {
    const { terraform } = synthesizeAzure(library, INPUTS, (stack) => [
      new Provider(stack, "azurerm"),
      stack.addOverride("terraform.required_providers.random.version", "3.7.2"),
    ]);
    expect(terraform).toMatchObject({
      required_providers: {
        azurerm: { source: "acme/azurerm" },
        random: { source: "hashicorp/random", version: "3.7.2" },
      },
    });
    expect(JSON.stringify(terraform)).not.toContain(REQUIRED.azurerm.version);
  });

  it("uses the providers that it is given", () => {
    const { resource } = synthesizeAzure(library, INPUTS, (stack) => {
      const provider = new Provider(stack, "azurerm", "eu");
      const randomProvider = new Provider(stack, "random", "other");
      const config = { ...INPUTS, provider, randomProvider };
      return new library.AzureOpenAiForSigma(stack, "eu", config);
    });
    const providers = Object.entries(resource ?? {}).flatMap(([type, all]) =>
      Object.entries(all).map(([id, { provider }]) => [type, id.split("_").at(-2) ?? id, provider]),
    );
    expect(providers).toEqual(
      expect.arrayContaining([
        ["random_string", "suffix", "random.other"],
        ["azurerm_cognitive_account", "account", "azurerm.eu"],
        ["azurerm_cognitive_deployment", "language", "azurerm.eu"],
        ["azurerm_cognitive_deployment", "embedding", "azurerm.eu"],
        ["azurerm_cognitive_account", "account", undefined],
      ]),
    );
  });

  it("has outputs", () => {
    const { output } = synthesizeAzure(library, INPUTS, (stack, azure) => {
      const { accountName, endpointUrl, missingIpRules, missingIpRulesCommand } = azure;
      const value = [accountName, endpointUrl, missingIpRules, missingIpRulesCommand];
      return new library.TerraformOutput(stack, "all", { value });
    });
    const name = "${azurerm_cognitive_account.account.name}";
    expect(output).toEqual({ all: { value: [name, `https://${name}.openai.azure.com`, [], ""] } });
  });

  it("says what an account that exists does not let in", () => {
    synthesizeAzure(library, EXISTING, (_stack, azure) => {
      expect(azure.missingIpRules).toEqual(["20.40.60.81"]);
      expect(azure.missingIpRulesCommand).toBe(
        "az cognitiveservices account network-rule add --resource-group sigma --name contoso --ip-address 20.40.60.81",
      );
    });
    const account = { name: "contoso", defaultAction: "Allow" } as const;
    synthesizeAzure(library, { ...INPUTS, account }, (_stack, azure) => {
      expect(azure.missingIpRules).toEqual([]);
      expect(azure.missingIpRulesCommand).toBe("");
    });
  });

  it("can be waited for", () => {
    const { resource } = synthesizeAzure(library, INPUTS, (stack, azure) => {
      return new library.DataResource(stack, "after", { dependsOn: [azure] });
    });
    expect(resource?.["terraform_data"]?.["after"]).toEqual({
      depends_on: ["azurerm_cognitive_deployment.embedding"],
    });
  });

  it("takes values that only the engine knows", () => {
    const { resource } = synthesizeAzure(library, INPUTS, (stack) => {
      const { stringValue } = new library.TerraformVariable(stack, "group", {});
      const config = { ...INPUTS, resourceGroupName: stringValue, location: stringValue };
      return new library.AzureOpenAiForSigma(stack, "late", config);
    });
    expect(Object.values(resource?.["azurerm_cognitive_account"] ?? {})).toContainEqual(
      expect.objectContaining({ resource_group_name: "${var.group}", location: "${var.group}" }),
    );
  });

  it("can be added to", () => {
    const { resource } = synthesizeAzure(library, INPUTS, (_stack, azure) => {
      azure.account.lifecycle = { preventDestroy: true };
      azure.languageModel.addOverride("timeouts.create", "1h");
    });
    expect(resource).toMatchObject({
      azurerm_cognitive_account: { account: { lifecycle: { prevent_destroy: true } } },
      azurerm_cognitive_deployment: { language: { timeouts: { create: "1h" } } },
    });
  });

  it("serves 40 tenants with one account, whose keys stand in no resource of theirs", () => {
    const synthesized = synthesizeAzure(library, INPUTS, (stack, { integration }) =>
      Array.from({ length: 40 }, (_each, index) => {
        const tenant = `org-${index}`;
        return new ExternalAiIntegration(stack, tenant, { azureOpenai: integration, tenant });
      }),
    );
    const { [INTEGRATION]: integrations = {}, ...others } = synthesized.resource ?? {};
    const blocks = Object.values(integrations).map(({ azure_openai: block }) => block);
    expect(blocks).toHaveLength(41);
    expect(new Set(blocks.map((block) => JSON.stringify(block))).size).toBe(1);
    expect(Object.keys(others)).toEqual([
      "azurerm_cognitive_account",
      "azurerm_cognitive_deployment",
      "random_string",
    ]);
    expect(Object.values(others).map((all) => Object.keys(all).length)).toEqual([1, 2, 1]);
    const text = JSON.stringify(synthesized);
    expect(text.match(/access_key/g)).toHaveLength(41);
    expect(text.match(/"api_key_wo":"\$\{[^"]*primary_access_key\}"/g)).toHaveLength(41);
  });
});
