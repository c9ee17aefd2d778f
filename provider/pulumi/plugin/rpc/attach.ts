import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb.js";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { emptyMessages } from "../messages.ts";

/** Takes note of the engine that a plugin under a debugger serves. */
export async function attachTo(
  request: PluginAttach,
  attach: (engine: string) => void,
): Promise<Empty> {
  attach(request.getAddress());
  return new emptyMessages.Empty();
}
