import { join } from "node:path";
import { goPlatform } from "./go-platform.ts";
import { type ObtainOptions, obtainTool } from "./obtain.ts";
import { type TerraformEngine, terraformProbe } from "./terraform-engine.ts";
import type { Tool } from "./tool.ts";

const version = "1.12.6";

/** OpenTofu as a tool. */
export const opentofu: Tool = {
  name: "tofu",
  version,
  executables: ["tofu"],
  probe: terraformProbe,
  ways: [
    {
      kind: "download",
      by: "release",
      url: `https://github.com/opentofu/opentofu/releases/download/v${version}`,
      archive: `tofu_${version}_${goPlatform()}.zip`,
      sums: `tofu_${version}_SHA256SUMS`,
      limitSeconds: 300,
    },
    {
      kind: "build",
      go: "1.26.6",
      programs: [
        {
          executable: "tofu",
          recipe: join(import.meta.dirname, "recipes/opentofu"),
          module: "github.com/opentofu/opentofu",
          package: "./cmd/tofu",
          // Without it the version has "-dev" at its end.
          ldflags: "-s -w -X 'github.com/opentofu/opentofu/version.dev=no'",
        },
      ],
      scripts: [],
      limitSeconds: 3600,
    },
  ],
  advice:
    "Install OpenTofu 1.11 or later (https://opentofu.org/docs/intro/install/) on PATH, " +
    "or Go 1.26.6 or later to have it built in about six minutes.",
};

/**
 * Finds or obtains OpenTofu; see {@link obtainTool}.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainOpenTofu(options?: ObtainOptions): Promise<TerraformEngine> {
  return {
    ...(await obtainTool(opentofu, options)),
    cli: "tofu",
    product: "OpenTofu",
    registry: "registry.opentofu.org",
  };
}
