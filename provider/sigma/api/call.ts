import type { Dispatcher } from "undici";
import { repeatsSecret } from "../../integration/redact.ts";
import type { Secret } from "../../integration/secret.ts";
import type { Connection } from "../connection.ts";
import type { TokenSource } from "./access-token.ts";
import type { Clock } from "../../http/clock.ts";
import { connectionError, refusal, type Asked } from "./failures.ts";
import { send, type HttpAnswer, type HttpRequest } from "../../http/http.ts";
import { attempt, type Attempted } from "../../http/retry.ts";

/** The longest wait for an answer, in milliseconds. A save waits for the vendor, whom Sigma asks first. */
export const ANSWER_TIMEOUT = { read: 30_000, save: 120_000 } as const;

/** What the process lends to every session. */
export interface Transport {
  dispatcher: Dispatcher;
  clock: Clock;
  /** Names this program, the engine and their versions to Sigma. */
  userAgent: string;
}

/** One call of Sigma's API. */
export interface Call {
  method: HttpRequest["method"];
  url: URL;
  /** Writes the JSON body, at the last moment, since it may hold keys. */
  body?: () => string;
  /** Milliseconds. */
  timeout: number;
}

/** An answer to a call, and the secrets that its message may echo. */
export interface Answered {
  answer: HttpAnswer;
  secrets: readonly Secret[];
}

/**
 * Sends one call with a token, as often as the retry policy allows. A 401 drops the token and tries once more, since a token
 * may have been revoked. Answers any status but 401, 403, 429 and server errors, which are thrown.
 */
export async function call(
  request: Call,
  tokens: TokenSource,
  { clientSecret }: Pick<Connection, "clientSecret">,
  transport: Transport,
  signal: AbortSignal,
): Promise<Answered> {
  const { attempted, token } = await callForOutcome(request, tokens, transport, signal);
  const secrets = [clientSecret, token];
  return { answer: answerOrThrow(attempted, request, secrets, signal), secrets };
}

/** Like {@link call}, for a caller that must tell a request that may have arrived from one that cannot have. */
export async function callForOutcome(
  request: Call,
  tokens: TokenSource,
  transport: Transport,
  signal: AbortSignal,
): Promise<{ attempted: Attempted; token: Secret }> {
  const token = await tokens.current(signal);
  const attempted = await sendWith(token, request, transport, signal);
  if (!("answer" in attempted) || attempted.answer.status !== 401) return { attempted, token };
  tokens.drop(token);
  const fresh = await tokens.current(signal);
  const again = await sendWith(fresh, request, transport, signal);
  return {
    attempted: { ...again, doubtful: attempted.doubtful || again.doubtful },
    token: fresh,
  };
}

/** The answer of an attempt, without a request's id that repeats a secret; or the error that it stands for. */
export function answerOrThrow(
  attempted: Attempted,
  asked: Asked,
  secrets: readonly Secret[],
  signal: AbortSignal,
): HttpAnswer {
  if ("failure" in attempted) throw connectionError(attempted.failure, asked, signal);
  const { requestId = "" } = attempted.answer;
  const answer = repeatsSecret(requestId, secrets)
    ? { ...attempted.answer, requestId: undefined }
    : attempted.answer;
  const refused =
    [401, 403, 429].includes(answer.status) ||
    answer.status >= 500 ||
    (answer.status >= 300 && answer.status < 400);
  if (refused && answer.status !== 501) throw refusal(answer, asked, secrets);
  return answer;
}

async function sendWith(
  token: Secret,
  { method, url, body, timeout }: Call,
  { dispatcher, clock, userAgent }: Transport,
  signal: AbortSignal,
): Promise<Attempted> {
  const request = (): HttpRequest => ({
    method,
    url,
    timeout,
    headers: {
      accept: "application/json",
      authorization: `Bearer ${token.reveal()}`,
      "user-agent": userAgent,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: body() }),
  });
  return attempt(method, () => send(request(), dispatcher, signal), clock, signal);
}
