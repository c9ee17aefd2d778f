/** What a client is told of the hosts of an account. */
export interface Endpoints {
  /** The main one; which it is depends on the kind. */
  readonly endpoint: string;
  /** All of them, by the name of the API. */
  readonly endpoints: Readonly<Record<string, string>>;
}

const OPENAI_APIS = [
  "OpenAI Language Model Instance API",
  "OpenAI Dall-E API",
  "OpenAI Moderations API",
  "OpenAI Realtime API",
  "OpenAI Whisper API",
  "OpenAI Model Scaleset API",
] as const;

/** The host names that the data plane of an account answers to. Without a subdomain there is none of its own. */
export function hostsOf(kind: string, subdomain: string | undefined): string[] {
  if (subdomain === undefined) return [];
  return [
    ...(hasModels(kind) ? [`${subdomain}.openai.azure.com`] : []),
    `${subdomain}.cognitiveservices.azure.com`,
    ...(kind === "AIServices" ? [`${subdomain}.services.ai.azure.com`] : []),
  ];
}

/** The endpoints of an account, as its properties show them. */
export function endpointsOf(
  kind: string,
  subdomain: string | undefined,
  location: string,
): Endpoints {
  if (subdomain === undefined) {
    const regional = `https://${location}.api.cognitive.microsoft.com/`;
    const apis = hasModels(kind) ? OPENAI_APIS : [];
    return { endpoint: regional, endpoints: named([...apis, "Token Service API"], regional) };
  }
  const openAi = `https://${subdomain}.openai.azure.com/`;
  const cognitive = `https://${subdomain}.cognitiveservices.azure.com/`;
  const foundry = `https://${subdomain}.services.ai.azure.com/`;
  switch (kind) {
    case "OpenAI":
      return { endpoint: openAi, endpoints: named([...OPENAI_APIS, "Token Service API"], openAi) };
    case "AIServices":
      return {
        endpoint: cognitive,
        endpoints: {
          ...named(OPENAI_APIS, openAi),
          ...named(["Azure AI Model Inference API", "AI Foundry API"], foundry),
          ...named(["Content Safety", "Token Service API"], cognitive),
        },
      };
    default:
      return { endpoint: cognitive, endpoints: named([kind, "Token Service API"], cognitive) };
  }
}

/** Whether accounts of a kind can hold deployments of OpenAI's models. */
export function hasModels(kind: string): boolean {
  return kind === "OpenAI" || kind === "AIServices";
}

function named(apis: readonly string[], endpoint: string): Record<string, string> {
  return Object.fromEntries(apis.map((api) => [api, endpoint]));
}
