import { TERRAFORM_PROVIDER } from "../../../../../scripts/bundle/providers.ts";
import { writeProviderFile as write } from "../../../install/support/provider-file.ts";

/** What a provider does that says where it listens, and then waits to be ended. */
export const LISTENS = `console.log("1|6|unix|/tmp/p.sock|grpc|");setInterval(()=>{},1e6);`;

/** Writes a provider file: the launcher, and this code. */
export async function writeProviderFile(file: string, code: string): Promise<string> {
  return write(file, TERRAFORM_PROVIDER.texts, code);
}
