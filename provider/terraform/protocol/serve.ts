import { writeSync } from "node:fs";
import { describeDefect } from "./defect.ts";
import { serveGrpc } from "./grpc-server.ts";
import { handshakeLine, readInvitation, type PluginEnvironment } from "./handshake.ts";
import { exit, manageLifetime } from "./lifetime.ts";
import { listen } from "./listen.ts";
import { log } from "./log.ts";
import { reportDefects } from "./panic.ts";
import { pluginMethods } from "./plugin-services.ts";
import { providerMethods, type Handlers, type RawAnswers } from "./provider-service.ts";
import { createTransport } from "./transport.ts";

/** How a provider is served. */
export interface ServeOptions {
  /** Answers that are encoded already; they go before the handlers. */
  raw?: RawAnswers;
  /** What the process was started with. Default: its own environment. */
  env?: PluginEnvironment;
  /** Ends the process where no client has connected by then. Seconds. Default: 60, as long as a host waits. */
  connectSeconds?: number;
}

const STDOUT = 1;
const STDERR = 2;

/**
 * Makes this process a plugin of Terraform: shakes hands, serves, and ends when it is not needed any more. Where it was not
 * started by a host it says on standard error what it is, and exits with 1; where it cannot serve it says so in the first line
 * of standard output, which the host quotes, and exits with 1.
 */
export async function serveProvider(
  handlers: Handlers,
  { raw, env = process.env, connectSeconds = 60 }: ServeOptions = {},
): Promise<void> {
  reportDefects();
  const invitation = readInvitation(env);
  if (invitation.kind === "stranger") return refuse(STDERR, invitation.text);
  if (invitation.kind === "unsupported") return refuse(STDOUT, invitation.text);
  const methods = new Map([
    ...pluginMethods(() => void setImmediate(exit)),
    ...providerMethods(handlers, raw),
  ]);
  try {
    const { server, certificate } = createTransport(invitation.clientCertificate);
    serveGrpc(server, methods, logFailure);
    manageLifetime(server, connectSeconds);
    const listening = await listen(server, env);
    process.on("exit", listening.remove);
    writeSync(STDOUT, `${handshakeLine(listening, certificate, env)}\n`);
  } catch (error) {
    const [defect = ""] = describeDefect(error).split("\n");
    refuse(STDOUT, `the provider cannot listen for Terraform: ${defect}`);
  }
}

/** Writes to the log which call has failed by a defect of ours. */
export function logFailure(path: string, thrown: unknown): void {
  log("error", `${path} failed`, { defect: describeDefect(thrown) });
}

function refuse(output: number, text: string): void {
  writeSync(output, `${text}\n`);
  process.exit(1);
}
