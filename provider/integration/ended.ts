import { IntegrationError } from "./errors.ts";
import { isRecord } from "./unknown.ts";

/** The error for an operation that its signal ended: the user's cancellation, or the deadline. */
export function endedError(signal: AbortSignal, doing: string): IntegrationError {
  const expired = isTimeout(signal.reason);
  return new IntegrationError(expired ? "DEADLINE_EXCEEDED" : "CANCELLED", {
    problem: `${doing}: the operation ${expired ? "took longer than it may" : "was cancelled"}`,
  });
}

/** `DOMException` is no `Error` under every runtime; its name is. */
function isTimeout(reason: unknown): boolean {
  return isRecord(reason) && reason["name"] === "TimeoutError";
}
