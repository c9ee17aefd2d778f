import { isAbsolute, join } from "node:path";
import type { Machine } from "./machine.ts";

/** The file that notes which Node.js providers run on. The launcher at the head of each reads it. */
export function nodeNoteFile({ home, env }: Machine): string {
  const own = env["SIGMA_EXTERNAL_AI_NODE_FILE"];
  if (own !== undefined && own !== "") return own;
  // As the launcher has it, which is a shell's line: any value of the variable counts.
  const config = env["XDG_CONFIG_HOME"];
  const base = config === undefined || config === "" ? join(home, ".config") : config;
  return join(base, "sigma-external-ai", "node");
}

/** The folder of compiled code that the launcher has Node.js keep, so that later starts are faster. */
export function compileCache({ platform, home, env }: Machine): string {
  const caches = platform === "darwin" ? "Library/Caches" : ".cache";
  return join(xdg(env["XDG_CACHE_HOME"], home, caches), "sigma-external-ai", "compile");
}

/** A folder of the XDG specification, by which a relative path is to be ignored. */
export function xdg(value: string | undefined, home: string, otherwise: string): string {
  return value !== undefined && isAbsolute(value) ? value : join(home, otherwise);
}
