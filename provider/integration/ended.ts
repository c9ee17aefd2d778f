import { IntegrationError } from "./errors.ts";
import { isRecord } from "./unknown.ts";

/** The error for an operation that its signal ended: the user's cancellation, or the deadline. */
export function endedError(signal: AbortSignal, doing: string): IntegrationError {
  return new IntegrationError(isTimeout(signal.reason) ? "DEADLINE_EXCEEDED" : "CANCELLED", {
    problem: `${doing}: ${whyEnded(signal)}`,
  });
}

/** Why a signal ended an operation, in words: the deadline has passed, or the user cancelled it. */
export function whyEnded(signal: AbortSignal): string {
  return isTimeout(signal.reason)
    ? "the operation took longer than it may"
    : "the operation was cancelled";
}

/** `DOMException` is no `Error` under every runtime; its name is. */
function isTimeout(reason: unknown): boolean {
  return isRecord(reason) && reason["name"] === "TimeoutError";
}
