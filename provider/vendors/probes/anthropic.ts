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

const HOST = "api.anthropic.com";

const KEYS = "https://console.anthropic.com/settings/keys";
const BILLING = "https://console.anthropic.com/settings/billing";

/** Lists one model, which is free and proves the key. https://docs.anthropic.com/en/api/errors */
export async function probeAnthropic(key: Secret, ask: Ask): Promise<Finding> {
  const answer = await ask({
    method: "GET",
    url: new URL(`https://${HOST}/v1/models?limit=1`),
    headers: { "x-api-key": key.reveal(), "anthropic-version": "2023-06-01" },
  });
  return answer instanceof TransportFailure ? unreachable(HOST, answer) : judge(answer, key);
}

function judge(answer: HttpAnswer, key: Secret): Finding {
  const { status, json } = answer;
  const { type, message } = refusalIn(answer);
  const seen = answered("Anthropic", answer, [key]);
  if (status === 200 && isRecord(json) && Array.isArray(json["data"])) {
    return valid("Anthropic accepts the key");
  }
  if (status === 401 && type === "authentication_error") {
    return invalid(`Anthropic refuses the key: ${seen}`, `Make a new one: ${KEYS}.`);
  }
  if (status === 403 && type === "permission_error") {
    return inconclusive(
      `Anthropic knows the key, but it may not list models: ${seen}`,
      "Check what the key's workspace may do; Sigma's save will tell whether it is enough.",
    );
  }
  if (status === 402 || type === "billing_error" || /credit balance is too low/i.test(message)) {
    return inconclusive(
      `Anthropic accepts the key, but nobody pays for its use: ${seen}`,
      `Sigma's requests will fail until the account is paid for: ${BILLING}.`,
    );
  }
  if (status === 404 && type === "not_found_error") {
    return inconclusive(
      `the key has no access to a model: ${seen}`,
      "Check what the key's workspace may use.",
    );
  }
  if (status === 429) return valid("Anthropic accepts the key, and limits its rate at the moment");
  return unclear("Anthropic", answer, [key]);
}
