import { dirname, join } from "node:path";
import { executableIn } from "./executable.ts";
import { goPlatform } from "./go-platform.ts";
import { type ObtainOptions, obtainTool, type ToolCopy } from "./obtain.ts";
import { registries } from "../terraform-mirror.ts";
import type { Tool } from "./tool.ts";

const version = "1.15.0";
const executable = `terraform-provider-azapi_v${version}`;
const module = "github.com/Azure/terraform-provider-azapi";

/** What the provider is called in `required_providers`, in lower case. */
export const AZAPI_PROVIDER = "azure/azapi";

/** Azure's provider `azapi` as a tool: a version whose published Go module builds. A provider tells no version. */
export const azapi: Tool = {
  name: "terraform-provider-azapi",
  version,
  executables: [executable],
  ways: [
    {
      kind: "download",
      by: "release",
      url: `https://${module}/releases/download/v${version}`,
      archive: `terraform-provider-azapi_${version}_${goPlatform()}.zip`,
      sums: `terraform-provider-azapi_${version}_SHA256SUMS`,
      limitSeconds: 300,
    },
    {
      kind: "build",
      go: "1.22",
      programs: [
        {
          executable,
          recipe: join(import.meta.dirname, "recipes/terraform-provider-azapi"),
          module,
          package: ".",
          ldflags: `-s -w -X ${module}/version.ProviderVersion=${version}`,
        },
      ],
      scripts: [],
      limitSeconds: 1800,
    },
  ],
  advice: "Install Go 1.22 or later to have it built in about two minutes.",
};

/**
 * Finds or obtains the provider; see {@link obtainTool}. A copy in the plugin cache of Terraform or OpenTofu serves too
 * (`TF_PLUGIN_CACHE_DIR`): there the name of the file tells the version.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainAzapi(options: ObtainOptions = {}): Promise<ToolCopy> {
  const pluginCache = (options.env ?? process.env)["TF_PLUGIN_CACHE_DIR"];
  const command = pluginCache ? inPluginCache(pluginCache) : undefined;
  if (command === undefined) return await obtainTool(azapi, options);
  return { version, source: "cache", command, binDirs: [dirname(command)] };
}

function inPluginCache(folder: string): string | undefined {
  return registries
    .map((host) =>
      executableIn(join(folder, host, AZAPI_PROVIDER, version, goPlatform()), executable),
    )
    .find((command) => command !== undefined);
}
