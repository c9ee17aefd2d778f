import { describe, expect, it } from "@jest/globals";
import type { AzureOpenAiForSigmaConfig } from "../../../../../provider/terraform/constructs/cdktf.ts";
import { LIBRARIES } from "../libraries.ts";
import { DATA_SOURCES, RESOURCES, type Argument, type Published } from "./published.ts";
import { EXISTING, FOUNDRY, INPUTS, synthesizeAzure } from "./stacks.ts";

const PROVISIONED = {
  throughput: "provisioned",
  acceptProvisionedBilling: true,
  languageModel: { ...INPUTS.languageModel, capacity: 15 },
} as const;

const CONFIGS: [title: string, config: AzureOpenAiForSigmaConfig][] = [
  ["a new account", { ...INPUTS, tags: { team: "bi" } }],
  ["a Foundry project", { ...FOUNDRY, tags: { team: "bi" } }],
  ["an account that exists already", EXISTING],
  ["key 2", { ...INPUTS, key: 2 }],
  ...(["global", "dataZone", "regional"] as const).flatMap(
    (dataResidency): [string, AzureOpenAiForSigmaConfig][] => [
      [`standard, ${dataResidency}`, { ...INPUTS, dataResidency }],
      [`provisioned, ${dataResidency}`, { ...INPUTS, ...PROVISIONED, dataResidency }],
    ],
  ),
];

/** What Terraform itself has on every resource. */
const OF_TERRAFORM = new Set(["depends_on", "lifecycle", "provider"]);

describe.each(LIBRARIES)("what azurerm and random publish, with %s", (_, library) => {
  it.each(CONFIGS)("has all that is written for %s", (_title, config) => {
    const { resource = {}, data = {} } = synthesizeAzure(library, config);
    const { sigma_external_ai_integration: ours, ...others } = resource;
    expect(ours).toBeDefined();
    expect([...faultsOf(others, RESOURCES), ...faultsOf(data, DATA_SOURCES)]).toEqual([]);
  });

  it.each(CONFIGS)("has all that is referred to for %s", (_title, config) => {
    const texts = JSON.stringify(synthesizeAzure(library, config));
    const references = [
      ...texts.matchAll(/\$\{(data\.)?((?:azurerm|random)_\w+)\.\w+\.(\w+)\}/g),
    ].map(([, data, type = "", name = ""]) => ({ published: of(data, type), name }));
    expect(references.length).toBeGreaterThanOrEqual(5);
    for (const { published, name } of references) {
      expect([...published.attributes, ...Object.keys(published.arguments)]).toContain(name);
    }
  });
});

it("would not have another argument", () => {
  const typo = { azurerm_cognitive_deployment: { language: { name: 1, sku: { named: "a" } } } };
  expect(faultsOf(typo, RESOURCES)).toEqual([
    "azurerm_cognitive_deployment.cognitive_account_id is missing",
    "azurerm_cognitive_deployment.model is missing",
    "azurerm_cognitive_deployment.sku.name is missing",
    "azurerm_cognitive_deployment.name: 1",
    "azurerm_cognitive_deployment.sku.named is not published",
  ]);
});

function of(data: string | undefined, type: string): Published {
  const published = (data === undefined ? RESOURCES : DATA_SOURCES)[type];
  return published ?? { arguments: {}, attributes: [] };
}

/** Everything in resources that differs from what is published of their types. */
function faultsOf(
  resources: Record<string, Record<string, unknown>>,
  published: Record<string, Published>,
): string[] {
  return Object.entries(resources).flatMap(([type, all]) =>
    Object.values(all).flatMap((given) =>
      blockFaults(type, given as object, published[type]?.arguments ?? {}),
    ),
  );
}

function blockFaults(path: string, given: object, known: Record<string, Argument>): string[] {
  const missing = Object.entries(known)
    .filter(([name, { required }]) => required === true && !(name in given))
    .map(([name]) => `${path}.${name} is missing`);
  const entries = Object.entries(given).filter(([name]) => !OF_TERRAFORM.has(name));
  const wrong = entries.flatMap(([name, value]: [string, unknown]) =>
    valueFaults(`${path}.${name}`, value, known[name]),
  );
  // Those of blocks within come with the blocks.
  return [...missing, ...wrong].toSorted(
    (one, other) => Number(other.endsWith("missing")) - Number(one.endsWith("missing")),
  );
}

function valueFaults(path: string, value: unknown, argument: Argument | undefined): string[] {
  if (argument === undefined) return [`${path} is not published`];
  const { type, values } = argument;
  if (typeof type === "object") {
    return isObject(value) ? blockFaults(path, value, type) : [`${path} is a block`];
  }
  const right = {
    text: typeof value === "string",
    number: Number.isInteger(value),
    flag: typeof value === "boolean",
    texts: Array.isArray(value) && value.every((each) => typeof each === "string"),
    map: isObject(value) && Object.values(value).every((each) => typeof each === "string"),
  }[type];
  return right && (values?.includes(String(value)) ?? true)
    ? []
    : [`${path}: ${JSON.stringify(value)}`];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
