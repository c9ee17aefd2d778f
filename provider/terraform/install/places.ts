import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "../../install/machine.ts";
import { xdg } from "../../install/places.ts";

/** The provider's address without a host: each engine puts its own registry's host before it. */
export const SOURCE = "sigma-iac/sigma";

/** The hosts that Terraform and OpenTofu put before {@link SOURCE}. */
export const HOSTS = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** What the file of every provider named `sigma` is called, before its version. */
export const PROVIDER_NAME = "terraform-provider-sigma";

/**
 * The folders that both engines look into without being told, the one to install into first.
 *
 * Where OpenTofu keeps its files in XDG folders, the first is an XDG folder too: `~/.terraform.d` would, by being there,
 * make OpenTofu look for its logins in it.
 */
export function impliedMirrors(machine: Machine): [string, ...string[]] {
  const { platform, home, env } = machine;
  if (platform === "win32") {
    const data = env["APPDATA"] ?? join(home, "AppData", "Roaming");
    return [join(data, "terraform.d", "plugins")];
  }
  const settings = join(home, ".terraform.d");
  const usual = join(settings, "plugins");
  const shared =
    platform === "darwin"
      ? join(home, "Library", "Application Support", "io.terraform", "plugins")
      : join(xdg(env["XDG_DATA_HOME"], home, ".local/share"), "terraform", "plugins");
  const usesXdg = [env["XDG_CONFIG_HOME"], env["XDG_DATA_HOME"]].some((dir) => (dir ?? "") !== "");
  return usesXdg && !existsSync(settings) ? [shared, usual] : [usual, shared];
}

/** The provider's files below a mirror, one for each of {@link HOSTS}. `platform` is Terraform's name for it. */
export function providerFiles(mirror: string, version: string, platform: string): string[] {
  return HOSTS.map((host) =>
    join(mirror, host, SOURCE, version, platform, `${PROVIDER_NAME}_v${version}`),
  );
}
