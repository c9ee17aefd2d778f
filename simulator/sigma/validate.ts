import type { World } from "../world.ts";
import type { AiConfig, AzureModelConfig } from "./ai-config.ts";
import { isRecentLanguageModel } from "./model-age.ts";

/** The answer of a vendor to one probe: the model that answered, or why it refused. */
type Probe = { readonly model: string } | { readonly refusal: string };

const FAILED = "Failed to validate";
const EMBEDDING_MODEL = "text-embedding-3-small";
const API_VERSION = "2024-10-21";
const MESSAGES = [{ role: "user", content: "Answer with one word." }];

/**
 * Tries a configuration at its vendor, as Sigma does before it saves.
 *
 * @returns why it is refused, or undefined if it is accepted. Exactly "Failed to validate" means that a firewall
 *   keeps one of Sigma's addresses out; other texts add what the vendor said, which may show part of a key
 */
export async function refusalOf(config: AiConfig, world: World): Promise<string | undefined> {
  if (config.provider !== "azureOpenAI") {
    const source = world.seed.sigmaAddresses[0] ?? "";
    const probe = await send(keyProbe(config, world), source, world);
    return "refusal" in probe ? probe.refusal : undefined;
  }
  const { languageModel, embeddingModel } = config;
  for (const source of world.seed.sigmaAddresses) {
    const language = await send(azureProbe(languageModel, "chat/completions"), source, world);
    if ("refusal" in language) return language.refusal;
    if (!isRecentLanguageModel(language.model)) {
      return `${FAILED}: the language model must be gpt-4.1 or later, but the deployment is ${language.model}`;
    }
    const embedding = await send(azureProbe(embeddingModel, "embeddings"), source, world);
    if ("refusal" in embedding) return embedding.refusal;
    if (embedding.model !== EMBEDDING_MODEL) {
      return `${FAILED}: the embedding model must be ${EMBEDDING_MODEL}, but the deployment is ${embedding.model}`;
    }
  }
  return undefined;
}

function keyProbe(
  { provider, apiKey }: Exclude<AiConfig, { provider: "azureOpenAI" }>,
  { vendorBook }: World,
): Request {
  switch (provider) {
    case "openAI":
      return post(
        "https://api.openai.com/v1/chat/completions",
        { authorization: `Bearer ${apiKey}` },
        { model: vendorBook.models("openai")[0], messages: MESSAGES, max_completion_tokens: 16 },
      );
    case "gemini":
      return post(
        `https://generativelanguage.googleapis.com/v1beta/models/${vendorBook.models("gemini")[0]}:generateContent`,
        { "x-goog-api-key": apiKey },
        { contents: [{ parts: [{ text: "Answer with one word." }] }] },
      );
    default:
      return post(
        "https://api.anthropic.com/v1/messages",
        { "x-api-key": apiKey, "anthropic-version": "2023-06-01" },
        { model: vendorBook.models("anthropic")[0], messages: MESSAGES, max_tokens: 16 },
      );
  }
}

function azureProbe(
  { endpointUrl, deploymentId, apiKey }: AzureModelConfig,
  operation: "chat/completions" | "embeddings",
): Request {
  const { origin } = new URL(endpointUrl);
  const path = `/openai/deployments/${encodeURIComponent(deploymentId)}/${operation}`;
  const body = operation === "embeddings" ? { input: "word" } : { messages: MESSAGES };
  return post(`${origin}${path}?api-version=${API_VERSION}`, { "api-key": apiKey }, body);
}

function post(url: string, headers: Record<string, string>, body: unknown): Request {
  return new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
}

async function send(request: Request, source: string, { vendors }: World): Promise<Probe> {
  const response = await vendors.send(request, source);
  if (response === undefined) {
    return { refusal: `${FAILED}: no such host: ${new URL(request.url).hostname}` };
  }
  const body: unknown = await response.json();
  if (response.ok) return { model: textAt(body, "model") };
  // Azure marks a refusal of its network rules, and only that one, with this header.
  if (response.headers.has("policy-id")) return { refusal: FAILED };
  return { refusal: `${FAILED}: ${textAt(body, "error", "message")}` };
}

/** The text at a place in JSON; empty where there is none. */
function textAt(value: unknown, ...path: readonly string[]): string {
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === "string" ? value : "";
  const inner =
    typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(name) : "";
  return textAt(inner, ...rest);
}
