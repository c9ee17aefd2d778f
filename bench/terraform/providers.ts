import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "../../provider/runtime/version.ts";
import { terraformPlatform } from "../../provider/terraform/install/platform.ts";
import { bundle, providerFile } from "../../scripts/bundle/bundle.ts";
import { TERRAFORM_PROVIDER } from "../../scripts/bundle/providers.ts";
import { compile } from "../../scripts/terraform/compile.ts";
import { cacheFolder } from "../../test/support/engine/cache.ts";
import { messageOf } from "../../test/support/engine/failure.ts";
import { obtainRestapi } from "../../test/support/engine/restapi.ts";
import type { Progress } from "../../test/support/engine/tool.ts";
import type { MirroredProvider } from "../../test/support/terraform-mirror.ts";
import { RESTAPI_PROVIDER } from "./programs.ts";

/** Who is measured: the peer, ours in its two forms, one that answers at once in the same forms, and no provider at all. */
export type Contestant =
  | "restapi"
  | "ours, compiled"
  | "ours, Node file"
  | "instant, compiled"
  | "instant, Node file"
  | "terraform alone";

/** The executables of the contestants. */
export interface Providers extends Disposable {
  /** Without those that cannot be had on this machine. */
  byContestant: ReadonlyMap<Contestant, MirroredProvider>;
  /** What cannot be had, and why: a line each. */
  missing: readonly string[];
}

/** Makes or obtains every provider, from the sources as they are. What cannot be had is left out. */
export async function obtainProviders(progress: Progress): Promise<Providers> {
  const folder = mkdtempSync(join(tmpdir(), "sigma-bench-"));
  const byContestant = new Map<Contestant, MirroredProvider>();
  const missing: string[] = [];
  const entries = [
    ["ours", TERRAFORM_PROVIDER.entry],
    ["instant", join(import.meta.dirname, "instant-provider.ts")],
  ] as const;
  for (const [name, entry] of entries) {
    progress(`making the provider: ${name}`);
    const made = await bundle(entry);
    const add = (form: "Node file" | "compiled", content: string | Buffer): void => {
      const executable = join(folder, `${name}-${form.replace(" ", "-")}`);
      writeFileSync(executable, content);
      chmodSync(executable, 0o755);
      byContestant.set(`${name}, ${form}`, { executable, version: VERSION });
    };
    add("Node file", providerFile(made, TERRAFORM_PROVIDER.texts));
    try {
      add("compiled", compile(made.code, terraformPlatform(process), cacheFolder()));
    } catch (error) {
      missing.push(`${name}, compiled: left out: ${messageOf(error)}`);
    }
  }
  try {
    const { command, version } = await obtainRestapi({ progress });
    byContestant.set("restapi", { executable: command, version, address: RESTAPI_PROVIDER });
  } catch (error) {
    missing.push(`restapi: left out: ${messageOf(error)}`);
  }
  return {
    byContestant,
    missing,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
