import { ERROR_CODES, type ErrorCode } from "../../integration/error-codes.ts";
import { spellFields, toIntegrationError } from "../../integration/errors.ts";

/** What was looked at, by the word that starts the line. */
export type Subject =
  | "node"
  | "connection"
  | "organization"
  | "rights"
  | "save"
  | "read"
  | "remove"
  | "transport"
  | "engines"
  | "permissions";

/** One line of the doctor's: what is so, and where it is not well, what to do. */
export interface Finding {
  subject: Subject;
  level: "ok" | "warning" | "problem";
  /** Never the value of a setting. */
  text: string;
  advice?: string;
  code?: ErrorCode;
  /** Whether the answer is only that it could not be told. */
  undecided?: true;
  /** The same for programs: a grade, a version, a region. */
  facts?: Readonly<Record<string, string | boolean>>;
}

/** What came of asking something. */
export type Answer<Value> = { value: Value } | { error: unknown };

/** Waits for an answer. Never rejects. */
export async function answerOf<Value>(asked: Promise<Value>): Promise<Answer<Value>> {
  return asked.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

/** Errors that pass by themselves: they say nothing about what was looked at. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  "SIGMA_UNAVAILABLE",
  "THROTTLED",
  "DEADLINE_EXCEEDED",
  "CANCELLED",
]);

/** The line that an error makes: a problem, or, where it may pass by itself, that it could not be told. */
export function failure(subject: Subject, error: unknown): Finding {
  const { code, details } = toIntegrationError(error);
  const { path, problem, expected, advice = ERROR_CODES[code].cure } = details;
  const what = path === undefined ? problem : `${path}: ${problem}`;
  const text = spellFields(expected === undefined ? what : `${what}; expected ${expected}`);
  const finding = { subject, text, advice: spellFields(advice), code };
  return PASSING.has(code)
    ? { ...finding, level: "warning", undecided: true }
    : { ...finding, level: "problem" };
}

/** Whether an answer is this error. */
export function failedWith(answer: Answer<unknown>, code: ErrorCode): boolean {
  return "error" in answer && toIntegrationError(answer.error).code === code;
}
