import {
  Server,
  ServerCredentials,
  type handleUnaryCall,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { toServiceError } from "./errors.ts";
import type { Handlers } from "./handlers.ts";
import type { Call } from "./plugin.ts";

/** A plugin that listens. */
export interface Serving {
  /** The port on this machine. */
  port: number;
  /** Stops listening, and ends what is under way. */
  close: () => void;
}

/** How a plugin is served. */
export interface ServeOptions {
  /** Awaited before each answer, so that what was said about a resource is shown with it. */
  flush?: () => Promise<void>;
}

/** The largest message, in bytes: the same as in Pulumi's own SDKs. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;

/** Serves the calls of the plugin protocol on a free port of the loopback interface. */
export async function serve(
  handlers: Handlers,
  { flush = async () => {} }: ServeOptions = {},
): Promise<Serving> {
  const server = new Server({
    "grpc.max_receive_message_length": MESSAGE_LIMIT,
    "grpc.max_send_message_length": MESSAGE_LIMIT,
  });
  server.addService(services.ResourceProviderService, implementationOf(handlers, flush));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return { port, close: () => server.forceShutdown() };
}

/** What is not among the handlers, gRPC answers as not implemented. */
function implementationOf(
  handlers: Handlers,
  flush: () => Promise<void>,
): UntypedServiceImplementation {
  return {
    handshake: unary(handlers.handshake, flush),
    attach: unary(handlers.attach, flush),
    getPluginInfo: unary(handlers.getPluginInfo, flush),
    getSchema: unary(handlers.getSchema, flush),
    checkConfig: unary(handlers.checkConfig, flush),
    diffConfig: unary(handlers.diffConfig, flush),
    configure: unary(handlers.configure, flush),
    check: unary(handlers.check, flush),
    diff: unary(handlers.diff, flush),
    create: unary(handlers.create, flush),
    read: unary(handlers.read, flush),
    update: unary(handlers.update, flush),
    delete: unary(handlers.delete, flush),
    invoke: unary(handlers.invoke, flush),
    cancel: unary(handlers.cancel, flush),
  };
}

function unary<Request, Response>(
  handler: (request: Request, call: Call) => Promise<Response>,
  flush: () => Promise<void>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const given = new AbortController();
    call.on("cancelled", () => given.abort());
    const answer = async (): Promise<void> => {
      let response: Response;
      try {
        response = await handler(call.request, { signal: given.signal });
      } catch (error) {
        await flush();
        return callback(toServiceError(error, urnOf(call.request)));
      }
      await flush();
      callback(null, response);
    };
    void answer();
  };
}

/** The resource that a call is about; an empty text where it is about none. */
function urnOf(request: unknown): string {
  if (typeof request !== "object" || request === null || !("getUrn" in request)) return "";
  return typeof request.getUrn === "function" ? String(request.getUrn()) : "";
}
