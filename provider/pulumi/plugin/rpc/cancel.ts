import type { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { emptyMessages } from "../messages.ts";
import type { Plugin } from "../plugin.ts";

/** Ends every request that is under way: the user has interrupted the engine. */
export async function cancel(plugin: Plugin): Promise<Empty> {
  plugin.cancel();
  return new emptyMessages.Empty();
}
