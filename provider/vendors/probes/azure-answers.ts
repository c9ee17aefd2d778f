import type { HttpAnswer } from "../../http/http.ts";
import type { Secret } from "../../integration/secret.ts";
import { isRecord } from "../../integration/unknown.ts";
import type { DataPlane } from "./azure-endpoint.ts";
import { answered, inconclusive, invalid, refusalIn, unclear, type Finding } from "./finding.ts";

/** The field that a finding is about. */
export type Field = "apiKey" | "endpointUrl" | "deploymentId";

/** What an operation on a deployment showed. */
export type Sight =
  /** Key and deployment are proven; what is known of the model, and what is to be said besides. */
  | { kind: "works"; model?: string; numbers?: number; advice?: string }
  /** The operation is not the model's, which Azure names. */
  | { kind: "wrong model"; model: string; said: string }
  | { kind: "finding"; field: Field; finding: Finding };

/** From this wait on, in seconds, one request is more than the whole quota. */
const NEVER = 86_400;

/**
 * Reads the answer of an operation on a deployment.
 * https://github.com/MicrosoftDocs/azure-ai-docs: articles/foundry/openai/how-to/troubleshoot-errors.md
 */
export function judge(answer: HttpAnswer, plane: DataPlane, key: Secret): Sight {
  const { status, json } = answer;
  const { code, message } = refusalIn(answer);
  const seen = answered(plane.isAzure ? "Azure" : plane.host, answer, [key]);
  if (status === 200 && isRecord(json)) return worked(json);
  if (status === 400) return badRequest(answer, code, message, plane, key);
  if (status === 401) {
    return found(
      "apiKey",
      invalid(
        `the key is wrong, or is another resource's: ${seen}`,
        "Copy the key and the endpoint of one resource from the Azure portal (Keys and Endpoint).",
      ),
    );
  }
  if (status === 403) return forbidden(answer, code, message, seen, plane, key);
  if (status === 404) return notFound(answer, code, seen, plane, key);
  if (status === 429) return throttled(answer);
  return found("endpointUrl", unclear(plane.isAzure ? "Azure" : plane.host, answer, [key]));
}

/** Whether v1 of the API is not there: in Azure's other clouds, and behind gateways. */
export function isNoSuchPath(answer: HttpAnswer): boolean {
  return answer.status === 404 && refusalIn(answer).code !== "DeploymentNotFound";
}

function worked(json: Record<string, unknown>): Sight {
  const { model, data } = json;
  const [first]: unknown[] = Array.isArray(data) ? data : [];
  const embedding = isRecord(first) ? first["embedding"] : undefined;
  return {
    kind: "works",
    ...(typeof model === "string" && model !== "" ? { model } : {}),
    ...(Array.isArray(embedding) ? { numbers: embedding.length } : {}),
  };
}

function badRequest(
  answer: HttpAnswer,
  code: string,
  message: string,
  plane: DataPlane,
  key: Secret,
): Sight {
  if (code === "OperationNotSupported") {
    const [, model] = /specified model,\s*(\S+?)\.?(?:\s|$)/.exec(message) ?? [];
    const said = answered("Azure", answer, [key]);
    if (model !== undefined) return { kind: "wrong model", model, said };
    return found(
      "deploymentId",
      invalid(
        `the deployment is of another kind of model: ${said}`,
        "Give the deployment of a language model as {languageModel}, and that of text-embedding-3-small as {embeddingModel}.",
      ),
    );
  }
  const isProof =
    code === "content_filter" ||
    code === "unsupported_parameter" ||
    /max_tokens or model output limit was reached/i.test(message);
  if (isProof) return { kind: "works" };
  return found("endpointUrl", unclear(plane.isAzure ? "Azure" : plane.host, answer, [key]));
}

function forbidden(
  answer: HttpAnswer,
  code: string,
  message: string,
  seen: string,
  plane: DataPlane,
  key: Secret,
): Sight {
  if (/a virtual network is configured for this resource/i.test(message)) {
    return found(
      "endpointUrl",
      invalid(
        `a resource with a firewall does not answer at its region's host: ${seen}`,
        "Use the resource's own subdomain: https://NAME.openai.azure.com.",
      ),
    );
  }
  if (
    answer.header("policy-id") !== undefined ||
    /virtual network\/firewall rules/i.test(message)
  ) {
    return found(
      "endpointUrl",
      inconclusive(
        `the resource's firewall keeps this machine out: ${seen}`,
        "Sigma may be let in all the same: each of its addresses, shown under Administration > AI settings, must be in the firewall's rules. To try it from here, add this machine's address too.",
      ),
    );
  }
  if (/public access is disabled/i.test(message)) {
    return found(
      "endpointUrl",
      invalid(
        `public access to the resource is off, so Sigma cannot reach it: ${seen}`,
        "Allow selected networks in the resource's networking, and Sigma's addresses in its rules.",
      ),
    );
  }
  if (
    code === "AuthenticationTypeDisabled" ||
    /key based authentication is disabled/i.test(message)
  ) {
    return found(
      "apiKey",
      invalid(
        `keys are turned off for the resource, and Sigma uses one: ${seen}`,
        "Turn key authentication on (disableLocalAuth: false). A policy of the tenant may turn it off again.",
      ),
    );
  }
  if (/temporarily blocked/i.test(message)) {
    return found(
      "apiKey",
      invalid(
        `Microsoft has blocked the resource: ${seen}`,
        "Ask Microsoft's support; another resource works meanwhile.",
      ),
    );
  }
  return found("endpointUrl", unclear(plane.isAzure ? "Azure" : plane.host, answer, [key]));
}

function notFound(
  answer: HttpAnswer,
  code: string,
  seen: string,
  plane: DataPlane,
  key: Secret,
): Sight {
  if (code === "DeploymentNotFound") {
    const finding = invalid(
      `there is no such deployment: ${seen}`,
      'Give the name of the deployment, not of its model. One that was made a moment ago takes up to five minutes: with {azureOpenai.validationWait} "10m" it is waited for.',
    );
    return found("deploymentId", { ...finding, passing: true });
  }
  // What a gateway does with a path is its own affair.
  if (!plane.isAzure) return found("endpointUrl", unclear(plane.host, answer, [key]));
  return found(
    "endpointUrl",
    invalid(
      `nothing answers at this endpoint: ${seen}`,
      "Copy the endpoint from the Azure portal: https://NAME.openai.azure.com.",
    ),
  );
}

/** Who is throttled has been let in. A wait of a day means that one request is more than the quota. */
function throttled({ retryAfter, header }: HttpAnswer): Sight {
  const seconds = Math.max(Number(retryAfter ?? 0), Number(header("retry-after-ms") ?? 0) / 1000);
  if (!(seconds >= NEVER)) return { kind: "works" };
  return {
    kind: "works",
    advice:
      "Its quota is too small for even one request: raise the capacity of the deployment; Sigma recommends 100 (100,000 tokens a minute) or more.",
  };
}

function found(field: Field, finding: Finding): Sight {
  return { kind: "finding", field, finding };
}
