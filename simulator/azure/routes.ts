import { Hono } from "hono";

import { bearerToken } from "../http/bearer-token.ts";
import type { SimulatorContext, SimulatorEnv } from "../http/env.ts";
import { accountRoutes } from "./account-routes.ts";
import { ArmError, invalid, missing } from "./arm-error.ts";
import { keyOf } from "./arm-id.ts";
import { findRoute, type ArmAnswer, type ArmRoute } from "./arm-route.ts";
import type { Azure } from "./azure.ts";
import { deletedAccountRoutes } from "./deleted-account-routes.ts";
import { deploymentRoutes } from "./deployment-routes.ts";
import { keyRoutes } from "./key-routes.ts";
import { projectRoutes } from "./project-routes.ts";
import { subscriptionRoutes } from "./subscription-routes.ts";
import { createTokenRoutes } from "./token-routes.ts";

const routes: readonly ArmRoute[] = [
  ...accountRoutes,
  ...deploymentRoutes,
  ...keyRoutes,
  ...projectRoutes,
  ...deletedAccountRoutes,
  ...subscriptionRoutes,
];

/**
 * Azure Resource Manager for Cognitive Services, with the token endpoints that lead to it. Any api-version will do.
 *
 * @see https://learn.microsoft.com/rest/api/aiservices/accountmanagement
 */
export function createAzureApp(azure: Azure): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.route("/", createTokenRoutes(azure.tokens));
  // Not hono's own routes, since paths compare without regard to case.
  app.use(async (c, next) => (isArmPath(c.req.path) ? answer(c, azure) : next()));
  return app;
}

/** Whether a path belongs to Azure Resource Manager. */
export function isArmPath(path: string): boolean {
  return /^\/(?:subscriptions|providers)(?:\/|$)/i.test(path);
}

async function answer(c: SimulatorContext, azure: Azure): Promise<Response> {
  c.header("x-ms-request-id", c.get("requestId"));
  try {
    const { status, body, headers = {} } = await dispatch(c, azure);
    return body === undefined ? c.body(null, status, headers) : c.json(body, okOf(status), headers);
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    const { code, message } = error;
    return c.json({ error: { code, message } }, error.status);
  }
}

async function dispatch(c: SimulatorContext, azure: Azure): Promise<ArmAnswer> {
  demandToken(c, azure);
  const apiVersion = c.req.query("api-version");
  if (apiVersion === undefined) {
    throw invalid(
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  }
  const found = findRoute(routes, c.req.method, c.req.path);
  if (found === undefined) {
    throw missing("InvalidResourceType", `There is no resource at '${c.req.path}'.`);
  }
  if (found === "method") {
    throw new ArmError(405, "MethodNotAllowed", `'${c.req.path}' does not take ${c.req.method}.`);
  }
  const subscription = found.parameters.get("subscription");
  if (subscription !== undefined && keyOf(subscription) !== keyOf(azure.seed.subscriptionId)) {
    throw missing("SubscriptionNotFound", `The subscription '${subscription}' could not be found.`);
  }
  const { origin } = new URL(c.req.url);
  const body = await bodyWithoutNulls(c);
  return found.route.handle({ parameters: found.parameters, body, origin, apiVersion }, azure);
}

function demandToken(c: SimulatorContext, { tokens }: Azure): void {
  const token = bearerToken(c.req.header("authorization"));
  if (token === undefined) {
    const message = "Authentication failed. The 'Authorization' header is missing.";
    throw new ArmError(401, "AuthenticationFailed", message);
  }
  if (tokens.accepts(token)) return;
  throw new ArmError(401, "InvalidAuthenticationToken", "The access token is invalid.");
}

/** The JSON body; what is null counts as absent, as with Azure. */
async function bodyWithoutNulls(c: SimulatorContext): Promise<unknown> {
  const text = await c.req.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text, (_, value: unknown) => value ?? undefined);
  } catch {
    throw invalid("InvalidRequestContent", "The request content was invalid: it is not JSON.");
  }
}

function okOf(status: ArmAnswer["status"]): 200 | 201 | 202 {
  return status === 204 ? 200 : status;
}
