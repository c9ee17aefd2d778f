import { dirname } from "node:path";
import type { Machine } from "../../../../provider/install/machine.ts";
import { temporaryFolder } from "./folder.ts";

/** A user's machine with an empty home, whose PATH has the Node.js of the tests. */
export async function machineWithHome(): Promise<Machine> {
  const home = await temporaryFolder();
  const env = { HOME: home, PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };
  return { platform: process.platform, arch: process.arch, home, env };
}
