import { Client, credentials, type MethodDefinition } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { CheckResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { createHandlers } from "../../../../../provider/pulumi/plugin/handlers.ts";
import { emptyMessages, providerMessages } from "../../../../../provider/pulumi/plugin/messages.ts";
import type { LogEntry } from "../../../../../provider/pulumi/plugin/notices.ts";
import { createPlugin } from "../../../../../provider/pulumi/plugin/plugin.ts";
import { serve, type ServeOptions } from "../../../../../provider/pulumi/plugin/server.ts";
import {
  toProperties,
  toStruct,
  type Properties,
} from "../../../../../provider/pulumi/plugin/values.ts";
import { closeAfterTest } from "../../../sigma/support/cleanup.ts";
import {
  checkRequest,
  createRequest,
  deleteRequest,
  diffRequest,
  readRequest,
  updateRequest,
  type Operation,
  type Recorded,
} from "./requests.ts";
import { shownDiff, type ShownDiff } from "./shown-diff.ts";

/** The calls of the protocol. */
export const RPC = services.ResourceProviderService;

/** What a process of the plugin finds around it. */
export interface Surroundings extends ServeOptions {
  env?: Readonly<Record<string, string | undefined>>;
  /** The provider's arguments. */
  config?: Properties;
  /** Where lines go, in the place of `entries`. */
  log?: (entry: LogEntry) => void;
  attach?: (engine: string) => void;
}

/** What a check answers. */
export interface Checked {
  inputs: Properties;
  failures: { property: string; reason: string }[];
}

/** One life of the plugin's process, called over gRPC as the engine calls it. */
export interface PluginProcess {
  /** What was logged. */
  entries: readonly LogEntry[];
  /** Any call. The signal is the engine's, which gives it up. */
  call: <Request, Response>(
    definition: MethodDefinition<Request, Response>,
    request: Request,
    signal?: AbortSignal,
  ) => Promise<Response>;
  checkConfig: (news: Properties) => Promise<Checked>;
  configure: (args: Properties) => Promise<void>;
  check: (news: Properties, olds?: Properties) => Promise<Checked>;
  diff: (recorded: Recorded, news: Properties, operation?: Operation) => Promise<ShownDiff>;
  create: (inputs: Properties, operation?: Operation) => Promise<Recorded>;
  read: (recorded: Parameters<typeof readRequest>[0], operation?: Operation) => Promise<Recorded>;
  update: (recorded: Recorded, news: Properties, operation?: Operation) => Promise<Recorded>;
  remove: (recorded: Recorded, operation?: Operation) => Promise<void>;
  invoke: (name: string, args?: Properties) => Promise<Properties>;
  cancel: () => Promise<void>;
  /** Checks and creates. */
  settle: (news: Properties) => Promise<Recorded>;
}

/** Starts the plugin in this process, which ends with the test, and configures it where `config` is given. */
export async function startPlugin(surroundings: Surroundings = {}): Promise<PluginProcess> {
  const { env = {}, config, attach = () => {}, flush } = surroundings;
  const entries: LogEntry[] = [];
  const plugin = createPlugin(
    {
      env: (name) => env[name],
      file: async () => {
        throw Object.assign(new Error("no key files"), { code: "ENOTSUP" });
      },
      print: () => {},
    },
    surroundings.log ?? ((entry) => void entries.push(entry)),
  );
  const options = flush === undefined ? {} : { flush };
  const { port, close } = await serve(createHandlers(plugin, attach), options);
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  closeAfterTest(() => {
    client.close();
    close();
  });
  const running = createProcess(client, entries);
  if (config !== undefined) await running.configure(config);
  return running;
}

function createProcess(client: Client, entries: LogEntry[]): PluginProcess {
  const running: PluginProcess = {
    entries,
    call: async ({ path, requestSerialize, responseDeserialize }, request, signal) =>
      new Promise((resolve, reject) => {
        const call = client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          (error, response) =>
            response === undefined ? reject(error ?? new Error("no answer")) : resolve(response),
        );
        signal?.addEventListener("abort", () => call.cancel());
      }),
    checkConfig: async (news) => checkedOf(await running.call(RPC.checkConfig, checkRequest(news))),
    async configure(args) {
      const request = new providerMessages.ConfigureRequest();
      request.setArgs(toStruct(args));
      await running.call(RPC.configure, request);
    },
    check: async (news, olds) => checkedOf(await running.call(RPC.check, checkRequest(news, olds))),
    diff: async (...given) => shownDiff(await running.call(RPC.diff, diffRequest(...given))),
    async create(inputs, operation) {
      const response = await running.call(RPC.create, createRequest(inputs, operation));
      return { id: response.getId(), inputs, outputs: toProperties(response.getProperties()) };
    },
    async read(recorded, operation) {
      const response = await running.call(RPC.read, readRequest(recorded, operation));
      return {
        id: response.getId(),
        inputs: toProperties(response.getInputs()),
        outputs: toProperties(response.getProperties()),
      };
    },
    async update(recorded, news, operation) {
      const response = await running.call(RPC.update, updateRequest(recorded, news, operation));
      return {
        id: recorded.id,
        inputs: news,
        outputs: toProperties(response.getProperties()),
      };
    },
    async remove(...given) {
      await running.call(RPC.delete, deleteRequest(...given));
    },
    async invoke(name, args = {}) {
      const request = new providerMessages.InvokeRequest();
      request.setTok(name);
      request.setArgs(toStruct(args));
      return toProperties((await running.call(RPC.invoke, request)).getReturn());
    },
    async cancel() {
      await running.call(RPC.cancel, new emptyMessages.Empty());
    },
    async settle(news) {
      const { inputs, failures } = await running.check(news);
      if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join());
      return running.create(inputs);
    },
  };
  return running;
}

function checkedOf(response: CheckResponse): Checked {
  return {
    inputs: toProperties(response.getInputs()),
    failures: response.getFailuresList().map((failure) => ({
      property: failure.getProperty(),
      reason: failure.getReason(),
    })),
  };
}
