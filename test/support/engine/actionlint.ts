import { join } from "node:path";
import { type ObtainOptions, obtainTool, type ToolCopy } from "./obtain.ts";
import type { Tool } from "./tool.ts";

const version = "1.7.12";
const module = "github.com/rhysd/actionlint";

/** actionlint as a tool: the linter of GitHub's workflows. Its release for most platforms is no zip file. */
export const actionlint: Tool = {
  name: "actionlint",
  version,
  executables: ["actionlint"],
  probe: { args: ["-version"], environment: {}, from: "1.7.7", below: "2.0.0" },
  ways: [
    {
      kind: "build",
      go: "1.25",
      programs: [
        {
          executable: "actionlint",
          recipe: join(import.meta.dirname, "recipes/actionlint"),
          module,
          package: "./cmd/actionlint",
          ldflags: `-s -w -X ${module}.version=${version}`,
        },
      ],
      scripts: [],
      limitSeconds: 900,
    },
  ],
  advice: "Install Go 1.25 or later to have it built in about half a minute.",
};

/**
 * Finds or obtains actionlint; see {@link obtainTool}.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainActionlint(options?: ObtainOptions): Promise<ToolCopy> {
  return await obtainTool(actionlint, options);
}
