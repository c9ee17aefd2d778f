import type { DeleteRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { remove } from "../../../integration/remove.ts";
import { decodeOutputs } from "../../decode.ts";
import { emptyMessages } from "../messages.ts";
import type { Call, Plugin } from "../plugin.ts";
import { milliseconds } from "../timeout.ts";
import { toProperties } from "../values.ts";

/** Removes the integration, or leaves it in place where the resource says so. */
export async function deleteResource(
  request: DeleteRequest,
  plugin: Plugin,
  { signal }: Call,
): Promise<Empty> {
  const state = decodeOutputs(toProperties(request.getProperties()));
  const contextFor = await plugin.contextFor({
    notify: plugin.notify(request.getUrn(), toProperties(request.getOldInputs())),
    signal,
    timeout: milliseconds(request.getTimeout()),
  });
  await remove(state, contextFor(state));
  return new emptyMessages.Empty();
}
