import { createRequire } from "node:module";
import type * as CognitiveServices from "@pulumi/azure-native/cognitiveservices/index.js";
import type * as Random from "@pulumi/random";
import { IntegrationError } from "../../integration/errors.ts";

const require = createRequire(import.meta.url);

/**
 * The one part of azure-native that is needed. All of it takes 200 ms and 41 MB to load, and natively this part cannot be
 * imported without evaluating every class in it.
 */
export function cognitiveServices(): typeof CognitiveServices {
  return load("@pulumi/azure-native/cognitiveservices");
}

/** The provider of random texts. */
export function random(): typeof Random {
  return load("@pulumi/random");
}

/** Loads a package that a user installs where Azure is provisioned. Throws PACKAGE_MISSING. */
export function load<Module>(name: string, from: (name: string) => Module = require): Module {
  try {
    return from(name);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new IntegrationError("PACKAGE_MISSING", {
      problem: `the package ${name.split("/").slice(0, 2).join("/")} is not installed beside this program`,
      advice: "Run: npm install @pulumi/azure-native @pulumi/random",
    });
  }
}

function isNotFound(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "MODULE_NOT_FOUND"
  );
}
