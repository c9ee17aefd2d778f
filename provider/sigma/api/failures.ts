import { IntegrationError } from "../../integration/errors.ts";
import { endedError } from "../../integration/ended.ts";
import { isRecord } from "../../integration/unknown.ts";
import { redact } from "../../integration/redact.ts";
import type { Secret } from "../../integration/secret.ts";
import type { HttpAnswer, TransportFailure } from "../../http/http.ts";

/** What was asked of Sigma, for messages: method and path, never a query or a header. */
export interface Asked {
  method: string;
  url: URL;
}

/** Turns a failure of the connection into an error. An end by the caller's signal is told from a network's fault. */
export function connectionError(
  failure: TransportFailure,
  asked: Asked,
  signal: AbortSignal,
): IntegrationError {
  if (!failure.isEnded) {
    return new IntegrationError("SIGMA_UNREACHABLE", {
      problem: `${name(asked)}: ${failure.message}`,
      expected: "an answer of Sigma's API",
      advice: "Check the base URL, the network and the proxy settings; then run again.",
    });
  }
  return endedError(signal, name(asked));
}

/**
 * Turns an answer that is no success into an error, by its status: 401, 403, 429, server errors, and what cannot be
 * Sigma's API at all. Sigma's own message is redacted and kept.
 */
export function refusal(
  answer: HttpAnswer,
  asked: Asked,
  secrets: Iterable<Secret>,
): IntegrationError {
  const { status, isHtml, requestId } = answer;
  const said = messageOf(answer, secrets);
  const problem = `${name(asked)} answered ${status}${said === "" ? "" : `: "${said}"`}`;
  if (status === 401) return new IntegrationError("CREDENTIALS_REJECTED", { problem, requestId });
  if (status === 429) return new IntegrationError("THROTTLED", { problem, requestId });
  if (status >= 500) return new IntegrationError("SIGMA_UNAVAILABLE", { problem, requestId });
  if (status >= 300 && status < 400) return redirected(answer, asked);
  if (isHtml) return notSigma(`${name(asked)} answered ${status} with a web page`);
  if (status === 403) return new IntegrationError("NOT_PERMITTED", { problem, requestId });
  if (status === 404 && said === "") return notSigma(problem);
  return new IntegrationError("REQUEST_REFUSED", { problem, requestId });
}

/** An answer that is a success by its status, and whose body cannot be understood. `has`: what it has instead, where known. */
export function unexpected(
  answer: HttpAnswer,
  asked: Asked,
  expected: string,
  has = "a body of another form",
): IntegrationError {
  if (answer.isHtml) return notSigma(`${name(asked)} answered ${answer.status} with a web page`);
  return new IntegrationError("UNEXPECTED_ANSWER", {
    problem: `${name(asked)} answered ${answer.status} with ${answer.isEmpty ? "an empty body" : has}`,
    expected,
    requestId: answer.requestId,
  });
}

/** Sigma's own words in an error, redacted; an empty text where there are none. */
export function messageOf({ json }: HttpAnswer, secrets: Iterable<Secret>): string {
  if (!isRecord(json) || typeof json["message"] !== "string") return "";
  return redact(json["message"], secrets);
}

/** Method, host and path: what may be shown of a request. */
export function name({ method, url }: Asked): string {
  return `${method} ${url.host}${url.pathname}`;
}

function notSigma(problem: string): IntegrationError {
  return new IntegrationError("NOT_SIGMA", {
    problem,
    expected: "JSON, as Sigma's API answers",
    advice:
      "Check the base URL: it is the API host shown under Administration > Developer Access, not the app's address. A proxy, or Sigma's throttling, can answer with a web page too; then run again later.",
  });
}

function redirected({ status, location }: HttpAnswer, asked: Asked): IntegrationError {
  const host =
    location !== undefined && URL.canParse(location, asked.url.href)
      ? new URL(location, asked.url).host
      : "an unknown host";
  return notSigma(
    `${name(asked)} answered ${status}, a redirect to ${host}, which is not followed`,
  );
}
