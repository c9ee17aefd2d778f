import { installFiles, type FilesToInstall, type NodeNoted } from "../../install/install-files.ts";
import { TERRAFORM_GREETING } from "./greeting.ts";
import { impliedMirrors } from "./places.ts";
import { targets, type Installation, type Target } from "./target.ts";

/** An {@link Installation} with what it is made of. */
export type InstallOptions = Installation & Pick<FilesToInstall, "provider" | "node">;

/** What an installation did. */
export interface Installed extends Target, NodeNoted {
  version: string;
  /** Whether the engines look into `dir` without being told. */
  implied: boolean;
}

/**
 * Puts the provider into a mirror folder, after it was started once as a check. Where anything fails, all is left as it
 * was. Doing it again changes nothing.
 *
 * Throws where the platform is not supported, a folder cannot be written to, or the provider does not start.
 */
export async function install(options: InstallOptions): Promise<Installed> {
  const { machine, version, provider, node } = options;
  const [target] = targets(options);
  const { files } = target;
  const noted = await installFiles({
    machine,
    provider,
    node,
    files,
    greeting: TERRAFORM_GREETING,
  });
  return { ...target, version, implied: impliedMirrors(machine).includes(target.dir), ...noted };
}
