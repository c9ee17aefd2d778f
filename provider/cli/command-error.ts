import { CommanderError } from "commander";
import { errorCode, isWorkingFolderGone } from "../install/fault.ts";
import { EXIT } from "./exit-status.ts";

/** Why a command failed as a whole, for the words on standard error and for `--json`. */
export interface Failure {
  /** A code of our errors or of the system's; else `USAGE` where the command cannot be used, or `FAILED`. */
  code: string;
  message: string;
  status: number;
}

/** An error that a command ends with, in the user's words. */
export class CommandError extends Error {
  readonly status: number;
  readonly code: string;

  /** `code` defaults to what `status` means. */
  constructor(
    message: string,
    status: number,
    code: string = status === EXIT.usage ? "USAGE" : "FAILED",
  ) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What is said of anything that a command throws. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommandError) {
    return { code: error.code, message: error.message, status: error.status };
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "");
    return { code: "USAGE", message, status: EXIT.usage };
  }
  if (isWorkingFolderGone(error)) {
    const message = "the working directory is not there any more; change into one that is";
    return { code: "FAILED", message, status: EXIT.error };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: errorCode(error) ?? "FAILED", message, status: EXIT.error };
}
