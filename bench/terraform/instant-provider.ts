/**
 * A provider that does nothing: its layer of the protocol and its schema are ours, and it answers with what it was asked. The
 * floor under every provider that is made as ours is.
 */
import { rawAnswers } from "../../provider/terraform/handlers.ts";
import type { Handlers } from "../../provider/terraform/protocol/provider-service.ts";
import { serveProvider } from "../../provider/terraform/protocol/serve.ts";

const NOTHING = new Uint8Array();

const handlers: Handlers = {
  validateProviderConfig: async () => ({}),
  configureProvider: async () => ({}),
  stopProvider: async () => ({}),
  validateResourceConfig: async () => ({}),
  upgradeResourceState: async ({ rawState }) => ({
    upgradedState: { msgpack: NOTHING, json: rawState?.json ?? NOTHING },
  }),
  upgradeResourceIdentity: async ({ rawIdentity }) => ({
    upgradedIdentity: { identityData: { msgpack: NOTHING, json: rawIdentity?.json ?? NOTHING } },
  }),
  readResource: async ({ currentState, currentIdentity }) => ({
    newState: currentState,
    newIdentity: currentIdentity,
  }),
  planResourceChange: async ({ priorState, priorIdentity }) => ({
    plannedState: priorState,
    plannedIdentity: priorIdentity,
  }),
};

void serveProvider(handlers, { raw: rawAnswers });
