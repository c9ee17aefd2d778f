import { describe, test } from "@jest/globals";
import { codeOf, messageOf, TOOL_MISSING } from "./failure.ts";
import type { ObtainOptions, ToolCopy } from "./obtain.ts";
import { obtainOpenTofu } from "./opentofu.ts";
import { progressReporter } from "./progress-reporter.ts";
import { type Engine, obtainPulumi } from "./pulumi.ts";
import type { TerraformEngine } from "./terraform-engine.ts";
import { obtainTerraform } from "./terraform.ts";

/** A tool, or one line that says what is missing and how to get it. */
export type Requirement<T> = { readonly engine: T } | { readonly missing: string };

/** Finds or obtains a tool, or throws an error with the code `TOOL_MISSING`. */
export type Obtain<T> = (options: ObtainOptions) => Promise<T>;

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
  obtain: Obtain<Engine> = obtainPulumi,
): Promise<void> {
  await describeWithTool(name, obtain, body);
}

/** Declares tests twice, for Terraform and for OpenTofu; each as {@link describeWithEngine} does. */
export async function describeWithTerraform(
  name: string,
  body: (engine: TerraformEngine) => void,
  obtain: Readonly<Record<string, Obtain<TerraformEngine>>> = {
    terraform: obtainTerraform,
    tofu: obtainOpenTofu,
  },
): Promise<void> {
  for (const [cli, each] of Object.entries(obtain)) {
    await describeWithTool(`${name}, with ${cli}`, each, body);
  }
}

/** Declares tests that need a tool; see {@link describeWithEngine}. */
export async function describeWithTool<T extends ToolCopy>(
  name: string,
  obtain: Obtain<T>,
  body: (tool: T) => void,
): Promise<void> {
  const { progress, end } = progressReporter();
  const requirement = await requireEngine({
    env: process.env,
    obtain: () => obtain({ progress }).finally(end),
  });
  if ("engine" in requirement) {
    const { engine } = requirement;
    // oxlint-disable-next-line jest/valid-title -- it is the caller's
    describe(name, () => {
      body(engine);
    });
  } else {
    process.stderr.write(`skipped: ${name}: ${requirement.missing}\n`);
    // oxlint-disable-next-line jest/no-disabled-tests -- that is what happens here
    test.skip(`${name}: ${requirement.missing}`, () => {});
  }
}

/**
 * Obtains a tool for tests.
 *
 * @returns the tool; or, where it cannot be had and `CI` is not set, what is missing
 * @throws in CI, where tests that cannot run must not pass; and whatever else goes wrong
 */
export async function requireEngine<T extends ToolCopy>({
  env,
  obtain,
}: {
  env: NodeJS.ProcessEnv;
  obtain: () => Promise<T>;
}): Promise<Requirement<T>> {
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
