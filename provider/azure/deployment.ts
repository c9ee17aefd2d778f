import { IntegrationError } from "../integration/errors.ts";
import { presenceFault, textFault, type JudgedInputs } from "./check-inputs.ts";
import type { ModelChoice, VersionUpgradeOption } from "./inputs.ts";
import type { ModelUse } from "./model-policy.ts";
import { deploymentNameFault } from "./names.ts";
import { SKUS, type SkuName } from "./sku.ts";

/** A deployment as Azure's Resource Manager takes it. Nothing that Azure would fill in by itself is left out. */
export interface Deployment {
  name: string;
  sku: { name: SkuName; capacity: number };
  properties: {
    model: { format: "OpenAI"; name: string; version: string };
    versionUpgradeOption: VersionUpgradeOption;
  };
}

/** Thousands of tokens a minute, as Sigma recommends. */
export const DEFAULT_CAPACITY = 100;

/** What is wrong with a model as it stands in the inputs. */
export function modelFaults(use: ModelUse, inputs: JudgedInputs): IntegrationError[] {
  const model: Partial<ModelChoice> | undefined = inputs[use];
  const missing = presenceFault(use, model);
  if (missing !== undefined || model === undefined) return missing === undefined ? [] : [missing];
  const { name, version, deploymentName = name } = model;
  return [
    textFault(`${use}.name`, name),
    textFault(`${use}.version`, version),
    deploymentName === undefined
      ? undefined
      : deploymentNameFault(`${use}.deploymentName`, deploymentName),
    capacityFault(use, model, inputs),
  ].filter((fault) => fault !== undefined);
}

/** Two deployments of one account cannot have the same name, whatever its case. For models without faults. */
export function sameNameFault(inputs: JudgedInputs): IntegrationError | undefined {
  const [language, embedding] = [inputs.languageModel, inputs.embeddingModel].map((model) =>
    (model.deploymentName ?? model.name).toLowerCase(),
  );
  if (language !== embedding) return undefined;
  return new IntegrationError("SAME_DEPLOYMENT", {
    path: "embeddingModel.deploymentName",
    problem: "both deployments have the same name",
    expected: "a name for each; its case does not matter to Azure",
  });
}

/** The deployment for one of Sigma's models. Azure has no provisioned throughput for the embedding model. */
export function deploymentFor(use: ModelUse, inputs: JudgedInputs): Deployment {
  const { dataResidency, versionUpgradeOption = "OnceCurrentVersionExpired" } = inputs;
  const { name, version, deploymentName = name, capacity = DEFAULT_CAPACITY } = inputs[use];
  return {
    name: deploymentName,
    sku: { name: SKUS[throughputOf(use, inputs)][dataResidency], capacity },
    properties: { model: { format: "OpenAI", name, version }, versionUpgradeOption },
  };
}

function capacityFault(
  use: ModelUse,
  { capacity }: Partial<ModelChoice>,
  inputs: JudgedInputs,
): IntegrationError | undefined {
  const path = `${use}.capacity`;
  if (capacity === undefined) {
    if (throughputOf(use, inputs) === "standard") return undefined;
    // A hundred units cost tens of thousands a month.
    return new IntegrationError("MISSING_FIELD", {
      path,
      problem: "the number of provisioned units is missing",
      advice: "Give it: every unit is billed by the hour.",
    });
  }
  if (Number.isInteger(capacity) && capacity >= 1) return undefined;
  return new IntegrationError("INVALID_CONFIG", {
    path,
    problem: "the capacity is no whole number above 0",
    expected: "thousands of tokens a minute, or provisioned units",
    advice: "Correct it.",
  });
}

function throughputOf(
  use: ModelUse,
  { throughput = "standard" }: JudgedInputs,
): NonNullable<JudgedInputs["throughput"]> {
  return use === "embeddingModel" ? "standard" : throughput;
}
