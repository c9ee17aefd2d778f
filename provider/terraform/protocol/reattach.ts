import type { ServerHttp2Session } from "node:http2";
import { serveGrpc, type FailureListener } from "./grpc-server.ts";
import { PROTOCOL_VERSION } from "./handshake.ts";
import { listen, type Address } from "./listen.ts";
import { logFailure } from "./serve.ts";
import { pluginMethods } from "./plugin-services.ts";
import { providerMethods, type Handlers, type RawAnswers } from "./provider-service.ts";
import { createTransport } from "./transport.ts";

/** How a provider is started in a process that goes on. */
export interface StartOptions {
  /** Answers that are encoded already; they go before the handlers. */
  raw?: RawAnswers;
  /** Told of what handlers throw by mistake. Default: the log on standard error. */
  onFailure?: FailureListener;
}

/** A provider that runs in this process, in plaintext. */
export interface RunningProvider extends Address, AsyncDisposable {
  /**
   * The value of `TF_REATTACH_PROVIDERS` with which an engine uses this provider for these source addresses, such as
   * `registry.terraform.io/sigma-iac/sigma`. The engine kills the process `pid` (default: this one) where it finds nobody
   * listening.
   */
  reattachConfig: (sources: readonly string[], pid?: number) => string;
  /** Ends every connection and stops listening. */
  close: () => Promise<void>;
}

/** Serves a provider in this process, for tests and debuggers. A Shutdown is answered, and ends nothing. */
export async function startProvider(
  handlers: Handlers,
  { raw, onFailure = logFailure }: StartOptions = {},
): Promise<RunningProvider> {
  const { server } = createTransport(undefined);
  const methods = new Map([...pluginMethods(() => {}), ...providerMethods(handlers, raw)]);
  serveGrpc(server, methods, onFailure);
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  const { network, address, remove } = await listen(server, {});

  const close = async (): Promise<void> => {
    for (const session of sessions) session.destroy();
    await new Promise((resolve) => server.close(resolve));
    remove();
  };
  return {
    network,
    address,
    close,
    [Symbol.asyncDispose]: close,
    reattachConfig: (sources, pid = process.pid) => {
      const plugin = {
        Protocol: "grpc",
        ProtocolVersion: PROTOCOL_VERSION,
        Pid: pid,
        Test: true,
        Addr: { Network: network, String: address },
      };
      return JSON.stringify(Object.fromEntries(sources.map((source) => [source, plugin])));
    },
  };
}
