import { AZURE_MODELS } from "./config.ts";
import { endpointFault, sameResource, type Trust } from "./endpoint.ts";
import { IntegrationError } from "./errors.ts";
import { VENDORS, type IntegrationInput } from "./model.ts";
import { redact } from "./redact.ts";
import { isRecord, isStandIn } from "./unknown.ts";

/**
 * The rule that holds even where single fields are wrong: exactly one vendor's block. `misspelt` are the fields that others
 * are meant to be: a vendor's block that is among them is not missing.
 */
export function vendorFaults(input: unknown, misspelt: ReadonlySet<string>): IntegrationError[] {
  const given = isRecord(input) ? VENDORS.filter((name) => input[name] !== undefined) : [];
  const isMeant = VENDORS.some((name) => misspelt.has(name));
  if (given.length === 1 || (given.length === 0 && isMeant)) return [];
  const names = given.map((name) => `{${name}}`).join(" and ");
  return [
    new IntegrationError("VENDOR_BLOCK", {
      problem: given.length === 0 ? "no AI vendor is given" : `${names} are given together`,
      expected: `exactly one of ${VENDORS.map((name) => `{${name}}`).join(", ")}`,
      advice: given.length === 0 ? "Add the block of the vendor to use." : "Keep one of them.",
    }),
  ];
}

/**
 * What the fields of the Azure block have to do with each other. Expects an input that the schema accepted, and the paths
 * of the values that are not known yet: what depends on one of them is no fault.
 */
export function azureFaults(
  input: IntegrationInput,
  unknown: readonly string[],
): IntegrationError[] {
  if (input.azureOpenai === undefined) return [];
  const faults = AZURE_MODELS.flatMap((model) => modelFaults(input, model, trust(input, unknown)));
  return faults.length > 0 ? faults : sameDeploymentFaults(input);
}

function modelFaults(
  input: IntegrationInput,
  model: (typeof AZURE_MODELS)[number],
  trusted: Trust | undefined,
): IntegrationError[] {
  const block = input.azureOpenai;
  if (block === undefined) return [];
  const { deploymentId, endpointUrl = block.endpointUrl, apiKey = block.apiKey } = block[model];
  const faults: IntegrationError[] = [];
  if (endpointUrl === undefined) faults.push(neither(model, "endpointUrl"));
  if (apiKey === undefined) faults.push(neither(model, "apiKey"));
  if (endpointUrl === undefined || isStandIn(endpointUrl)) return faults;

  const deployment = isStandIn(deploymentId) ? undefined : deploymentId;
  const fault = endpointFault(endpointUrl, deployment, trusted);
  if (fault === undefined) return faults;
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

/** Nothing where it is not known yet which hosts are trusted. */
function trust({ preflight }: IntegrationInput, unknown: readonly string[]): Trust | undefined {
  if (["preflight", "preflight.trustedHosts"].some((path) => unknown.includes(path))) {
    return undefined;
  }
  const { mode, trustedHosts } =
    typeof preflight === "object" ? preflight : { mode: preflight, trustedHosts: undefined };
  const anyHost = mode === "off" || unknown.includes("preflight.mode");
  return { hosts: trustedHosts ?? [], anyHost };
}

function sameDeploymentFaults({ azureOpenai: block }: IntegrationInput): IntegrationError[] {
  if (block === undefined) return [];
  const { languageModel, embeddingModel } = block;
  const language = languageModel.endpointUrl ?? block.endpointUrl ?? "";
  const embedding = embeddingModel.endpointUrl ?? block.endpointUrl ?? "";
  const same =
    languageModel.deploymentId === embeddingModel.deploymentId && sameResource(language, embedding);
  // Two endpoints that are not known yet may differ; one that was given for both models may not.
  const once = languageModel.endpointUrl === undefined && embeddingModel.endpointUrl === undefined;
  if (!same || (!once && (isStandIn(language) || isStandIn(embedding)))) return [];
  return [
    new IntegrationError("SAME_DEPLOYMENT", {
      path: "azureOpenai.embeddingModel.deploymentId",
      problem: `both models name the deployment "${redact(languageModel.deploymentId)}" at the same endpoint`,
      expected: "one deployment of a language model and another one of text-embedding-3-small",
    }),
  ];
}
