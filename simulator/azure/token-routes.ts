import { Hono } from "hono";

import type { SimulatorContext, SimulatorEnv } from "../http/env.ts";
import type { AzureTokens } from "./azure-tokens.ts";

const MANAGEMENT = "https://management.azure.com/";

/**
 * Where access tokens for Azure come from: our own endpoint, which asks for nothing, and the two forms of a managed
 * identity, App Service (`/token`) and virtual machine.
 *
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export function createTokenRoutes(tokens: AzureTokens): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.on(["GET", "POST"], "/_azure/token", (c) =>
    c.json(tokens.issue(c.req.query("resource") ?? MANAGEMENT)),
  );
  app.get("/token", (c) => ofIdentity(c, "x-identity-header", tokens));
  app.get("/metadata/identity/oauth2/token", (c) => ofIdentity(c, "metadata", tokens));
  return app;
}

function ofIdentity(c: SimulatorContext, header: string, tokens: AzureTokens): Response {
  const resource = c.req.query("resource");
  const lacks = [
    ...(c.req.header(header) === undefined ? [`the header ${header}`] : []),
    ...(c.req.query("api-version") === undefined ? ["api-version"] : []),
  ];
  if (resource === undefined || lacks.length > 0) {
    const lacking = [...lacks, ...(resource === undefined ? ["resource"] : [])].join(", ");
    const error_description = `Required and not specified: ${lacking}`;
    return c.json({ error: "invalid_request", error_description }, 400);
  }
  return c.json(tokens.issue(resource));
}
