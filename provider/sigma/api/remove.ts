import { IntegrationError } from "../../integration/errors.ts";
import type { RemoveOutcome } from "../../integration/port.ts";
import { isRecord } from "../../integration/unknown.ts";
import { answerOrThrow, callForOutcome } from "./call.ts";
import { name, refusal } from "./failures.ts";
import type { HttpAnswer } from "../../http/http.ts";
import { isNoSuchRoute, whyNoSuchRoute, type Route } from "./route.ts";

/**
 * Removes the integration. A route that Sigma does not know is never taken for success: REMOVE_UNSUPPORTED is thrown, with
 * the way out. `ambiguous`: the connection broke or Sigma failed, after as many attempts as the policy allows.
 */
export async function removeIntegration({
  session,
  tokens,
  request,
  signal,
}: Route): Promise<RemoveOutcome> {
  const { connection, transport } = session;
  const { attempted, token } = await callForOutcome(request, tokens, transport, signal);
  const { doubtful } = attempted;
  if ("failure" in attempted && (doubtful || attempted.failure.mayHaveArrived)) {
    return { kind: "ambiguous", reason: attempted.failure.message };
  }
  if ("answer" in attempted && attempted.answer.status >= 500 && attempted.answer.status !== 501) {
    return { kind: "ambiguous", reason: `Sigma answered ${attempted.answer.status}` };
  }
  const secrets = [connection.clientSecret, token];
  const answer = answerOrThrow(attempted, request, secrets, signal);
  // After an attempt that may have worked, "not found" may be said of the integration.
  if (doubtful && isNoSuchRoute(answer)) {
    return { kind: "ambiguous", reason: `at another attempt ${whyNoSuchRoute(answer)}` };
  }
  if (isNoSuchRoute(answer)) throw unsupported(`${name(request)}: ${whyNoSuchRoute(answer)}`);
  if (answer.status >= 400) throw refusal(answer, request, secrets);
  if (isUnderstood(answer)) return { kind: "removed" };
  return {
    kind: "ambiguous",
    reason: `Sigma answered ${answer.status} with a body of another form`,
  };
}

/**
 * How to be rid of a resource whose integration cannot be removed through the API. A refresh after a removal by hand does not
 * do: where the API cannot read either, the resource stays in the state.
 */
export const WAY_OUT =
  'Set {removal} to "retain", apply, then delete the resource, and remove the integration by hand under Administration > AI settings';

/** No way to remove: nothing was removed, and the way out is named. */
export function unsupported(problem: string): IntegrationError {
  return new IntegrationError("REMOVE_UNSUPPORTED", {
    problem: `Sigma's API cannot remove the integration: ${problem}`,
    advice: `Nothing was removed. ${WAY_OUT}.`,
  });
}

function isUnderstood({ json, isEmpty }: HttpAnswer): boolean {
  return isEmpty || isRecord(json);
}
