import { goPlatform } from "./go-platform.ts";
import { type ObtainOptions, obtainTool } from "./obtain.ts";
import { type TerraformEngine, terraformProbe } from "./terraform-engine.ts";
import type { Tool } from "./tool.ts";

const version = "1.15.9";

/** Terraform as a tool. No published Go module builds it: that of Terraform lacks nested modules. */
export const terraform: Tool = {
  name: "terraform",
  version,
  executables: ["terraform"],
  probe: terraformProbe,
  ways: [
    {
      kind: "download",
      by: "release",
      url: `https://releases.hashicorp.com/terraform/${version}`,
      archive: `terraform_${version}_${goPlatform()}.zip`,
      sums: `terraform_${version}_SHA256SUMS`,
      limitSeconds: 300,
    },
  ],
  advice:
    "Install Terraform 1.11 or later (https://developer.hashicorp.com/terraform/install) on PATH.",
};

/**
 * Finds or obtains Terraform; see {@link obtainTool}.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainTerraform(options?: ObtainOptions): Promise<TerraformEngine> {
  return {
    ...(await obtainTool(terraform, options)),
    cli: "terraform",
    product: "Terraform",
    registry: "registry.terraform.io",
  };
}
