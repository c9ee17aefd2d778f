import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";

/** What an error tells. Texts may name fields as `{azureOpenai.endpointUrl}`; each front end spells them its own way. */
export interface ErrorDetails {
  /** The field, as a path in the resource: `azureOpenai.languageModel.apiKey`. */
  path?: string | undefined;
  /** What is wrong and what was seen. Never a secret. */
  problem: string;
  /** What would have been right. */
  expected?: string | undefined;
  /** What to do. Defaults to the cure that the code's table gives. */
  advice?: string | undefined;
  /** Sigma's id of the request, for its support. */
  requestId?: string | undefined;
  /** What the user's engine can do about it. */
  remedy?: Remedy | undefined;
}

/** What an engine can do about an error or a notice. Each front end that has the means says so in its own words. */
export type Remedy =
  /** Take the integration of an organization over as it is. */
  | { kind: "import"; organizationId: string }
  /** Take a resource out of the state without removing what it manages. */
  | { kind: "forget" }
  /** Say that a resource is the same one under another name. */
  | { kind: "rename" };

/** How a front end writes the name of a field. The default leaves it in camelCase. */
export type Spelling = (path: string) => string;

const brand = Symbol.for("sigma-external-ai.error");

/**
 * The one error of this project: a stable `code`, the field, what was expected, what was seen, and what to do. Every
 * text in it has been redacted by whoever made it, and it carries no `cause`, since foreign errors can quote bodies.
 */
export class IntegrationError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<ErrorDetails>;
  readonly [brand] = true;

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(describe(code, details));
    this.name = "IntegrationError";
    this.code = code;
    this.details = details;
  }

  /** Recognises errors of another copy of this package, and under test runners that swap realms. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }
}

/** The whole text of an error: field, what is wrong, what was expected, what to do, code, and Sigma's request id. */
export function describe(code: ErrorCode, details: ErrorDetails, spell: Spelling = String): string {
  const subject = details.path === undefined ? "" : `${spell(details.path)}: `;
  const expected = details.expected === undefined ? "" : `; expected ${details.expected}`;
  const request = details.requestId === undefined ? "" : `, Sigma's request ${details.requestId}`;
  const advice = details.advice ?? ERROR_CODES[code].cure;
  return spellFields(
    `${subject}${details.problem}${expected}. ${advice} [${code}${request}]`,
    spell,
  );
}

/** Writes every `{field.path}` of a text as the front end spells it. */
export function spellFields(text: string, spell: Spelling = String): string {
  return text.replace(/\{([A-Za-z][A-Za-z.]*)\}/g, (_, path: string) => spell(path));
}

/** Turns whatever was thrown into an {@link IntegrationError}. A foreign error is a defect of ours; its text is not shown. */
export function toIntegrationError(thrown: unknown): IntegrationError {
  if (thrown instanceof IntegrationError) return thrown;
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return new IntegrationError("INTERNAL", { problem: `unexpected ${name}${at(thrown)}` });
}

/** The first line of the stack that names one of our own modules: enough to find the place, and never a value. */
function at(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const place = /(?:provider|simulator)\/[\w/-]+\.[jt]s:\d+/.exec(stack);
  return place === null ? "" : ` at ${place[0]}`;
}
