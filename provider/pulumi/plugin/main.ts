/** The entry of the plugin's process: what Pulumi's engine starts, with its own address as the only argument. */
import { processEnvironment } from "../../runtime/environment.ts";
import { createEngineLog } from "./engine-log.ts";
import { createHandlers } from "./handlers.ts";
import { manageLifetime } from "./lifetime.ts";
import { createPlugin } from "./plugin.ts";
import { serve } from "./server.ts";

// Read by zod when it is loaded. To compile a parser for each schema pays for thousands of values only.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

const engine = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
const environment = processEnvironment();
const { log, attach, flush } = createEngineLog(engine, environment.print);

manageLifetime(engine);
void start();

async function start(): Promise<void> {
  const handlers = createHandlers(createPlugin(environment, log), attach);
  const { port } = await serve(handlers, { flush });
  // Standard output carries the port, and nothing else.
  process.stdout.write(`${port}\n`);
}
