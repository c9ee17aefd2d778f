import { join } from "node:path";
import type { Machine } from "../../../../../provider/install/machine.ts";
import { terraformPlatform } from "../../../../../provider/terraform/install/platform.ts";
import type { InstallOptions } from "../../../../../provider/terraform/install/install.ts";
import { temporaryFolder } from "../../../install/support/folder.ts";
import { LISTENS, writeProviderFile } from "./provider.ts";

/** Terraform's name for the platform of the tests. */
export const platform = terraformPlatform(process);

/** What installs a provider of this code on a machine. */
export async function installation(
  machine: Machine,
  { code = LISTENS, version = "1.2.3" } = {},
): Promise<InstallOptions> {
  return {
    machine,
    version,
    provider: await writeProviderFile(join(await temporaryFolder(), "provider"), code),
    node: { path: process.execPath, version: process.versions.node },
  };
}

/** The provider's files of a version, relative to the mirror folder, sorted. */
export function filesOf(version: string): string[] {
  return ["registry.opentofu.org", "registry.terraform.io"].map(
    (host) => `${host}/sigma-iac/sigma/${version}/${platform}/terraform-provider-sigma_v${version}`,
  );
}
