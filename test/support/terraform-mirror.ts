import { constants } from "node:fs";
import { chmod, copyFile, link, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { goPlatform } from "./engine/go-platform.ts";

/** A provider as it lies in a mirror folder. */
export interface MirroredProvider {
  /** Its executable; copied. */
  executable: string;
  version: string;
  /** Namespace and type, in lower case. Default: `sigma-iac/sigma`. */
  address?: string;
}

/** The registries that the two engines mean by an address without a host. */
export const registries = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** What our provider is called in `required_providers`. */
export const SIGMA_PROVIDER = "sigma-iac/sigma";

/**
 * Puts a provider for this platform into a folder that a `filesystem_mirror` leads to, for Terraform and for OpenTofu.
 *
 * @throws if that version of it is there already
 */
export async function addToMirror(mirror: string, provider: MirroredProvider): Promise<void> {
  const { executable, version, address = SIGMA_PROVIDER } = provider;
  const type = address.slice(address.indexOf("/") + 1);
  const ending = process.platform === "win32" ? ".exe" : "";
  const name = `terraform-provider-${type}_v${version}${ending}`;
  let source = executable;
  for (const host of registries) {
    const folder = join(mirror, host, address, version, goPlatform());
    await mkdir(folder, { recursive: true });
    const file = join(folder, name);
    // The first is a copy of its own, so that a later build does not change it; the second needs no space.
    if (source === executable) await copyFile(source, file, constants.COPYFILE_EXCL);
    else await link(source, file);
    await chmod(file, 0o755);
    source = file;
  }
}

/** A CLI configuration with which an engine takes providers from a folder, and from nowhere else. */
export function mirrorConfig(mirror: string): string {
  return `disable_checkpoint = true

provider_installation {
  filesystem_mirror {
    path = ${JSON.stringify(mirror)}
  }
}
`;
}
