/** The `code` of an error, such as `ENOENT`. Errors of Node's core are recognized by it under jest, not by class. */
export function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

/** What an error says, in one line. */
export function messageOf(error: unknown): string {
  const text =
    typeof error === "object" && error !== null && "message" in error ? error.message : error;
  return String(text).replaceAll(/\s+/g, " ").trim();
}

/** The code of the error that says that a tool cannot be had on this machine. */
export const TOOL_MISSING = "TOOL_MISSING";

/** An error with {@link TOOL_MISSING} as its code. Its message is one line: what is missing, why, and how to get it. */
export function toolMissing(message: string): Error {
  return Object.assign(new Error(message), { code: TOOL_MISSING });
}
