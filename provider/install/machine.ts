import { homedir } from "node:os";

/** What differs between machines and users, as far as it says where things are installed. */
export interface Machine {
  platform: NodeJS.Platform;
  /** As Node.js names it, such as `x64`. */
  arch: string;
  home: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** This machine, and the user of this process. */
export function thisMachine(): Machine {
  const { platform, arch, env } = process;
  return { platform, arch, home: homedir(), env };
}
