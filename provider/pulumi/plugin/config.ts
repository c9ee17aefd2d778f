import type { Properties } from "./values.ts";

/** The arguments of a provider: `sigma:baseUrl` in a stack's configuration, or of `new sigma.Provider`. */
export const ARGUMENTS = [
  "baseUrl",
  "clientId",
  "clientSecret",
  "allowAssumed",
  "transport",
] as const;

/** The arguments that were given. */
export type Configuration = Partial<Record<(typeof ARGUMENTS)[number], string>>;

/** The argument that goes before a variable of the environment. */
export const VARIABLES: Readonly<Record<string, keyof Configuration>> = {
  SIGMA_BASE_URL: "baseUrl",
  SIGMA_CLIENT_ID: "clientId",
  SIGMA_CLIENT_SECRET: "clientSecret",
  SIGMA_ALLOW_ASSUMED: "allowAssumed",
};

/** Takes the known texts out of a provider's properties. An empty one is one that was not given, as in the environment. */
export function configurationOf(properties: Properties): Configuration {
  return Object.fromEntries(
    ARGUMENTS.flatMap((name) => {
      const value = properties[name];
      return typeof value === "string" && value.trim() !== "" ? [[name, value]] : [];
    }),
  );
}
