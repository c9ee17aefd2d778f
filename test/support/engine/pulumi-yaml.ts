import { dirname, join } from "node:path";
import { executableIn } from "./executable.ts";
import { type ObtainOptions, obtainTool } from "./obtain.ts";
import { type Engine, obtainPulumi } from "./pulumi.ts";
import type { Tool } from "./tool.ts";

/** What runs YAML programs for Pulumi's engine, as a tool of its own. It tells no version. */
export const pulumiYaml: Tool = {
  name: "pulumi-language-yaml",
  version: "1.38.0",
  executables: ["pulumi-language-yaml"],
  ways: [
    {
      kind: "build",
      go: "1.26",
      programs: [
        {
          executable: "pulumi-language-yaml",
          recipe: join(import.meta.dirname, "recipes/pulumi-language-yaml"),
          package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
          ldflags: "-s -w",
        },
      ],
      scripts: [],
      limitSeconds: 1800,
    },
  ],
  advice:
    "Install Pulumi as a whole (https://www.pulumi.com/docs/install/) on PATH, " +
    "or Go 1.26 or later to have the YAML host built in about two minutes.",
};

/**
 * Finds or obtains Pulumi's engine and its YAML host, which the official download has beside it; see {@link obtainTool}.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if one of them cannot be had
 */
export async function obtainPulumiYaml(options?: ObtainOptions): Promise<Engine> {
  const engine = await obtainPulumi(options);
  if (executableIn(dirname(engine.command), pulumiYaml.executables[0]) !== undefined) return engine;
  const host = await obtainTool(pulumiYaml, options);
  return { ...engine, binDirs: [...engine.binDirs, ...host.binDirs] };
}
