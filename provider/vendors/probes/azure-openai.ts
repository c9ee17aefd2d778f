import {
  AZURE_MODELS,
  type AzureModel,
  type AzureModelName,
  type Settings,
  type VendorBlock,
} from "../../integration/config.ts";
import { keySlots } from "../../integration/credentials.ts";
import type { Verdict } from "../../integration/preflight.ts";
import { redact } from "../../integration/redact.ts";
import type { Secret } from "../../integration/secret.ts";
import type { Ask } from "./ask.ts";
import type { Field } from "./azure-answers.ts";
import { createDataPlaneClient, type DataPlaneClient } from "./azure-data-plane.ts";
import { dataPlaneOf } from "./azure-endpoint.ts";
import { isEmbeddingModel, judgeModel } from "./azure-models.ts";
import { inconclusive, invalid, type Finding } from "./finding.ts";

type Azure = Extract<VendorBlock<Secret>, { name: "azureOpenai" }>;

/** What was seen of one of the two models. */
interface Seen {
  findings: { field?: Field; finding: Finding }[];
  /** The name that the vendor reports. */
  model?: string;
}

/**
 * Tries both deployments: that they exist and answer this key, which models stand behind them, and that these are the ones
 * that Sigma needs and not each in the other's place.
 */
export async function probeAzureOpenAi(
  vendor: Azure,
  settings: Settings["preflight"],
  ask: Ask,
): Promise<Verdict[]> {
  const client = createDataPlaneClient(ask);
  const [language = NOTHING, embedding = NOTHING] = await Promise.all(
    AZURE_MODELS.map((role) => look(role, vendor[role], settings, client)),
  );
  if (areSwapped(language.model, embedding.model)) {
    return AZURE_MODELS.map((role, index) => ({
      path: `azureOpenai.${role}.deploymentId`,
      ...swapped(vendor[role].deploymentId, [language, embedding][index]?.model ?? ""),
    }));
  }
  const verdicts = [language, embedding].flatMap(({ findings }, index) =>
    findings.map(({ field, finding }) => ({ path: pathOf(vendor, index, field), ...finding })),
  );
  return verdicts.filter(
    (each, index) => index === verdicts.findIndex((other) => isSame(each, other)),
  );
}

const NOTHING: Seen = { findings: [] };

async function look(
  role: AzureModelName,
  { deploymentId, endpointUrl, apiKey }: AzureModel<Secret>,
  { trustedHosts, allowUnverifiedModels }: Settings["preflight"],
  client: DataPlaneClient,
): Promise<Seen> {
  const plane = dataPlaneOf(endpointUrl, trustedHosts);
  if ("verdict" in plane) return { findings: [{ field: "endpointUrl", finding: plane }] };
  const findings: Seen["findings"] = plane.notes.map((finding) => ({
    field: "endpointUrl",
    finding,
  }));
  const target = { plane, apiKey, deploymentId };
  const judged = (model: string, numbers?: number): Finding =>
    judgeModel(role, { deploymentId, model, numbers }, allowUnverifiedModels);

  // What the list tells is free; a model that will not do needs no further request.
  const listed = await client.listedModel(target);
  if (typeof listed === "object") return { findings: [...findings, listed] };
  const early = listed === undefined ? undefined : judged(listed);
  if (listed !== undefined && early?.verdict === "invalid") {
    return { findings: [...findings, { field: "deploymentId", finding: early }], model: listed };
  }
  const own = role === "languageModel" ? "chat" : "embeddings";
  const sight = await client.operate(own, target);
  if (sight.kind === "finding") return { findings: [...findings, sight], ...optional(listed) };
  if (sight.kind === "wrong model") {
    const finding = judged(sight.model);
    const refused = invalid(
      `the deployment "${redact(deploymentId)}" is ${redact(sight.model)}, which does not do what Sigma needs: ${sight.said}`,
      "Give the deployment of another model.",
    );
    const final = finding.verdict === "invalid" ? finding : refused;
    return {
      findings: [...findings, { field: "deploymentId", finding: final }],
      model: sight.model,
    };
  }
  const model = listed ?? sight.model ?? (await client.modelByWrongOperation(own, target));
  if (model === undefined) {
    return { findings: [...findings, { field: "deploymentId", finding: unnamed(deploymentId) }] };
  }
  const finding = judged(model, sight.numbers);
  const { advice } = sight;
  const noted =
    finding.verdict === "valid" && advice !== undefined ? { ...finding, advice } : finding;
  // What is right is right of the whole model; what is wrong is wrong with the deployment.
  return {
    findings: [
      ...findings,
      finding.verdict === "valid" ? { finding: noted } : { field: "deploymentId", finding },
    ],
    model,
  };
}

function optional(model: string | undefined): { model?: string } {
  return model === undefined ? {} : { model };
}

function unnamed(deploymentId: string): Finding {
  return inconclusive(
    `the deployment "${redact(deploymentId)}" answers, but not which model it is`,
    "Check that it is a model that Sigma takes: gpt-4.1 or later, and text-embedding-3-small.",
  );
}

function areSwapped(language: string | undefined, embedding: string | undefined): boolean {
  if (language === undefined || embedding === undefined) return false;
  return isEmbeddingModel(language) && !isEmbeddingModel(embedding);
}

function swapped(deploymentId: string, model: string): Finding {
  return invalid(
    `the two deployments are swapped: "${redact(deploymentId)}" is ${redact(model)}`,
    "Exchange the {deploymentId} of {languageModel} and {embeddingModel}.",
  );
}

/** The field in the user's configuration, which may have it once for both models. */
function pathOf(vendor: Azure, index: number, field: Field | undefined): string {
  const role = AZURE_MODELS[index] ?? "languageModel";
  const own = `azureOpenai.${role}`;
  if (field === undefined) return own;
  if (field === "apiKey") return keySlots(vendor)[index]?.path ?? own;
  const isShared = vendor.languageModel.endpointUrl === vendor.embeddingModel.endpointUrl;
  return field === "endpointUrl" && isShared ? "azureOpenai.endpointUrl" : `${own}.${field}`;
}

function isSame(one: Verdict, other: Verdict): boolean {
  return one.path === other.path && one.verdict === other.verdict && one.reason === other.reason;
}
