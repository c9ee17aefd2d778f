import { sigmaError } from "../sigma/sigma-error.ts";
import type { FaultEffect } from "./fault.ts";

/** The effects that are an answer, though not the right one. */
export type AnswerEffect = Exclude<FaultEffect, { kind: "delay" | "reset" | "truncate" }>;

const PAGE = `<!doctype html>
<html lang="en">
  <head><title>Just a moment...</title></head>
  <body><h1>Checking your browser before you continue</h1></body>
</html>
`;

const WRONG_JSON = ["not", "what", "was", "asked", "for"];

const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** The answer that a fault gives in place of the right one. */
export function spoiledAnswer(effect: AnswerEffect, requestId: string): Response {
  switch (effect.kind) {
    case "status":
      return json(
        effect.status,
        effect.body === undefined ? simulated(effect.status, requestId) : effect.body,
        effect.headers,
      );
    case "html":
      return text(effect.status ?? 200, PAGE, "text/html; charset=utf-8");
    case "wrongJson":
      return json(effect.status ?? 200, effect.body === undefined ? WRONG_JSON : effect.body);
    case "text":
      return text(effect.status ?? 200, effect.body, effect.contentType ?? "application/json");
    default: {
      const status = effect.status ?? 429;
      return json(status, simulated(status, requestId), {
        "retry-after": String(effect.retryAfter),
      });
    }
  }
}

function simulated(status: number, requestId: string): unknown {
  return sigmaError(requestId, "simulated_fault", `Simulated fault with status ${status}`);
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  if (WITHOUT_BODY.has(status)) return new Response(null, { status, headers });
  return Response.json(body, { status, headers });
}

function text(status: number, body: string, contentType: string): Response {
  const content = WITHOUT_BODY.has(status) ? null : body;
  return new Response(content, { status, headers: { "content-type": contentType } });
}
