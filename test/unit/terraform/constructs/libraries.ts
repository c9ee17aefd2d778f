import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";
import * as cdktf from "cdktf";
import * as cdktn from "cdktn";
import * as forCdktf from "../../../../provider/terraform/constructs/cdktf.ts";
import * as forCdktn from "../../../../provider/terraform/constructs/cdktn.ts";

/** A library together with our constructs for it. */
export type Library = typeof cdktf & typeof forCdktf;

/** A stack of such a library. */
export type Stack = cdktf.TerraformStack;

/** Both libraries, under the types of one: they are the same in form, and private fields alone keep them apart. */
export const LIBRARIES: [name: "cdktf" | "cdktn", library: Library][] = [
  ["cdktf", { ...cdktf, ...forCdktf }],
  ["cdktn", { ...cdktn, ...forCdktn } as unknown as Library],
];

/** A stack in Terraform's JSON, without what the libraries note in it for themselves. */
export interface Synthesized {
  terraform?: unknown;
  provider?: Record<string, unknown>;
  resource?: Record<string, Record<string, Record<string, unknown>>>;
  data?: Record<string, Record<string, unknown>>;
  variable?: Record<string, unknown>;
  output?: Record<string, unknown>;
  import?: unknown[];
}

// Every app makes folders in it.
const outdir = mkdtempSync(join(tmpdir(), "sigma-constructs-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** A stack with what `build` adds to it. `context` is what the project's cdktf.json says. */
export function stackOf(
  library: Library,
  build: (stack: Stack) => unknown,
  context: Record<string, unknown> = {},
): Stack {
  const stack = new library.TerraformStack(library.Testing.app({ context, outdir }), "stack");
  build(stack);
  return stack;
}

/** The JSON of such a stack. */
export function synthesize(library: Library, build: (stack: Stack) => unknown): Synthesized {
  return JSON.parse(library.Testing.synth(stackOf(library, build)));
}
