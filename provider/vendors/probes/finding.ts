import type { HttpAnswer, TransportFailure } from "../../http/http.ts";
import type { Verdict } from "../../integration/preflight.ts";
import { redact, repeatsSecret } from "../../integration/redact.ts";
import type { Secret } from "../../integration/secret.ts";
import { isRecord } from "../../integration/unknown.ts";

/** A verdict, before it is known which field it is about. */
export type Finding = Omit<Verdict, "path">;

/** Sigma can work with this. `advice` is for what works and is not as it should be. */
export function valid(reason: string, advice?: string): Finding {
  return { verdict: "valid", reason, ...(advice === undefined ? {} : { advice }) };
}

/** Sigma cannot work with this. */
export function invalid(reason: string, advice: string): Finding {
  return { verdict: "invalid", reason, advice };
}

/** It works with a reservation, or cannot be told from here. */
export function inconclusive(reason: string, advice: string): Finding {
  return { verdict: "inconclusive", reason, advice };
}

/** What a vendor's refusal says, in the forms that vendors share: `{ error: { code, type, status, message } }`. */
export interface Refusal {
  code: string;
  type: string;
  /** The text, as it came; it may have part of a key in it. */
  message: string;
}

/** Reads a refusal; empty texts where there is none. */
export function refusalIn({ json }: HttpAnswer): Refusal {
  const body = isRecord(json) ? json : {};
  const error = isRecord(body["error"]) ? body["error"] : body;
  return {
    code: text(error["code"]),
    type: text(error["type"]),
    message: text(error["message"]),
  };
}

/** The headers in which vendors tell the id of a request, for their support. */
const REQUEST_IDS = ["apim-request-id", "x-request-id", "request-id"] as const;

/** What a vendor answered, in its own words without any part of a key, and with its id of the request. */
export function answered(who: string, answer: HttpAnswer, secrets: readonly Secret[]): string {
  const said = redact(refusalIn(answer).message, secrets);
  const id = REQUEST_IDS.map(answer.header).find((value) => value !== undefined);
  const isShown = id !== undefined && /^[\w.:-]{1,100}$/.test(id) && !repeatsSecret(id, secrets);
  return `${who} answered ${answer.status}${said === "" ? "" : ` "${said}"`}${isShown ? ` (request ${id})` : ""}`;
}

/** For a vendor that could not be asked. */
export function unreachable(host: string, failure: TransportFailure): Finding {
  return inconclusive(
    `${host} could not be asked: ${failure.message}`,
    "Check the network and the proxy settings of the machine that runs this. Sigma asks from its own addresses.",
  );
}

/** For an answer that says nothing about the credentials: a failure of the vendor's, a web page, something new. */
export function unclear(who: string, answer: HttpAnswer, secrets: readonly Secret[]): Finding {
  const what = answer.isHtml ? `${who} answered ${answer.status} with a web page` : undefined;
  return inconclusive(
    what ?? answered(who, answer, secrets),
    "That says nothing certain about the credentials. Run again, or see what is between this machine and the vendor.",
  );
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
