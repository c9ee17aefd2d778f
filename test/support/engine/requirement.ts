import { describe, test } from "@jest/globals";
import { codeOf, messageOf, TOOL_MISSING } from "./failure.ts";
import type { ObtainOptions } from "./obtain.ts";
import { progressReporter } from "./progress-reporter.ts";
import { type Engine, obtainPulumi } from "./pulumi.ts";

/** An engine, or one line that says what is missing and how to get it. */
export type Requirement =
  | { readonly engine: Engine }
  | { readonly engine?: never; readonly missing: string };

/**
 * Declares tests that need the real engine, obtaining it first. Where it cannot be had, the file fails in CI; elsewhere
 * its tests are skipped and one line says what is missing and how to get it. Await it at the top level of a test file:
 *
 * ```ts
 * await describeWithEngine("the life of an integration", (engine) => {
 *   test("is added", async () => { … });
 * });
 * ```
 */
export async function describeWithEngine(
  name: string,
  body: (engine: Engine) => void,
  obtain: (options: ObtainOptions) => Promise<Engine> = obtainPulumi,
): Promise<void> {
  const { progress, end } = progressReporter();
  const requirement = await requireEngine({
    env: process.env,
    obtain: () => obtain({ progress }).finally(end),
  });
  if (requirement.engine) {
    // oxlint-disable-next-line jest/valid-title -- it is the caller's
    describe(name, () => {
      body(requirement.engine);
    });
  } else {
    process.stderr.write(`skipped: ${name}: ${requirement.missing}\n`);
    // oxlint-disable-next-line jest/no-disabled-tests -- that is what happens here
    test.skip(`${name}: ${requirement.missing}`, () => {});
  }
}

/**
 * Obtains the engine for tests.
 *
 * @returns the engine; or, where it cannot be had and `CI` is not set, what is missing
 * @throws in CI, where tests that cannot run must not pass; and whatever else goes wrong
 */
export async function requireEngine({
  env,
  obtain,
}: {
  env: NodeJS.ProcessEnv;
  obtain: () => Promise<Engine>;
}): Promise<Requirement> {
  try {
    return { engine: await obtain() };
  } catch (error) {
    if (codeOf(error) !== TOOL_MISSING || isCi(env)) throw error;
    return { missing: messageOf(error) };
  }
}

function isCi(env: NodeJS.ProcessEnv): boolean {
  return !["", "0", "false"].includes(env["CI"] ?? "");
}
