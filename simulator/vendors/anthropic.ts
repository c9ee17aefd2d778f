import type { ContentfulStatusCode } from "hono/utils/http-status";

import { createVendorApp, readObject, type VendorApp, type VendorContext } from "./vendor-app.ts";
import type { VendorBook } from "./vendor-book.ts";

const NO_PERMISSION = "Your API key does not have permission to use the specified resource.";
const UNPAID =
  "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.";

/**
 * Anthropic's API at https://api.anthropic.com.
 *
 * A restricted key can do nothing; an unpaid one can list models and count tokens, but send no message.
 *
 * @see https://docs.anthropic.com/en/api/errors
 */
export function createAnthropic(book: VendorBook): VendorApp {
  const stateOf = (c: VendorContext) =>
    book.keys("anthropic").state(c.req.header("x-api-key") ?? "");

  const app = createVendorApp((c) => {
    if (c.req.header("x-api-key") === undefined) {
      return failure(c, 401, "authentication_error", "x-api-key header is required");
    }
    if (c.req.header("anthropic-version") === undefined) {
      const message = "anthropic-version: header is required";
      return failure(c, 400, "invalid_request_error", message);
    }
    switch (stateOf(c)) {
      case "valid":
      case "unpaid":
        return undefined;
      case "restricted":
        return failure(c, 403, "permission_error", NO_PERMISSION);
      default:
        return failure(c, 401, "authentication_error", "invalid x-api-key");
    }
  });

  app.get("/v1/models", (c) => {
    const models = book.models("anthropic");
    const page = models.slice(0, Number(c.req.query("limit") ?? 20));
    return c.json({
      data: page.map((id) => ({ type: "model", id, display_name: id })),
      has_more: page.length < models.length,
      first_id: page.at(0) ?? null,
      last_id: page.at(-1) ?? null,
    });
  });
  app.get("/v1/models/:model", (c) => {
    const id = c.req.param("model");
    return book.models("anthropic").includes(id)
      ? c.json({ type: "model", id, display_name: id })
      : modelNotFound(c, id);
  });

  app.on("POST", ["/v1/messages", "/v1/messages/count_tokens"], async (c) => {
    const { model } = await readObject(c);
    if (typeof model !== "string") {
      return failure(c, 400, "invalid_request_error", "model: Field required");
    }
    if (!book.models("anthropic").includes(model)) return modelNotFound(c, model);
    if (c.req.path.endsWith("/count_tokens")) return c.json({ input_tokens: 8 });
    if (stateOf(c) === "unpaid") return failure(c, 400, "invalid_request_error", UNPAID);
    return c.json({
      id: "msg_simulated",
      type: "message",
      role: "assistant",
      model,
      content: [{ type: "text", text: "This is a simulated answer." }],
      stop_reason: "end_turn",
      usage: { input_tokens: 8, output_tokens: 5 },
    });
  });

  app.notFound((c) => failure(c, 404, "not_found_error", "Not found"));
  return app;
}

function modelNotFound(c: VendorContext, model: string): Response {
  return failure(c, 404, "not_found_error", `model: ${model}`);
}

function failure(
  c: VendorContext,
  status: ContentfulStatusCode,
  type: string,
  message: string,
): Response {
  return c.json({ type: "error", error: { type, message }, request_id: "req_simulated" }, status);
}
