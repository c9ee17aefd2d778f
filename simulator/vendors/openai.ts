import type { ContentfulStatusCode } from "hono/utils/http-status";

import { bearerToken } from "../http/bearer-token.ts";
import { chatCompletion, embeddings, modelList } from "./openai-answers.ts";
import { createVendorApp, readObject, type VendorApp, type VendorContext } from "./vendor-app.ts";
import type { VendorBook } from "./vendor-book.ts";

const NO_KEY =
  "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.";
const MISSING_SCOPE =
  "You have insufficient permissions for this operation. Missing scopes: api.model.read.";
const UNPAID =
  "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.";

/**
 * OpenAI's API at https://api.openai.com.
 *
 * A restricted key can do inference but cannot list models; an unpaid one can list models but do no inference.
 *
 * @see https://platform.openai.com/docs/guides/error-codes
 */
export function createOpenAi(book: VendorBook): VendorApp {
  const stateOf = (c: VendorContext) =>
    book.keys("openai").state(bearerToken(c.req.header("authorization")) ?? "");

  const app = createVendorApp((c) => {
    const key = bearerToken(c.req.header("authorization"));
    if (key === undefined) return unauthorized(c, null, NO_KEY);
    const state = stateOf(c);
    return state === undefined || state === "revoked"
      ? unauthorized(c, "invalid_api_key", incorrectKey(key))
      : undefined;
  });

  app.use("/v1/models/*", async (c, next) => {
    if (stateOf(c) === "restricted") return unauthorized(c, null, MISSING_SCOPE);
    await next();
    return undefined;
  });
  app.get("/v1/models", (c) => c.json(modelList(book.models("openai"))));
  app.get("/v1/models/:model", (c) => {
    const model = c.req.param("model");
    return book.models("openai").includes(model)
      ? c.json({ id: model, object: "model", owned_by: "openai" })
      : modelNotFound(c, model);
  });

  app.on("POST", ["/v1/chat/completions", "/v1/embeddings"], async (c) => {
    if (stateOf(c) === "unpaid") {
      return failure(c, 429, "insufficient_quota", "insufficient_quota", UNPAID);
    }
    const { model } = await readObject(c);
    if (typeof model !== "string") {
      return failure(c, 400, "invalid_request_error", null, "you must provide a model parameter");
    }
    if (!book.models("openai").includes(model)) return modelNotFound(c, model);
    return c.json(c.req.path.endsWith("/embeddings") ? embeddings(model) : chatCompletion(model));
  });

  app.notFound((c) =>
    failure(
      c,
      404,
      "invalid_request_error",
      null,
      `Invalid URL (${c.req.method} ${new URL(c.req.url).pathname})`,
    ),
  );
  return app;
}

/** OpenAI's text shows the first eight and the last four characters of the key; a short key it shows whole. */
function incorrectKey(key: string): string {
  const hidden = key.length - 12;
  const shown = hidden > 0 ? `${key.slice(0, 8)}${"*".repeat(hidden)}${key.slice(-4)}` : key;
  return `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`;
}

function unauthorized(c: VendorContext, code: string | null, message: string): Response {
  return failure(c, 401, "invalid_request_error", code, message);
}

function modelNotFound(c: VendorContext, model: string): Response {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  return failure(c, 404, "invalid_request_error", "model_not_found", message);
}

function failure(
  c: VendorContext,
  status: ContentfulStatusCode,
  type: string,
  code: string | null,
  message: string,
): Response {
  return c.json({ error: { message, type, param: null, code } }, status);
}
