/** The entry of the plugin's process: what Pulumi's engine starts, with its own address as the only argument. */
import { processEnvironment } from "../../runtime/environment.ts";
import { VERSION } from "../../runtime/version.ts";
import { createEngineLog } from "./engine-log.ts";
import { createHandlers } from "./handlers.ts";
import { manageLifetime } from "./lifetime.ts";
import { createPlugin } from "./plugin.ts";
import { serve } from "./server.ts";

const HELP = `This is Pulumi's plugin for the package sigma. Pulumi starts it by itself, with its own address as the only argument.
It prints the port on which it serves the calls of Pulumi's resource providers. To debug it, start it by hand without an
argument, and run Pulumi with PULUMI_DEBUG_PROVIDERS=sigma:PORT.

  --version   show the version
  --help      show this text
`;

// Read by zod when it is loaded. To compile a parser for each schema pays for thousands of values only.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

const words = process.argv.slice(2);
const engine = words.find((argument) => !argument.startsWith("-"));
const environment = processEnvironment();
const { log, attach, flush } = createEngineLog(engine, environment.print);

if (words.includes("--version")) process.stdout.write(`${VERSION}\n`);
else if (words.includes("--help")) process.stdout.write(HELP);
else {
  manageLifetime(engine);
  void start();
}

async function start(): Promise<void> {
  const handlers = createHandlers(createPlugin(environment, log), attach);
  const { port } = await serve(handlers, { flush });
  // Standard output carries the port, and nothing else.
  process.stdout.write(`${port}\n`);
}
