import type { VendorBlock } from "../../integration/config.ts";
import { keySlots } from "../../integration/credentials.ts";
import { IntegrationError } from "../../integration/errors.ts";
import type { SaveOutcome } from "../../integration/port.ts";
import type { Secret } from "../../integration/secret.ts";
import { isRecord } from "../../integration/unknown.ts";
import { parseReport, saveBody } from "./ai-config.ts";
import { answerOrThrow, callForOutcome } from "./call.ts";
import { messageOf, name, refusal } from "./failures.ts";
import type { HttpAnswer } from "../../http/http.ts";
import type { Attempted } from "../../http/retry.ts";
import { isNoSuchRoute, whyNoSuchRoute, type Route } from "./route.ts";

/**
 * Saves the integration, once. Sigma tries the credentials at the vendor before it answers, so this can take a minute or
 * two. Only an answer that refused the request at the door (401, 429) lets it be sent again. `ambiguous`: a server error, a
 * broken connection, or a success that cannot be read.
 */
export async function saveIntegration(
  vendor: VendorBlock<Secret>,
  route: Route,
): Promise<SaveOutcome> {
  const { session, tokens, request, signal } = route;
  const { connection, transport } = session;
  const save = { ...request, body: () => saveBody(vendor, connection.contract) };
  const { attempted, token } = await callForOutcome(save, tokens, transport, signal);
  const reason = whyAmbiguous(attempted);
  if (reason !== undefined) return { kind: "ambiguous", reason };
  const secrets = [...keySlots(vendor).map(({ key }) => key), connection.clientSecret, token];
  const answer = answerOrThrow(attempted, request, secrets, signal);
  if (answer.status >= 400) throw saveRefused(answer, route, secrets);

  const reported = parseReport(answer.json, connection.contract, secrets);
  return reported?.kind === "present"
    ? { kind: "saved", report: reported.report }
    : { kind: "saved" };
}

/**
 * Why nobody knows what became of the save: a connection that broke, a server error, a request that timed out there, and a
 * success whose body says nothing that can be understood.
 */
function whyAmbiguous(attempted: Attempted): string | undefined {
  if ("failure" in attempted) {
    return attempted.failure.mayHaveArrived ? attempted.failure.message : undefined;
  }
  const { status, json, isHtml, isEmpty } = attempted.answer;
  if (status === 408 || (status >= 500 && status !== 501)) return `Sigma answered ${status}`;
  if (status >= 300 || isEmpty) return undefined;
  if (isHtml) return `Sigma answered ${status} with a web page`;
  return isRecord(json) ? undefined : `Sigma answered ${status} with a body of another form`;
}

/** What was there before is still there. Sigma's text is told without any part of a key. */
function saveRefused(
  answer: HttpAnswer,
  { request, configId }: Route,
  secrets: readonly Secret[],
): IntegrationError {
  const { status, requestId } = answer;
  const said = messageOf(answer, secrets);
  if (status === 404 && configId !== undefined && !answer.isHtml) {
    return new IntegrationError("REQUEST_REFUSED", {
      problem: `${name(request)} does not know the configuration that was read a moment ago`,
      advice: "Nothing was saved. It may have been removed meanwhile: run again.",
      requestId,
    });
  }
  if (isNoSuchRoute(answer)) {
    return new IntegrationError("REQUEST_REFUSED", {
      problem: `${name(request)} does not know how to save AI settings: ${whyNoSuchRoute(answer)}`,
      advice:
        "Check that the base URL is that of the organization's region. If Sigma's route differs, name it in the file of SIGMA_CONTRACT.",
      requestId,
    });
  }
  if (/failed to validate/i.test(said)) {
    return new IntegrationError("VALIDATION_FAILED", {
      problem: `Sigma answered "${said}"`,
      requestId,
    });
  }
  if (status !== 400 && status !== 409 && status !== 422) return refusal(answer, request, secrets);
  return new IntegrationError("SAVE_REFUSED", {
    problem: `Sigma answered ${status}${said === "" ? "" : `: "${said}"`}`,
    advice: "Follow Sigma's message; what was configured before is still there.",
    requestId,
  });
}
