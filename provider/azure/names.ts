import { IntegrationError } from "../integration/errors.ts";
import { redact } from "../integration/redact.ts";

/** What a name of Azure's may look like. */
interface NameRule {
  pattern: RegExp;
  expected: string;
}

/** The random text that makes a subdomain unique in all of Azure: lower-case letters and digits. */
export const SUFFIX = {
  length: 6,
  lower: true,
  upper: false,
  numeric: true,
  special: false,
} as const;

/** The base of an account's name where none is given. */
export const DEFAULT_NAME = "sigma-ai";

/** The account's name is its subdomain too, a label of at most 63 characters; "-" and the suffix take 7 of them. */
const BASE: NameRule = {
  pattern: /^[a-z0-9][a-z0-9-]{0,55}$/,
  expected: '1 to 56 lower-case letters, digits and "-", a letter or digit first',
};

const DEPLOYMENT: NameRule = {
  pattern: /^[A-Za-z0-9_.-]{2,64}$/,
  expected: '2 to 64 letters, digits, "_", "." and "-"',
};

const PROJECT: NameRule = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{1,63}$/,
  expected: '2 to 64 letters, digits, "_", "." and "-", a letter or digit first',
};

/** What is wrong with the base of an account's name; nothing where it can be used. */
export function baseNameFault(path: string, name: unknown): IntegrationError | undefined {
  return nameFault(path, name, BASE);
}

/** The same for the name of a deployment. */
export function deploymentNameFault(path: string, name: unknown): IntegrationError | undefined {
  return nameFault(path, name, DEPLOYMENT);
}

/** The same for the name of a Foundry project. */
export function projectNameFault(path: string, name: unknown): IntegrationError | undefined {
  return nameFault(path, name, PROJECT);
}

function nameFault(
  path: string,
  name: unknown,
  { pattern, expected }: NameRule,
): IntegrationError | undefined {
  if (typeof name === "string" && pattern.test(name)) return undefined;
  const seen = typeof name === "string" ? JSON.stringify(redact(name)) : "the value";
  return new IntegrationError("INVALID_CONFIG", {
    path,
    problem: `${seen} is no name that Azure takes`,
    expected,
    advice: "Correct the name.",
  });
}
