import { answerOrThrow, callForOutcome } from "../../sigma/api/call.ts";
import { refusal } from "../../sigma/api/failures.ts";
import { openRoute } from "../../sigma/api/route.ts";
import type { Session } from "../../sigma/api/session.ts";
import type { Operation, Override } from "../../sigma/contract.ts";
import type { HttpAnswer } from "../../http/http.ts";
import { IntegrationError } from "../../integration/errors.ts";
import { repeatsSecret } from "../../integration/redact.ts";
import type { Secret } from "../../integration/secret.ts";
import { isRecord } from "../../integration/unknown.ts";

/** What one request was answered with: names and numbers, never a value. */
export type Seen = NonNullable<Override["probe"]>["steps"][number];

/** One request of a walk, and its answer. */
export interface Step {
  seen: Seen;
  /** Nothing where no answer came. */
  answer?: HttpAnswer;
  /** Whether Sigma accepted it, with a body that can be understood. */
  accepted: boolean;
  /** Whether it may have been carried out. */
  mayHaveWorked: boolean;
  /** Why it was not accepted. */
  problem?: IntegrationError;
}

/** How a request is sent. */
export interface Sending {
  session: Session;
  /** What no text may repeat. */
  secrets: readonly Secret[];
  /** Milliseconds. */
  timeout: number;
  signal: AbortSignal;
  body?: () => string;
  /** The id of what is there, as the last read told it. */
  configId?: string | undefined;
}

const NAME_LIMIT = 200;
const DEPTH_LIMIT = 5;

/** Sends one operation as the client does, and notes what came. Throws only where nothing was sent. */
export async function takeStep(
  name: string,
  { method, path }: Operation,
  { session, secrets, timeout, signal, body, configId }: Sending,
): Promise<Step> {
  const route = await openRoute(
    session,
    undefined,
    { method, path, grade: "assumed" },
    timeout,
    signal,
    configId,
  );
  const request = { ...route.request, ...(body === undefined ? {} : { body }) };
  const sent = await callForOutcome(request, route.tokens, session.transport, signal);
  const { attempted, token } = sent;
  const known = [...secrets, session.connection.clientSecret, token];
  const base = { step: name, method, path };
  if ("failure" in attempted) {
    return {
      seen: { ...base, status: null, body: "none", fields: [] },
      accepted: false,
      mayHaveWorked: attempted.doubtful || attempted.failure.mayHaveArrived,
      problem: problemOf(() => answerOrThrow(attempted, request, known, signal)),
    };
  }
  const { answer } = attempted;
  const { status, isHtml, isEmpty, json } = answer;
  const isList = Array.isArray(json) && session.connection.contract.report.list === "";
  const accepted = status < 300 && !isHtml && (isEmpty || isRecord(json) || isList);
  return {
    seen: { ...base, status, body: bodyOf(answer), fields: fieldNames(json, known) },
    answer,
    accepted,
    mayHaveWorked:
      attempted.doubtful || status < 400 || status === 408 || (status >= 500 && status !== 501),
    ...(accepted ? {} : { problem: refusal(answer, request, known) }),
  };
}

/** The names in a JSON value, by their places: `config.type`, `entries[].id`. Never a value, nor a name that may be one. */
export function fieldNames(json: unknown, secrets: readonly Secret[] = []): string[] {
  const names = new Set<string>();
  collect(json, "", 0, names, secrets);
  return [...names].sort();
}

/** Whether an answer says that there is no such route. A web page may come from anybody. */
export function saysNoRoute({ answer }: Step): boolean {
  return answer !== undefined && !answer.isHtml && [404, 405, 501].includes(answer.status);
}

function collect(
  value: unknown,
  place: string,
  depth: number,
  names: Set<string>,
  secrets: readonly Secret[],
): void {
  if (depth > DEPTH_LIMIT || names.size >= NAME_LIMIT) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, `${place}[]`, depth + 1, names, secrets);
    return;
  }
  if (!isRecord(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    // A name with digits may be an id that serves as a name.
    const isName = /^[A-Za-z_][A-Za-z_-]{0,60}$/.test(name) && !repeatsSecret(name, secrets);
    const shown = isName ? name : "(other)";
    const full = place === "" ? shown : `${place}.${shown}`;
    names.add(full);
    collect(inner, full, depth + 1, names, secrets);
  }
}

function bodyOf({ isEmpty, isHtml, json }: HttpAnswer): Seen["body"] {
  if (isEmpty) return "empty";
  if (isHtml) return "html";
  return json === undefined ? "other" : "json";
}

function problemOf(work: () => unknown): IntegrationError {
  try {
    work();
  } catch (error) {
    if (error instanceof IntegrationError) return error;
    throw error;
  }
  return new IntegrationError("INTERNAL", { problem: "a failure that is none" });
}
