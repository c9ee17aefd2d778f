import type { Simulator } from "../../simulator/index.ts";

/** The subscription of the simulated Azure. */
export const SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";

/** The tenant of the simulated Azure. */
const TENANT = "00000000-0000-0000-0000-0000000000aa";

/** What a project's folder must have in it: the authority that azapi is to trust. */
export const AUTHORITY_FILE = "ca.pem";

/**
 * The variables with which azapi finds the simulated Azure, which must be served over TLS. `SSL_CERT_FILE` is left to the
 * caller, who knows where {@link AUTHORITY_FILE} is.
 */
export function azapiEnvironment({ url, azure }: Simulator): Record<string, string> {
  return {
    ARM_SUBSCRIPTION_ID: SUBSCRIPTION,
    ARM_TENANT_ID: TENANT,
    ARM_SKIP_PROVIDER_REGISTRATION: "true",
    ARM_USE_CLI: "false",
    ARM_USE_MSI: "true",
    ARM_RESOURCE_MANAGER_ENDPOINT: azure.url,
    ARM_RESOURCE_MANAGER_AUDIENCE: azure.url,
    ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST: azure.url,
    IDENTITY_ENDPOINT: `${url}/token`,
    IDENTITY_HEADER: "any",
  };
}
