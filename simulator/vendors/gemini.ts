import type { ContentfulStatusCode } from "hono/utils/http-status";

import type { KeyState } from "../seed/seed.ts";
import { createVendorApp, type VendorApp, type VendorContext } from "./vendor-app.ts";
import type { VendorBook } from "./vendor-book.ts";

interface Refusal {
  readonly code: ContentfulStatusCode;
  readonly status: string;
  readonly message: string;
  readonly reason?: string;
}

const NO_KEY: Refusal = {
  code: 403,
  status: "PERMISSION_DENIED",
  message:
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
};
const INVALID_KEY: Refusal = {
  code: 400,
  status: "INVALID_ARGUMENT",
  message: "API key not valid. Please pass a valid API key.",
  reason: "API_KEY_INVALID",
};
const REFUSALS: Readonly<Record<KeyState, Refusal | undefined>> = {
  valid: undefined,
  revoked: INVALID_KEY,
  restricted: {
    code: 403,
    status: "PERMISSION_DENIED",
    message:
      "Requests to this API generativelanguage.googleapis.com method google.ai.generativelanguage are blocked.",
    reason: "API_KEY_SERVICE_BLOCKED",
  },
  unpaid: {
    code: 400,
    status: "FAILED_PRECONDITION",
    message:
      "The Gemini API free tier is not available in your country. Please enable billing on your project.",
  },
};

/**
 * Google's Gemini API at https://generativelanguage.googleapis.com.
 *
 * Restricted and unpaid keys can do nothing.
 *
 * @see https://ai.google.dev/api
 */
export function createGemini(book: VendorBook): VendorApp {
  const app = createVendorApp((c) => {
    const key = c.req.header("x-goog-api-key") ?? c.req.query("key");
    if (key === undefined) return failure(c, NO_KEY);
    const refusal = REFUSALS[book.keys("gemini").state(key) ?? "revoked"];
    return refusal === undefined ? undefined : failure(c, refusal);
  });

  app.get("/v1beta/models", (c) => {
    const size = Number(c.req.query("pageSize") ?? 50);
    const models = book.models("gemini");
    return c.json({
      models: models.slice(0, size).map((model) => described(model)),
      ...(size < models.length ? { nextPageToken: "simulated" } : {}),
    });
  });
  app.get("/v1beta/models/:model", (c) => {
    const model = c.req.param("model");
    return book.models("gemini").includes(model)
      ? c.json(described(model))
      : failure(c, modelNotFound(model));
  });
  // Google puts the method behind a colon: models/gemini-3.6-flash:generateContent.
  app.post("/v1beta/models/:call", (c) => {
    const [model = "", method] = c.req.param("call").split(":");
    if (!book.models("gemini").includes(model)) return failure(c, modelNotFound(model));
    if (method === "countTokens") return c.json({ totalTokens: 8 });
    if (method === "generateContent") return c.json(generated(model));
    return c.notFound();
  });
  app.notFound((c) => c.text("Not Found", 404));
  return app;
}

function described(model: string) {
  return { name: `models/${model}`, supportedGenerationMethods: ["generateContent"] };
}

function generated(model: string) {
  const content = { role: "model", parts: [{ text: "This is a simulated answer." }] };
  return {
    candidates: [{ content, finishReason: "STOP", index: 0 }],
    usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 5, totalTokenCount: 13 },
    modelVersion: model,
  };
}

function modelNotFound(model: string): Refusal {
  return {
    code: 404,
    status: "NOT_FOUND",
    message: `models/${model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
  };
}

function failure(c: VendorContext, { code, status, message, reason }: Refusal): Response {
  const details =
    reason === undefined
      ? {}
      : {
          details: [
            {
              "@type": "type.googleapis.com/google.rpc.ErrorInfo",
              reason,
              domain: "googleapis.com",
              metadata: { service: "generativelanguage.googleapis.com" },
            },
          ],
        };
  return c.json({ error: { code, message, status, ...details } }, code);
}
