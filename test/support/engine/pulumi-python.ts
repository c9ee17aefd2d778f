import { dirname, join } from "node:path";
import { executableIn } from "./executable.ts";
import { type ObtainOptions, obtainTool } from "./obtain.ts";
import { type Engine, obtainPulumi } from "./pulumi.ts";
import type { Tool } from "./tool.ts";

const SDK = "github.com/pulumi/pulumi/sdk/v3";

/** What runs Python programs for Pulumi's engine, as a tool of its own. It tells no version. */
export const pulumiPython: Tool = {
  name: "pulumi-language-python",
  // The last release inside a published Go module; it runs programs of today's SDK.
  version: "3.68.0",
  executables: ["pulumi-language-python", "pulumi-language-python-exec"],
  ways: [
    {
      kind: "build",
      go: "1.26",
      programs: [
        {
          executable: "pulumi-language-python",
          recipe: join(import.meta.dirname, "recipes/pulumi-language-python"),
          package: `${SDK}/python/cmd/pulumi-language-python`,
          ldflags: "-s -w",
          copies: [
            {
              executable: "pulumi-language-python-exec",
              module: SDK,
              path: "python/cmd/pulumi-language-python-exec",
            },
          ],
        },
      ],
      scripts: [],
      limitSeconds: 1800,
    },
  ],
  advice:
    "Install Pulumi as a whole (https://www.pulumi.com/docs/install/) on PATH, " +
    "or Go 1.26 or later to have the Python host built in about a minute.",
};

/** A Python with Pulumi's SDK, and with what installs one more package, as a tool of its own. */
export const pythonWithPulumi: Tool = {
  name: "python-with-pulumi",
  version: "3.259.0",
  executables: ["python3"],
  ways: [
    {
      kind: "download",
      by: "pip",
      requirements: join(import.meta.dirname, "recipes/python-with-pulumi/requirements.txt"),
      executable: "python3",
      python: "3.11",
      limitSeconds: 300,
    },
  ],
  advice: "Install Python 3.11 or later with pip or venv (Debian: python3-venv).",
};

/**
 * Finds or obtains Pulumi's engine, its Python host, which the official download has beside it, and a Python for programs;
 * see {@link obtainTool}. The host takes the first Python on PATH.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if one of them cannot be had
 */
export async function obtainPulumiPython(options?: ObtainOptions): Promise<Engine> {
  const engine = await obtainPulumi(options);
  const python = await obtainTool(pythonWithPulumi, options);
  const isThere = executableIn(dirname(engine.command), pulumiPython.executables[0]) !== undefined;
  const host = isThere ? { binDirs: [] } : await obtainTool(pulumiPython, options);
  return { ...engine, binDirs: [...python.binDirs, ...engine.binDirs, ...host.binDirs] };
}
