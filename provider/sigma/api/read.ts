import type { Observation } from "../../integration/port.ts";
import { parseReport, type Reported } from "./ai-config.ts";
import { call } from "./call.ts";
import { refusal, unexpected } from "./failures.ts";
import { onlyEntry } from "./only-entry.ts";
import { isNoSuchRoute, whyNoSuchRoute, type Route } from "./route.ts";
import type { Secret } from "../../integration/secret.ts";
import type { Contract } from "../contract.ts";

/** What a read found, and the id of what is there where it has one. */
export type Found = Observation & { configId?: string };

/** What an answer to a read says; a text says why it says nothing. */
export type Told = Exclude<Reported, { kind: "silent" }> | { kind: "unclear"; reason: string };

/**
 * Reads the integration. A route that Sigma does not know is `unknown`; absence needs an answer that says so. Throws for
 * everything else: refusals, server errors, and a body of unknown form.
 */
export async function readIntegration(route: Route): Promise<Found> {
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
  const told = parseRead(answer.json, contract, secrets);
  if (told.kind !== "unclear") return told;
  const expected =
    contract.report.list === undefined
      ? "the vendor, or null where none is configured"
      : "a list with one configuration, or an empty one";
  throw unexpected(answer, request, expected, told.reason);
}

/**
 * Reads what an answer to a read says, in a list too where the contract says so. An entry that names no vendor does not say
 * that nothing is configured.
 */
export function parseRead(json: unknown, contract: Contract, secrets: readonly Secret[]): Told {
  const unclear = { kind: "unclear", reason: "a body of another form" } as const;
  const { list } = contract.report;
  const found = list === undefined ? undefined : onlyEntry(json, list);
  if (found?.kind === "unclear") return found;
  if (found?.kind === "none") return { kind: "absent" };
  const reported = parseReport(found === undefined ? json : found.entry, contract, secrets);
  if (reported?.kind === "present") return reported;
  return reported?.kind === "absent" && found === undefined ? reported : unclear;
}
