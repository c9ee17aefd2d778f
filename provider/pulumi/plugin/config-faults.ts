import { IntegrationError } from "../../integration/errors.ts";
import { nearestName } from "../../integration/field-names.ts";
import { UNKNOWN } from "../../integration/unknown.ts";
import { parseBaseUrl } from "../../sigma/base-url.ts";
import { allowsWrites, readContract } from "../../sigma/connection.ts";
import { ARGUMENTS, configurationOf, type Configuration } from "./config.ts";
import type { Properties } from "./values.ts";

type Variables = (variable: string) => string | undefined;

/** Throws what is wrong with one argument. */
type Check = (given: Configuration, env: Variables) => void;

/** What the engine itself keeps with a provider. */
const ENGINES = new Set(["version", "pluginDownloadURL", "pluginChecksums"]);

/** Transports that the project's design names, and that no version has yet. */
const COMING = new Set(["portal", "auto"]);

const CHECKS: readonly Check[] = [
  ({ baseUrl }, env) => {
    if (baseUrl !== undefined) parseBaseUrl(baseUrl.trim(), "baseUrl", readContract(env).regions);
  },
  ({ allowAssumed }) => void allowsWrites(allowAssumed?.trim(), "allowAssumed"),
  ({ transport = "api" }) => {
    if (transport === "api") return;
    const problem = COMING.has(transport)
      ? `"${transport}" is not in this version`
      : "the value is not a choice";
    throw fault("transport", problem, '"api"');
  },
];

/**
 * What is wrong with a provider's arguments. What is missing may still come from the environment, where the first request
 * looks for it, and what is not known before apply is no fault.
 */
export function configFaults(properties: Properties, env: Variables): IntegrationError[] {
  const configuration = configurationOf(properties);
  return [
    ...Object.entries(properties).flatMap(([name, value]) => argumentFaults(name, value)),
    ...CHECKS.flatMap((check) => thrownBy(() => check(configuration, env))),
  ];
}

function argumentFaults(name: string, value: unknown): IntegrationError[] {
  if (name.startsWith("__") || ENGINES.has(name)) return [];
  if (!ARGUMENTS.some((known) => known === name)) {
    const meant = nearestName(name, ARGUMENTS);
    const advice = meant === undefined ? undefined : `Did you mean ${meant}?`;
    return [fault(name, "the provider has no such argument", ARGUMENTS.join(", "), advice)];
  }
  const isFine = typeof value === "string" || value === UNKNOWN || value === null;
  return isFine ? [] : [fault(name, "the value is no text", "a text")];
}

function thrownBy(check: () => void): IntegrationError[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof IntegrationError) return [error];
    throw error;
  }
}

function fault(path: string, problem: string, expected: string, advice?: string): IntegrationError {
  return new IntegrationError("INVALID_CONNECTION", { path, problem, expected, advice });
}
