import type { Method, Methods } from "./grpc-server.ts";

const EMPTY = new Uint8Array();

/** A `grpc.health.v1.HealthCheckResponse` whose field 1, the status, is 1: SERVING. */
const SERVING = Uint8Array.of(0x08, 1);

/**
 * What every plugin serves beside its own service: see `schema/go-plugin.proto`. `onShutdown` is called when the host has
 * been answered that the plugin will end.
 */
export function pluginMethods(onShutdown: () => void): Methods {
  return new Map<string, Method>([
    [
      "/plugin.GRPCController/Shutdown",
      {
        kind: "unary",
        handle: async (_, { signal }) => {
          signal.addEventListener("abort", onShutdown);
          return EMPTY;
        },
      },
    ],
    // The host opens both at once and uses neither; it takes an end for a failure of the plugin.
    ["/plugin.GRPCStdio/StreamStdio", { kind: "held" }],
    ["/plugin.GRPCBroker/StartStream", { kind: "held" }],
    ["/grpc.health.v1.Health/Check", { kind: "unary", handle: async () => SERVING }],
  ]);
}
