import { bearerToken } from "../http/bearer-token.ts";
import type { SeedDeployment } from "../seed/seed.ts";
import { AZURE_ERRORS, azureFailure, operationNotSupported } from "./azure-errors.ts";
import { allows } from "./firewall.ts";
import { chatCompletion, embeddings, modelList } from "./openai-answers.ts";
import { createVendorApp, readObject, type VendorApp, type VendorContext } from "./vendor-app.ts";
import type { AzureResource, VendorBook } from "./vendor-book.ts";

type Operation = "chatCompletion" | "embeddings";

/** The last version that lists deployments on the data plane. */
const DEPLOYMENTS_VERSION = "2023-03-15-preview";

/**
 * The data plane of Azure OpenAI, for every resource of the seed, told apart by the host name.
 *
 * The order of the checks (network, then kind of authentication, then key) is assumed; Azure does not document it.
 *
 * @see https://learn.microsoft.com/azure/ai-foundry/openai/reference
 */
export function createAzureOpenAi(book: VendorBook): VendorApp {
  const resourceOf = (c: VendorContext) => book.azureByHost(new URL(c.req.url).hostname);
  const deploymentOf = (c: VendorContext, id: unknown) =>
    resourceOf(c)?.deployments.find((deployment) => deployment.id === id);

  const app = createVendorApp((c) => {
    c.header("apim-request-id", "simulated");
    const resource = resourceOf(c);
    if (resource === undefined) return azureFailure(c, AZURE_ERRORS.notFound);
    return admission(c, resource);
  });

  app.get("/openai/deployments", (c) => {
    if (c.req.query("api-version") !== DEPLOYMENTS_VERSION) return c.notFound();
    const deployments = resourceOf(c)?.deployments ?? [];
    return c.json({ object: "list", data: deployments.map((one) => described(one)) });
  });
  app.get("/openai/v1/models", (c) => c.json(modelList(catalogue(resourceOf(c)))));
  app.get("/openai/models", (c) => {
    if (c.req.query("api-version") === undefined) return c.notFound();
    return c.json(modelList(catalogue(resourceOf(c))));
  });

  app.post("/openai/v1/chat/completions", async (c) => {
    const body = await readObject(c);
    return answer(c, "chatCompletion", deploymentOf(c, body["model"]), body);
  });
  app.post("/openai/v1/embeddings", async (c) => {
    const body = await readObject(c);
    return answer(c, "embeddings", deploymentOf(c, body["model"]), body);
  });
  app.post("/openai/deployments/:id/:operation{chat/completions|embeddings}", async (c) => {
    if (c.req.query("api-version") === undefined) return c.notFound();
    const { id, operation } = c.req.param();
    const wanted = operation === "embeddings" ? "embeddings" : "chatCompletion";
    return answer(c, wanted, deploymentOf(c, id), await readObject(c));
  });

  app.notFound((c) => azureFailure(c, AZURE_ERRORS.notFound));
  return app;
}

function admission(c: VendorContext, resource: AzureResource): Response | undefined {
  if (resource.publicNetworkAccess === "Disabled") {
    return azureFailure(c, AZURE_ERRORS.publicAccessDisabled);
  }
  if (!allows(resource.firewall, c.env.source)) return azureFailure(c, AZURE_ERRORS.firewall);
  if (resource.disableLocalAuth) return azureFailure(c, AZURE_ERRORS.keysDisabled);
  // Only the v1 paths take the key as a bearer token too.
  const bearer = c.req.path.startsWith("/openai/v1/")
    ? bearerToken(c.req.header("authorization"))
    : undefined;
  const key = c.req.header("api-key") ?? bearer;
  return key !== undefined && resource.keys.state(key) === "valid"
    ? undefined
    : azureFailure(c, AZURE_ERRORS.wrongKey);
}

function answer(
  c: VendorContext,
  operation: Operation,
  deployment: SeedDeployment | undefined,
  body: Readonly<Record<string, unknown>>,
): Response {
  if (deployment === undefined) return azureFailure(c, AZURE_ERRORS.deploymentNotFound);
  const { model, version } = deployment;
  if ((operation === "embeddings") !== model.startsWith("text-embedding-")) {
    return azureFailure(c, operationNotSupported(operation, model));
  }
  if (operation === "embeddings") return c.json(embeddings(model));
  if ("max_tokens" in body && /^(?:gpt-5|o\d)/.test(model)) {
    return azureFailure(c, AZURE_ERRORS.maxTokens);
  }
  return c.json(chatCompletion(`${model}-${version}`));
}

function described({ id, model }: SeedDeployment) {
  return { id, model, object: "deployment", owner: "organization-owner", status: "succeeded" };
}

/** Azure lists what could be deployed, not what is; here that is every model deployed anywhere on the resource. */
function catalogue(resource: AzureResource | undefined): string[] {
  return (resource?.deployments ?? []).map(({ model, version }) => `${model}-${version}`);
}
