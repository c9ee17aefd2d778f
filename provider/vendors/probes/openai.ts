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

const HOST = "api.openai.com";

const KEYS = "https://platform.openai.com/api-keys";
const BILLING = "https://platform.openai.com/settings/organization/billing";

/** Lists the models, which is free and proves the key. https://platform.openai.com/docs/guides/error-codes */
export async function probeOpenAi(key: Secret, ask: Ask): Promise<Finding> {
  const answer = await ask({
    method: "GET",
    url: new URL(`https://${HOST}/v1/models`),
    headers: { authorization: `Bearer ${key.reveal()}` },
  });
  return answer instanceof TransportFailure ? unreachable(HOST, answer) : judge(answer, key);
}

/** By the code, not by the type, which is nearly always "invalid_request_error". */
function judge(answer: HttpAnswer, key: Secret): Finding {
  const { status, json } = answer;
  const { code, message } = refusalIn(answer);
  const seen = answered("OpenAI", answer, [key]);
  if (status === 200 && isRecord(json) && Array.isArray(json["data"])) return accepted(key);
  if (status === 401) return unauthorized(code, message, seen, key);
  if (
    status === 403 &&
    (code === "unsupported_country_region_territory" || /country/i.test(message))
  )
    return inconclusive(
      `${seen}: OpenAI does not serve the country that this machine calls from`,
      "Sigma calls from another place; its save will tell.",
    );
  if (code === "model_not_found") {
    return inconclusive(
      `${seen}: the key's project has no access to a model`,
      "Allow the models that Sigma uses in the limits of the key's project.",
    );
  }
  if (status === 429 && (code === "insufficient_quota" || code === "credit_balance_exhausted")) {
    return inconclusive(
      `OpenAI accepts the key, but nobody pays for its use: ${seen}`,
      `Sigma's requests will fail until the account is paid for: ${BILLING}.`,
    );
  }
  if (status === 429) return valid("OpenAI accepts the key, and limits its rate at the moment");
  return unclear("OpenAI", answer, [key]);
}

function accepted(key: Secret): Finding {
  if (!key.reveal().startsWith("sk-admin-")) return valid("OpenAI accepts the key");
  return inconclusive(
    "OpenAI accepts the key, but it looks like an admin key, which no model answers",
    `Use a key of a project: ${KEYS}.`,
  );
}

function unauthorized(code: string, message: string, seen: string, key: Secret): Finding {
  if (/missing scopes|insufficient permissions/i.test(message)) {
    return inconclusive(
      `OpenAI knows the key, but it is restricted and may not list models: ${seen}`,
      "That is enough for Sigma if the key may send model requests (scope model.request).",
    );
  }
  if (/ip (?:address )?(?:is )?not authorized/i.test(message) || code === "ip_not_authorized") {
    return inconclusive(
      `OpenAI's allowlist keeps this machine out: ${seen}`,
      "Sigma's addresses must be on the allowlist of the key's project.",
    );
  }
  if (/(?:member of|belong to) an organization/i.test(message) || /organization/.test(code)) {
    return invalid(
      `the key belongs to no organization that may use it: ${seen}`,
      `Make a key in a project of your organization: ${KEYS}.`,
    );
  }
  if (/^(?:invalid_api_key|account_deactivated|token_(?:revoked|expired))$/.test(code)) {
    return invalid(
      `OpenAI refuses the key: ${seen}`,
      `${strangerHint(key)}Make a new one: ${KEYS}.`,
    );
  }
  return unclearUnauthorized(seen);
}

function unclearUnauthorized(seen: string): Finding {
  return inconclusive(
    `OpenAI did not let the request in: ${seen}`,
    "Look the message up; Sigma's save will tell whether the key works there.",
  );
}

/** Vendors' pages confirm no prefix, so none decides anything. */
function strangerHint(key: Secret): string {
  const text = key.reveal();
  if (text.startsWith("sk-ant-")) return "It looks like a key of Anthropic's. ";
  if (text.startsWith("sk-or-")) return "It looks like a key of OpenRouter's. ";
  return text.startsWith("AIza") || text.startsWith("AQ.")
    ? "It looks like a key of Google's. "
    : "";
}
