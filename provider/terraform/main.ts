/** The entry of the provider's process: what Terraform and OpenTofu start. Only what the handshake needs is loaded here. */
import { createHandlers, rawAnswers } from "./handlers.ts";
import { log } from "./protocol/log.ts";
import { serveProvider } from "./protocol/serve.ts";
import { createProvider } from "./provider.ts";

// Read by zod when it is loaded. To compile a parser for each schema pays for thousands of values only.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

let hasAsked = false;

const provider = createProvider({
  env(name) {
    // Asked for where Sigma is.
    hasAsked = true;
    return process.env[name];
  },
  // Keys come as values here; references to files are for engines that have no variables of their own.
  file: async () => {
    throw Object.assign(new Error("no key files in Terraform"), { code: "ENOTSUP" });
  },
  print: (line) => log("info", line),
});

void serveProvider(createHandlers(provider), { raw: rawAnswers });

/** Whether this process has run nearly all the code there is, so that its launcher should keep what was compiled. */
export const isWarm = (): boolean => hasAsked;
