import { TransportFailure, type HttpAnswer } from "../../http/http.ts";
import type { Secret } from "../../integration/secret.ts";
import { isRecord } from "../../integration/unknown.ts";
import type { Ask } from "./ask.ts";
import {
  answered,
  inconclusive,
  invalid,
  refusalIn,
  unclear,
  unreachable,
  valid,
  type Finding,
} from "./finding.ts";

const HOST = "generativelanguage.googleapis.com";

const KEYS = "https://aistudio.google.com/api-keys";

/**
 * Lists one model, which is free and proves the key. The key goes into a header, as URLs are logged.
 * https://ai.google.dev/gemini-api/docs/troubleshooting
 */
export async function probeGemini(key: Secret, ask: Ask): Promise<Finding> {
  const answer = await ask({
    method: "GET",
    url: new URL(`https://${HOST}/v1beta/models?pageSize=1`),
    headers: { "x-goog-api-key": key.reveal() },
  });
  return answer instanceof TransportFailure ? unreachable(HOST, answer) : judge(answer, key);
}

function judge(answer: HttpAnswer, key: Secret): Finding {
  const { status, json } = answer;
  const { message } = refusalIn(answer);
  const reasons = reasonsIn(json);
  const seen = answered("Google", answer, [key]);
  if (status === 200 && isRecord(json) && Array.isArray(json["models"])) {
    return valid("Google accepts the key");
  }
  if (status === 429) return valid("Google accepts the key, and limits its rate at the moment");
  if (
    reasons.includes("API_KEY_INVALID") ||
    (status === 400 && /api key (?:not valid|expired)/i.test(message))
  ) {
    return invalid(`Google refuses the key: ${seen}`, `Make a new one: ${KEYS}.`);
  }
  if (status === 400 && statusIn(json) === "FAILED_PRECONDITION") {
    return inconclusive(
      `Google serves this place only where the project is paid for: ${seen}`,
      "Sigma calls from another place; turn billing on for the key's project to be sure.",
    );
  }
  if (status === 401) {
    return inconclusive(
      `Google could not take the key in this form: ${seen}`,
      "Some new kinds of keys are refused here and work elsewhere; Sigma's save will tell.",
    );
  }
  return status === 403 ? forbidden(reasons, message, seen) : unclear("Google", answer, [key]);
}

function forbidden(reasons: readonly string[], message: string, seen: string): Finding {
  if (reasons.includes("API_KEY_IP_ADDRESS_BLOCKED")) {
    return inconclusive(
      `the key's restrictions keep this machine's address out: ${seen}`,
      "Sigma's addresses must be among the addresses that the key allows.",
    );
  }
  if (reasons.includes("SERVICE_DISABLED")) {
    return invalid(
      `the Gemini API is off in the key's project: ${seen}`,
      "Turn on the Generative Language API in the project, or use a key of another one.",
    );
  }
  if (reasons.includes("API_KEY_SERVICE_BLOCKED")) {
    return invalid(
      `the key's restrictions leave the Gemini API out: ${seen}`,
      "Allow the Generative Language API in the key's restrictions.",
    );
  }
  if (reasons.includes("CONSUMER_SUSPENDED") || /leaked|suspended/i.test(message)) {
    return invalid(
      `Google has blocked the key or its project: ${seen}`,
      `Make a new key: ${KEYS}.`,
    );
  }
  return inconclusive(
    `Google did not let the request in: ${seen}`,
    "Check the restrictions of the key; Sigma's save will tell whether it works there.",
  );
}

/** Google's reasons stand in the details of an error. */
function reasonsIn(json: unknown): string[] {
  const details = isRecord(json) && isRecord(json["error"]) ? json["error"]["details"] : undefined;
  if (!Array.isArray(details)) return [];
  return details.flatMap((detail: unknown) =>
    isRecord(detail) && typeof detail["reason"] === "string" ? [detail["reason"]] : [],
  );
}

function statusIn(json: unknown): unknown {
  return isRecord(json) && isRecord(json["error"]) ? json["error"]["status"] : undefined;
}
