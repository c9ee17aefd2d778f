import { createRequire } from "node:module";
import { z } from "zod";
import { processEnvironment } from "../../runtime/environment.ts";
import { createRuntime } from "../../runtime/runtime.ts";
import { createMethods } from "./methods.ts";

const sdk = z
  .object({ version: z.string() })
  .parse(createRequire(import.meta.url)("@pulumi/pulumi/package.json"));

/**
 * The methods that the stub in the state calls, for this process. An engine starts one process for a run, so that tokens,
 * identities and claims live exactly as long as the run does.
 */
export const { check, diff, create, update, read, remove } = createMethods(
  createRuntime(processEnvironment(), { name: "pulumi-nodejs", version: sdk.version }),
);
