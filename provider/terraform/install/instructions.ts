import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "../../install/machine.ts";
import { SOURCE } from "./places.ts";

/**
 * The engines' configuration files with a `provider_installation` block that does not name the mirror folder. With such a
 * block the engines look only where it says.
 */
export function filesThatHide(dir: string, { home, env }: Machine): string[] {
  const given = env["TF_CLI_CONFIG_FILE"];
  const xdg = env["XDG_CONFIG_HOME"];
  const files =
    given !== undefined && given !== ""
      ? [given]
      : [
          join(home, ".terraformrc"),
          join(home, ".tofurc"),
          ...(xdg === undefined || xdg === "" ? [] : [join(xdg, "opentofu", "tofurc")]),
        ];
  return files.filter((file) => {
    const text = read(file);
    return /^\s*provider_installation\b/m.test(text) && !text.includes(dir);
  });
}

/** The block that makes the engines look for the provider in a mirror folder, and for all others in their registries. */
export function providerInstallation(dir: string): string {
  const only = `[${JSON.stringify(SOURCE)}]`;
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(dir)}
    include = ${only}
  }
  direct {
    exclude = ${only}
  }
}`;
}

/** The block for a configuration that uses the provider. */
export function requiredProviders(version: string): string {
  return `terraform {
  required_providers {
    sigma = {
      source  = ${JSON.stringify(SOURCE)}
      version = ${JSON.stringify(version)}
    }
  }
}`;
}

/** The command that writes the checksums of the provider into the lock file. */
export function lockCommand(engine: "terraform" | "tofu", dir: string, platform: string): string {
  return `${engine} providers lock -fs-mirror=${quoted(dir)} -platform=${platform} ${SOURCE}`;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** As a word of a shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
