import { join } from "node:path";
import { goPlatform } from "./go-platform.ts";
import { type ObtainOptions, obtainTool, type ToolCopy } from "./obtain.ts";
import type { Tool } from "./tool.ts";

const version = "1.20.0";
const executable = `terraform-provider-restapi_v${version}`;

/** Mastercard's provider `restapi` as a tool: what the benchmark compares with. A provider tells no version. */
export const restapi: Tool = {
  name: "terraform-provider-restapi",
  version,
  executables: [executable],
  ways: [
    {
      kind: "download",
      by: "release",
      url: `https://github.com/Mastercard/terraform-provider-restapi/releases/download/v${version}`,
      archive: `terraform-provider-restapi_${version}_${goPlatform()}.zip`,
      sums: `terraform-provider-restapi_${version}_SHA256SUMS`,
      limitSeconds: 300,
    },
    {
      kind: "build",
      go: "1.26",
      programs: [
        {
          executable,
          recipe: join(import.meta.dirname, "recipes/terraform-provider-restapi"),
          module: "github.com/Mastercard/terraform-provider-restapi",
          package: ".",
          ldflags: `-s -w -X main.version=${version}`,
        },
      ],
      scripts: [],
      limitSeconds: 1800,
    },
  ],
  advice: "Install Go 1.26 or later to have it built in about a minute.",
};

/**
 * Finds or obtains the provider; see {@link obtainTool}.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainRestapi(options?: ObtainOptions): Promise<ToolCopy> {
  return await obtainTool(restapi, options);
}
