import { writeSync } from "node:fs";
import { describeDefect } from "./defect.ts";

const STDERR = 2;
const EXIT_CODE = 2;

const PLEASE_REPORT = "this is a defect of the provider; please report it, with the lines above";

/** Ends the process readably at an unexpected error, with exit code 2, after what `process.on("exit")` has to do. */
export function reportDefects(): void {
  process.on("uncaughtException", (thrown: unknown) => {
    try {
      writeSync(STDERR, panicText(thrown));
    } finally {
      process.exit(EXIT_CODE);
    }
  });
}

/** The text of an unexpected error. Terraform shows the user what follows `panic: ` at the beginning of a line. */
export function panicText(thrown: unknown): string {
  return `panic: ${describeDefect(thrown)}\n\n${PLEASE_REPORT}\n`;
}
