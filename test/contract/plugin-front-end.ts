import { Metadata } from "@grpc/grpc-js";
import statusMessages from "@pulumi/pulumi/proto/status_pb.js";
import { isRecord, UNKNOWN } from "../../provider/integration/unknown.ts";
import { decodeOutputs } from "../../provider/pulumi/decode.ts";
import { providerMessages } from "../../provider/pulumi/plugin/messages.ts";
import { createPlugin, type Plugin } from "../../provider/pulumi/plugin/plugin.ts";
import { check } from "../../provider/pulumi/plugin/rpc/check.ts";
import { create } from "../../provider/pulumi/plugin/rpc/create.ts";
import { deleteResource } from "../../provider/pulumi/plugin/rpc/delete.ts";
import { diff } from "../../provider/pulumi/plugin/rpc/diff.ts";
import { read } from "../../provider/pulumi/plugin/rpc/read.ts";
import { update } from "../../provider/pulumi/plugin/rpc/update.ts";
import { toProperties, toStruct, type Properties } from "../../provider/pulumi/plugin/values.ts";
import { UNKNOWN_VALUE } from "../../provider/pulumi/wire.ts";
import { PartialFailure, type FrontEnd, type Recorded, type Run } from "./front-end.ts";

const URN = "urn:pulumi:dev::program::sigma:index:ExternalAiIntegration::ai";
const CALL = { signal: new AbortController().signal };

/** What the engine keeps of a resource. */
interface State {
  inputs: Properties;
  outputs: Properties;
}

/** The calls of Pulumi's plugin, as the engine makes them: messages of the protocol, in which secrets stay marked. */
export const pluginFrontEnd: FrontEnd = {
  name: "pulumi plugin",
  lacks: [],
  state: ({ outputs }) => decodeOutputs(stateOf(outputs).outputs),
  start: (environment) =>
    startRun(
      createPlugin(environment, ({ severity, text }) => {
        const line = text.startsWith("org-") ? text : `sigma: ${text}`;
        environment.print(severity === "warning" ? line.replace(": ", ": warning: ") : line);
      }),
    ),
};

function startRun(plugin: Plugin): Run {
  const checked = async (config: unknown, recorded?: Recorded): Promise<Properties> => {
    const request = new providerMessages.CheckRequest();
    request.setUrn(URN);
    request.setNews(toStruct(asSent(config)));
    if (recorded !== undefined) request.setOlds(toStruct(stateOf(recorded.outputs).inputs));
    const response = await check(request, plugin);
    const failures = response.getFailuresList().map((failure) => failure.getReason());
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return toProperties(response.getInputs());
  };

  return {
    check: async (config, recorded) => void (await checked(config, recorded)),
    async plan(config, recorded) {
      const { inputs, outputs } = stateOf(recorded.outputs);
      const request = new providerMessages.DiffRequest();
      request.setId(recorded.id);
      request.setUrn(URN);
      request.setOlds(toStruct(outputs));
      request.setOldInputs(toStruct(inputs));
      request.setNews(toStruct(await checked(config, recorded)));
      const response = await diff(request, plugin);
      if (response.getReplacesList().length > 0) return "replace";
      const { DIFF_SOME } = providerMessages.DiffResponse.DiffChanges;
      return response.getChanges() === DIFF_SOME ? "update" : "none";
    },
    async create(config) {
      const inputs = await checked(config);
      const request = new providerMessages.CreateRequest();
      request.setUrn(URN);
      request.setProperties(toStruct(inputs));
      return partial(async () => {
        const response = await create(request, plugin, CALL);
        return recordedOf(response.getId(), inputs, toProperties(response.getProperties()));
      });
    },
    async update(config, recorded) {
      const { inputs, outputs } = stateOf(recorded.outputs);
      const news = await checked(config, recorded);
      const request = new providerMessages.UpdateRequest();
      request.setId(recorded.id);
      request.setUrn(URN);
      request.setOlds(toStruct(outputs));
      request.setOldInputs(toStruct(inputs));
      request.setNews(toStruct(news));
      return partial(async () => {
        const response = await update(request, plugin, CALL);
        return recordedOf(recorded.id, news, toProperties(response.getProperties()));
      });
    },
    async read(recorded) {
      const { inputs, outputs } = stateOf(recorded.outputs);
      const request = new providerMessages.ReadRequest();
      request.setId(recorded.id);
      request.setUrn(URN);
      request.setProperties(toStruct(outputs));
      request.setInputs(toStruct(inputs));
      const response = await read(request, plugin, CALL);
      const id = response.getId();
      if (id === "") return undefined;
      const properties = toProperties(response.getProperties());
      return recordedOf(id, toProperties(response.getInputs()), properties);
    },
    async remove(recorded) {
      const request = new providerMessages.DeleteRequest();
      request.setId(recorded.id);
      request.setUrn(URN);
      request.setProperties(toStruct(stateOf(recorded.outputs).outputs));
      await deleteResource(request, plugin, CALL);
    },
  };
}

function recordedOf(id: string, inputs: Properties, outputs: Properties): Recorded {
  return { id, outputs: { inputs, outputs } satisfies State };
}

/** Fixtures of other front ends have the outputs alone. */
function stateOf(recorded: unknown): State {
  if (!isRecord(recorded)) return { inputs: {}, outputs: {} };
  const { inputs, outputs } = recorded;
  if (isRecord(inputs) && isRecord(outputs)) return { inputs, outputs };
  return { inputs: {}, outputs: recorded };
}

/** A value that is not known yet has a text of the engine's own. */
function asSent(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_VALUE;
  if (Array.isArray(value)) return value.map(asSent);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, asSent(field)]));
}

async function partial(work: () => Promise<Recorded>): Promise<Recorded> {
  try {
    return await work();
  } catch (error) {
    throw partialFailure(error) ?? error;
  }
}

/** What the engine records of a failure that comes with details. */
function partialFailure(error: unknown): PartialFailure | undefined {
  if (!isRecord(error) || !(error["metadata"] instanceof Metadata)) return undefined;
  const [details] = error["metadata"].get("grpc-status-details-bin");
  if (!(details instanceof Uint8Array)) return undefined;
  const status = statusMessages.Status.deserializeBinary(details);
  const failure = status
    .getDetailsList()[0]
    ?.unpack(
      (bytes) => providerMessages.ErrorResourceInitFailed.deserializeBinary(bytes),
      "pulumirpc.ErrorResourceInitFailed",
    );
  if (failure === undefined || failure === null) return undefined;
  const [reason = ""] = failure.getReasonsList();
  const inputs = toProperties(failure.getInputs());
  return new PartialFailure(
    reason,
    recordedOf(failure.getId(), inputs, toProperties(failure.getProperties())),
  );
}
