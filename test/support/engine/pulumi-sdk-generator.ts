import { join } from "node:path";
import { type ObtainOptions, obtainTool, type ToolCopy } from "./obtain.ts";
import type { Tool } from "./tool.ts";

/**
 * The engine's own generators of SDKs as a tool, for nodejs, python and go. `pulumi package gen-sdk` leaves them to language
 * hosts, of which no Go module has one that knows how.
 */
export const pulumiSdkGenerator: Tool = {
  name: "pulumi-sdk-generator",
  version: "3.259.0",
  executables: ["pulumi-sdk-generator"],
  ways: [
    {
      kind: "build",
      go: "1.26",
      programs: [
        {
          executable: "pulumi-sdk-generator",
          recipe: join(import.meta.dirname, "recipes/pulumi-sdk-generator"),
          package: ".",
          ldflags: "-s -w",
        },
      ],
      scripts: [],
      limitSeconds: 1800,
    },
  ],
  advice: "Install Go 1.26 or later to have it built in about two minutes.",
};

/**
 * Obtains the generators; see {@link obtainTool}.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if they cannot be had
 */
export async function obtainPulumiSdkGenerator(options?: ObtainOptions): Promise<ToolCopy> {
  return await obtainTool(pulumiSdkGenerator, options);
}
