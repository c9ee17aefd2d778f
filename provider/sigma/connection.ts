import { parseBaseUrl } from "./base-url.ts";
import { loadContract, type Contract } from "./contract.ts";
import { LONGEST_TIMER } from "../integration/duration.ts";
import { IntegrationError } from "../integration/errors.ts";
import { Secret } from "../integration/secret.ts";

/** The defaults of a connection, in milliseconds. */
export const CONNECTION_DEFAULTS = { timeout: 300_000, tokenInterval: 1000 } as const;

/** Everything that is needed to talk to one organization's API. */
export interface Connection {
  baseUrl: URL;
  clientId: string;
  clientSecret: Secret;
  /** Whether operations that change something may be tried although Sigma has not published them. */
  allowAssumed: boolean;
  /** The time between two token requests, in milliseconds. */
  tokenInterval: number;
  contract: Contract;
}

/** The settings that an engine's own configuration may give in place of the environment. */
export type ConnectionFallback = Partial<
  Record<"baseUrl" | "clientId" | "clientSecret" | "allowAssumed", string | undefined>
>;

/**
 * Reads a connection: from `SIGMA_BASE_URL`, `SIGMA_CLIENT_ID` and `SIGMA_CLIENT_SECRET`, or for a named connection "eu"
 * from `SIGMA_EU_BASE_URL` and so on; else from the engine's own configuration, which serves the unnamed connection only,
 * but for what it says on assumed operations, which holds for all. Throws CONNECTION_INCOMPLETE, naming every setting that
 * is missing, and INVALID_CONNECTION.
 */
export function readConnection(
  name: string | undefined,
  env: (variable: string) => string | undefined,
  fallback: ConnectionFallback = {},
): Connection {
  const prefix =
    name === undefined ? "SIGMA_" : `SIGMA_${name.toUpperCase().replaceAll("-", "_")}_`;
  const own = name === undefined ? fallback : {};
  const read = (variable: string, other?: string): string | undefined =>
    given(env(`${prefix}${variable}`)) ?? given(other);

  const baseUrl = read("BASE_URL", own.baseUrl);
  const clientId = read("CLIENT_ID", own.clientId);
  const clientSecret = read("CLIENT_SECRET", own.clientSecret);
  if (baseUrl === undefined || clientId === undefined || clientSecret === undefined) {
    throw incomplete(prefix, {
      BASE_URL: baseUrl,
      CLIENT_ID: clientId,
      CLIENT_SECRET: clientSecret,
    });
  }
  const contract = readContract(env);
  return {
    baseUrl: parseBaseUrl(baseUrl, `${prefix}BASE_URL`, contract.regions),
    clientId,
    clientSecret: new Secret(clientSecret),
    allowAssumed: allowsWrites(given(env("SIGMA_ALLOW_ASSUMED")) ?? given(fallback.allowAssumed)),
    tokenInterval:
      number("SIGMA_TOKEN_INTERVAL", env, 0, LONGEST_TIMER) ?? CONNECTION_DEFAULTS.tokenInterval,
    contract,
  };
}

/** The contract in use: with the entries of the file that `SIGMA_CONTRACT` names, if it is set. Throws INVALID_CONTRACT. */
export function readContract(env: (variable: string) => string | undefined): Contract {
  return loadContract(given(env("SIGMA_CONTRACT")));
}

/**
 * The longest an operation may take, in milliseconds, from `SIGMA_TIMEOUT` in seconds; five minutes if it is not set, and what
 * is to be waited for on top.
 */
export function readTimeout(env: (variable: string) => string | undefined, wait = 0): number {
  const seconds = number("SIGMA_TIMEOUT", env, 1, Math.floor(LONGEST_TIMER / 1000));
  if (seconds !== undefined) return Math.round(1000 * seconds);
  return Math.min(CONNECTION_DEFAULTS.timeout + wait, LONGEST_TIMER);
}

/**
 * Whether the setting allows operations that change something although Sigma has not published them; by default it does not.
 * Throws INVALID_CONNECTION, naming the setting, where the text is no choice.
 */
export function allowsWrites(text: string | undefined, setting = "SIGMA_ALLOW_ASSUMED"): boolean {
  if (text === undefined || text === "none") return false;
  if (text === "write") return true;
  throw new IntegrationError("INVALID_CONNECTION", {
    path: setting,
    problem: "the value is not a choice",
    expected: '"none" or "write"',
  });
}

function incomplete(
  prefix: string,
  settings: Record<string, string | undefined>,
): IntegrationError {
  const missing = Object.keys(settings).filter((name) => settings[name] === undefined);
  const names = missing.map((name) => `${prefix}${name}`).join(", ");
  return new IntegrationError("CONNECTION_INCOMPLETE", {
    problem: `${names} ${missing.length === 1 ? "is" : "are"} not set`,
    expected: "the address and the client credentials of Sigma's API",
    advice:
      "Set them where the engine runs; Sigma shows the address and makes credentials under Administration > Developer Access.",
  });
}

function number(
  variable: string,
  env: (variable: string) => string | undefined,
  least: number,
  most: number,
): number | undefined {
  const text = given(env(variable));
  if (text === undefined) return undefined;
  const value = Number(text);
  if (value >= least && value <= most) return value;
  throw new IntegrationError("INVALID_CONNECTION", {
    path: variable,
    problem: "the value is not such a number",
    expected: `a number from ${least} to ${most}`,
  });
}

/** Settings often come from files and pipelines, with a line break at the end; an empty one is one that was not given. */
function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
