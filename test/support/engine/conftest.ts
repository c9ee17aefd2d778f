import { join } from "node:path";
import { type ObtainOptions, obtainTool, type ToolCopy } from "./obtain.ts";
import type { Tool } from "./tool.ts";

const version = "0.71.1";
const module = "github.com/open-policy-agent/conftest";

const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: "Darwin",
  linux: "Linux",
  win32: "Windows",
};
const processor = process.arch === "x64" ? "x86_64" : process.arch;
const ending = process.platform === "win32" ? "zip" : "tar.gz";

/** Conftest as a tool: it holds the plan of Terraform against the policies in `examples/policy/opa`. */
export const conftest: Tool = {
  name: "conftest",
  version,
  executables: ["conftest"],
  probe: {
    args: ["--version"],
    environment: {},
    homeVariable: "HOME",
    // The first that reads today's Rego without being told to.
    from: "0.60.0",
    below: "1.0.0",
  },
  ways: [
    {
      kind: "download",
      by: "release",
      url: `https://${module}/releases/download/v${version}`,
      archive: `conftest_${version}_${systems[process.platform] ?? process.platform}_${processor}.${ending}`,
      sums: "checksums.txt",
      limitSeconds: 300,
    },
    {
      kind: "build",
      go: "1.26.8",
      programs: [
        {
          executable: "conftest",
          recipe: join(import.meta.dirname, "recipes/conftest"),
          module,
          package: ".",
          ldflags: `-s -w -X ${module}/internal/version.Version=${version}`,
        },
      ],
      scripts: [],
      limitSeconds: 1800,
    },
  ],
  advice:
    "Install Conftest 0.60 or later (https://www.conftest.dev/install/) on PATH, " +
    "or Go 1.26.8 or later to have it built in about three minutes.",
};

/**
 * Finds or obtains Conftest; see {@link obtainTool}.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainConftest(options?: ObtainOptions): Promise<ToolCopy> {
  return await obtainTool(conftest, options);
}
