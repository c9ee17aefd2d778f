import { echo, type IntegrationState } from "../../../../provider/integration/state.ts";
import { factsOf } from "../../../../provider/integration/facts.ts";
import { changes, type CredentialComparison } from "../../../../provider/integration/changes.ts";
import { configOf, type Raw } from "./configs.ts";

/** The state after a save of a configuration that Sigma reports in full, with `overrides` in it. */
export function stateOf(raw: Raw, overrides: Partial<IntegrationState> = {}): IntegrationState {
  const config = configOf(raw);
  const facts = factsOf(config.vendor);
  return {
    organizationId: "org-acme",
    aiProvider: facts.aiProvider,
    status: "configured",
    driftVisibility: "full",
    applied: facts,
    remote: facts,
    credentialFingerprint: "v1:AA:BB",
    appliedRevision: "api:7",
    remoteRevision: "api:7",
    ...echo(config),
    ...overrides,
  };
}

/** The changes as `kind origin path: reason`. */
export function changeList(
  raw: Raw,
  state: IntegrationState,
  credential: CredentialComparison = "same",
): string[] {
  return changes(configOf(raw), state, credential).map(
    ({ kind, origin, path, reason }) => `${kind} ${origin} ${path}: ${reason}`,
  );
}
