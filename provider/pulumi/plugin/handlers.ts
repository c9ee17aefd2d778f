import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { handleUnaryCall } from "@grpc/grpc-js";
import type { Call, Plugin } from "./plugin.ts";

/** The calls of the protocol that this plugin answers; the engine is told of all others that they are not implemented. */
type Answered = Pick<
  IResourceProviderServer,
  | "handshake"
  | "attach"
  | "getPluginInfo"
  | "getSchema"
  | "checkConfig"
  | "diffConfig"
  | "configure"
  | "check"
  | "diff"
  | "create"
  | "read"
  | "update"
  | "delete"
  | "invoke"
  | "cancel"
>;

/** One answer to each call. Whatever is thrown becomes the error that the engine shows. */
export type Handlers = {
  [Name in keyof Answered]: Answered[Name] extends handleUnaryCall<infer Request, infer Response>
    ? (request: Request, call: Call) => Promise<Response>
    : never;
};

/**
 * What answers each call. Each is loaded at its first call: an engine starts the plugin for a schema, for a handshake and for
 * every instance of the provider, and most of them need little. `attach` is called where the engine was not there at the start.
 */
export function createHandlers(plugin: Plugin, attach: (engine: string) => void): Handlers {
  return {
    handshake: async () => (await import("./rpc/handshake.ts")).handshake(),
    attach: async (request) => (await import("./rpc/attach.ts")).attachTo(request, attach),
    getPluginInfo: async () => (await import("./rpc/get-plugin-info.ts")).getPluginInfo(),
    getSchema: async () => (await import("./rpc/get-schema.ts")).getSchema(),

    checkConfig: async (request) =>
      (await import("./rpc/check-config.ts")).checkConfig(request, plugin),
    diffConfig: async (request) => (await import("./rpc/diff-config.ts")).diffConfig(request),
    configure: async (request) => (await import("./rpc/configure.ts")).configure(request, plugin),

    check: async (request) => (await import("./rpc/check.ts")).check(request, plugin),
    diff: async (request) => (await import("./rpc/diff.ts")).diff(request, plugin),
    create: async (request, call) =>
      (await import("./rpc/create.ts")).create(request, plugin, call),
    read: async (request, call) => (await import("./rpc/read.ts")).read(request, plugin, call),
    update: async (request, call) =>
      (await import("./rpc/update.ts")).update(request, plugin, call),
    delete: async (request, call) =>
      (await import("./rpc/delete.ts")).deleteResource(request, plugin, call),
    invoke: async (request, call) =>
      (await import("./rpc/invoke.ts")).invoke(request, plugin, call),
    cancel: async () => (await import("./rpc/cancel.ts")).cancel(plugin),
  };
}
