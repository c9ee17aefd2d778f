import { AZURE_MODELS } from "./config.ts";
import { endpointFault, sameEndpoint } from "./endpoint.ts";
import { IntegrationError } from "./errors.ts";
import { VENDORS, type IntegrationInput } from "./model.ts";
import { isRecord, isStandIn } from "./unknown.ts";

/** The rule that holds even where single fields are wrong: exactly one vendor's block. */
export function vendorFaults(input: unknown): IntegrationError[] {
  const given = isRecord(input) ? VENDORS.filter((name) => input[name] !== undefined) : [];
  if (given.length === 1) return [];
  const names = given.map((name) => `{${name}}`).join(" and ");
  return [
    new IntegrationError("VENDOR_BLOCK", {
      problem: given.length === 0 ? "no AI vendor is given" : `${names} are given together`,
      expected: `exactly one of ${VENDORS.map((name) => `{${name}}`).join(", ")}`,
      advice: given.length === 0 ? "Add the block of the vendor to use." : "Keep one of them.",
    }),
  ];
}

/** What the fields of the Azure block have to do with each other. Expects an input that the schema accepted. */
export function azureFaults(input: IntegrationInput): IntegrationError[] {
  if (input.azureOpenai === undefined) return [];
  const faults = AZURE_MODELS.flatMap((model) => modelFaults(input, model));
  return faults.length > 0 ? faults : sameDeploymentFaults(input);
}

function modelFaults(
  input: IntegrationInput,
  model: (typeof AZURE_MODELS)[number],
): IntegrationError[] {
  const block = input.azureOpenai;
  if (block === undefined) return [];
  const { deploymentId, endpointUrl = block.endpointUrl, apiKey = block.apiKey } = block[model];
  const faults: IntegrationError[] = [];
  if (endpointUrl === undefined) faults.push(neither(model, "endpointUrl"));
  if (apiKey === undefined) faults.push(neither(model, "apiKey"));
  if (endpointUrl === undefined || isStandIn(endpointUrl)) return faults;

  const fault = endpointFault(endpointUrl, deploymentId, trust(input));
  if (fault === undefined || isStandIn(deploymentId)) return faults;
  const path =
    block[model].endpointUrl === undefined
      ? "azureOpenai.endpointUrl"
      : `azureOpenai.${model}.endpointUrl`;
  return [...faults, new IntegrationError("INVALID_ENDPOINT", { path, ...fault })];
}

function neither(model: string, field: string): IntegrationError {
  return new IntegrationError("MISSING_FIELD", {
    path: `azureOpenai.${model}.${field}`,
    problem: "the field is missing",
    expected: `it here, or once for both models as {azureOpenai.${field}}`,
    advice: "Add it in one of the two places.",
  });
}

function trust({ preflight }: IntegrationInput): { hosts: readonly string[]; anyHost: boolean } {
  const { mode, trustedHosts } =
    typeof preflight === "object" ? preflight : { mode: preflight, trustedHosts: undefined };
  return { hosts: trustedHosts ?? [], anyHost: mode === "off" };
}

function sameDeploymentFaults({ azureOpenai: block }: IntegrationInput): IntegrationError[] {
  if (block === undefined) return [];
  const { languageModel, embeddingModel } = block;
  const language = languageModel.endpointUrl ?? block.endpointUrl ?? "";
  const embedding = embeddingModel.endpointUrl ?? block.endpointUrl ?? "";
  const same =
    languageModel.deploymentId === embeddingModel.deploymentId && sameEndpoint(language, embedding);
  if (!same || isStandIn(language) !== isStandIn(embedding)) return [];
  return [
    new IntegrationError("SAME_DEPLOYMENT", {
      path: "azureOpenai.embeddingModel.deploymentId",
      problem: `both models name the deployment "${languageModel.deploymentId}" at the same endpoint`,
      expected: "one deployment of a language model and another one of text-embedding-3-small",
    }),
  ];
}
