/** The name of the package, and of the plugin. */
export const PACKAGE = "sigma";

/** The type of the resource. */
export const RESOURCE = `${PACKAGE}:index:ExternalAiIntegration`;

/** The function that tells what Sigma reports of one organization. */
export const GET_INTEGRATION = `${PACKAGE}:index:getExternalAiIntegration`;

/** The function that lists the tenants. */
export const GET_TENANTS = `${PACKAGE}:index:getTenants`;
