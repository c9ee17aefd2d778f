import type { Handlers, RawAnswers } from "./protocol/provider-service.ts";
import type { Provider } from "./provider.ts";

/**
 * What answers each call. Each is loaded at its first call: Terraform starts the provider three times for a plan, and the
 * first time asks only for the schema.
 */
export function createHandlers(provider: Provider): Handlers {
  return {
    validateProviderConfig: async (request) =>
      (await import("./rpc/validate-provider-config.ts")).validateProviderConfig(request, provider),
    configureProvider: async (request) =>
      (await import("./rpc/configure-provider.ts")).configureProvider(request, provider),
    stopProvider: async () => (await import("./rpc/stop-provider.ts")).stopProvider(provider),

    validateResourceConfig: async (request) =>
      (await import("./rpc/validate-resource-config.ts")).validateResourceConfig(request, provider),
    upgradeResourceState: async (request) =>
      (await import("./rpc/upgrade-resource-state.ts")).upgradeResourceState(request, provider),
    upgradeResourceIdentity: async (request) =>
      (await import("./rpc/upgrade-resource-identity.ts")).upgradeResourceIdentity(request),
    readResource: async (request, call) =>
      (await import("./rpc/read-resource.ts")).readResource(request, provider, call),
    planResourceChange: async (request) =>
      (await import("./rpc/plan-resource-change.ts")).planResourceChange(request, provider),
    applyResourceChange: async (request, call) =>
      (await import("./rpc/apply-resource-change.ts")).applyResourceChange(request, provider, call),
    importResourceState: async (request, call) =>
      (await import("./rpc/import-resource-state.ts")).importResourceState(request, provider, call),
    moveResourceState: async (request, call) =>
      (await import("./rpc/move-resource-state.ts")).moveResourceState(request, provider, call),

    validateDataResourceConfig: async () =>
      (await import("./rpc/validate-data-resource-config.ts")).validateDataResourceConfig(),
    readDataSource: async (request, call) =>
      (await import("./rpc/read-data-source.ts")).readDataSource(request, provider, call),
    validateListResourceConfig: async () =>
      (await import("./rpc/validate-list-resource-config.ts")).validateListResourceConfig(),
    async *listResource(request, call) {
      const { listResource } = await import("./rpc/list-resource.ts");
      yield* listResource(request, provider, call);
    },
    callFunction: async (request) => (await import("./rpc/call-function.ts")).callFunction(request),
  };
}

/** The answers that are the same at every call, encoded when the package was built. */
export const rawAnswers: RawAnswers = {
  getProviderSchema: async () => (await import("./rpc/get-provider-schema.ts")).getProviderSchema(),
  getMetadata: async () => (await import("./rpc/get-metadata.ts")).getMetadata(),
  getFunctions: async () => (await import("./rpc/get-functions.ts")).getFunctions(),
  getResourceIdentitySchemas: async () =>
    (await import("./rpc/get-resource-identity-schemas.ts")).getResourceIdentitySchemas(),
};
