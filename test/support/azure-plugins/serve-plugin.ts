import grpc from "@grpc/grpc-js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import { promisify } from "node:util";
import { messageOf } from "../engine/failure.ts";
import type { Plugin } from "./plugin.ts";
import { fromStruct, toStruct } from "./properties.ts";

/** A plugin that an engine can attach to. */
export interface ServedPlugin {
  port: number;
  /** Ends every call that is under way, and stops listening. */
  close: () => void;
}

/** Serves a plugin to any number of engines, on a free port. Calls to it run side by side. */
export async function servePlugin(plugin: Plugin): Promise<ServedPlugin> {
  const server = new grpc.Server();
  server.addService(services.ResourceProviderService, {
    ...beginning(plugin),
    ...resources(plugin),
  });
  const bind = promisify(server.bindAsync.bind(server));
  const port = await bind("127.0.0.1:0", grpc.ServerCredentials.createInsecure());
  return { port, close: () => server.forceShutdown() };
}

/** What the engine asks before, and beside, its work. Without a handshake it takes the answer of `configure`. */
function beginning({ version }: Plugin): grpc.UntypedServiceImplementation {
  const done = unary(async () => new empties.Empty());
  return {
    attach: done,
    cancel: done,
    getPluginInfo: unary(async () => new plugins.PluginInfo().setVersion(version)),
    checkConfig: unary(async (request: InstanceType<typeof messages.CheckRequest>) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: unary(async () =>
      new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE),
    ),
    configure: unary(async () => new messages.ConfigureResponse().setSupportspreview(true)),
  };
}

function resources(plugin: Plugin): grpc.UntypedServiceImplementation {
  return {
    check: unary(async (request: InstanceType<typeof messages.CheckRequest>) => {
      const resource = {
        type: request.getType(),
        name: request.getName(),
        seed: request.getRandomseed_asU8(),
      };
      const news = fromStruct(request.getNews());
      const inputs = plugin.check(resource, news, fromStruct(request.getOlds()));
      return new messages.CheckResponse().setInputs(toStruct(inputs));
    }),
    diff: unary(async (request: InstanceType<typeof messages.DiffRequest>) => {
      const olds = fromStruct(request.getOldInputs());
      const { changed, replaced } = plugin.diff(
        request.getType(),
        olds,
        fromStruct(request.getNews()),
      );
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      return new messages.DiffResponse()
        .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
        .setDiffsList(changed)
        .setReplacesList(replaced)
        .setDeletebeforereplace(replaced.length > 0);
    }),
    create: unary(async (request: InstanceType<typeof messages.CreateRequest>, signal) => {
      const [type, inputs] = [request.getType(), fromStruct(request.getProperties())];
      const response = new messages.CreateResponse();
      if (request.getPreview()) {
        return response.setProperties(toStruct(plugin.preview(type, inputs, undefined)));
      }
      const { id, outputs } = await plugin.create(type, inputs, signal);
      return response.setId(id).setProperties(toStruct(outputs));
    }),
    read: unary(async (request: InstanceType<typeof messages.ReadRequest>, signal) => {
      const recorded = {
        id: request.getId(),
        inputs: fromStruct(request.getInputs()),
        outputs: fromStruct(request.getProperties()),
      };
      const found = await plugin.read(request.getType(), recorded, signal);
      const response = new messages.ReadResponse();
      if (found === undefined) return response;
      return response
        .setId(found.id)
        .setInputs(toStruct(found.inputs))
        .setProperties(toStruct(found.outputs));
    }),
    update: unary(async (request: InstanceType<typeof messages.UpdateRequest>, signal) => {
      const [type, inputs] = [request.getType(), fromStruct(request.getNews())];
      const outputs = fromStruct(request.getOlds());
      const updated = request.getPreview()
        ? plugin.preview(type, inputs, outputs)
        : await plugin.update(type, { id: request.getId(), inputs, outputs }, signal);
      return new messages.UpdateResponse().setProperties(toStruct(updated));
    }),
    delete: unary(async (request: InstanceType<typeof messages.DeleteRequest>, signal) => {
      const recorded = {
        id: request.getId(),
        inputs: fromStruct(request.getOldInputs()),
        outputs: fromStruct(request.getProperties()),
      };
      await plugin.remove(request.getType(), recorded, signal);
      return new empties.Empty();
    }),
    invoke: unary(async (request: InstanceType<typeof messages.InvokeRequest>, signal) => {
      const result = await plugin.invoke(request.getTok(), fromStruct(request.getArgs()), signal);
      return new messages.InvokeResponse().setReturn(toStruct(result));
    }),
  };
}

/** A call whose error reaches the user with its message. The signal tells that the engine is gone. */
function unary<Request, Response>(
  handle: (request: Request, signal: AbortSignal) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const gone = new AbortController();
    call.on("cancelled", () => gone.abort());
    const answer = async (): Promise<void> => {
      try {
        callback(null, await handle(call.request, gone.signal));
      } catch (error) {
        callback({ code: grpc.status.UNKNOWN, details: messageOf(error) });
      }
    };
    void answer();
  };
}
