import * as sigma from "pulumi-sigma";

const ai = new sigma.ExternalAiIntegration("ai", {
  // Read when it is needed, so that the state holds no key.
  openai: { apiKey: { fromEnv: "OPENAI_API_KEY" } },
});

// Asked once the integration is there.
const reported = sigma.getExternalAiIntegrationOutput({}, { dependsOn: [ai] });

export const { organizationId, status } = ai;
export const { aiProvider } = reported;
export const tenants = sigma
  .getTenantsOutput()
  .apply((found) => found.tenants.map((tenant) => tenant.organizationId));
