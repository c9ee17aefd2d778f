import { join } from "node:path";
import { type ObtainOptions, obtainTool, type ToolCopy } from "./obtain.ts";
import type { Tool } from "./tool.ts";

/** check-jsonschema as a tool: it has the schemas of pipelines in it, and needs no network for them. */
export const checkJsonschema: Tool = {
  name: "check-jsonschema",
  version: "0.39.0",
  executables: ["check-jsonschema"],
  // An older one has older schemas, and a newer one newer rules.
  probe: { args: ["--version"], environment: {}, from: "0.39.0", below: "0.40.0" },
  ways: [
    {
      kind: "download",
      by: "pip",
      requirements: join(import.meta.dirname, "recipes/check-jsonschema/requirements.txt"),
      executable: "check-jsonschema",
      module: "check_jsonschema",
      python: "3.11",
      limitSeconds: 300,
    },
  ],
  advice: "Install Python 3.11 or later with pip or venv (Debian: python3-venv).",
};

/**
 * Finds or obtains check-jsonschema; see {@link obtainTool}.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainCheckJsonschema(options?: ObtainOptions): Promise<ToolCopy> {
  return await obtainTool(checkJsonschema, options);
}
