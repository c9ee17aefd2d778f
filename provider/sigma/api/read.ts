import type { Observation } from "../../integration/port.ts";
import { parseReport } from "./ai-config.ts";
import { call } from "./call.ts";
import { refusal, unexpected } from "./failures.ts";
import { isNoSuchRoute, whyNoSuchRoute, type Route } from "./route.ts";

/**
 * Reads the integration. A route that Sigma does not know is `unknown`; absence needs an answer that says so. Throws for
 * everything else: refusals, server errors, and a body of unknown form.
 */
export async function readIntegration(route: Route): Promise<Observation> {
  const { session, tokens, request, signal } = route;
  const { contract } = session.connection;
  const { answer, secrets } = await call(
    request,
    tokens,
    session.connection,
    session.transport,
    signal,
  );
  if (isNoSuchRoute(answer)) {
    return {
      kind: "unknown",
      reason: `Sigma's API cannot read AI settings: ${whyNoSuchRoute(answer)}`,
    };
  }
  if (answer.status >= 400) throw refusal(answer, request, secrets);
  const reported = parseReport(answer.json, contract, secrets);
  if (reported === undefined || reported.kind === "silent") {
    throw unexpected(answer, request, "the vendor, or null where none is configured");
  }
  return reported;
}
