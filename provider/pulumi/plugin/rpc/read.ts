import type { ReadRequest, ReadResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { adopt } from "../../../integration/adopt.ts";
import { read as refresh } from "../../../integration/read.ts";
import { decodeOutputs, isNothing, isRecorded } from "../../decode.ts";
import { encodeInputs } from "../../encode.ts";
import { importedInputs } from "../imported.ts";
import { providerMessages } from "../messages.ts";
import { outputsOf, withSecretFacts } from "../outputs.ts";
import type { Call, Plugin } from "../plugin.ts";
import { milliseconds } from "../timeout.ts";
import { toProperties, toStruct } from "../values.ts";

/**
 * Refreshes what is recorded. Without a record it imports, by the organization's id; so does a look-up by an id. Only what
 * Sigma reports as removed is answered as gone: a read that fails, fails.
 */
export async function read(
  request: ReadRequest,
  plugin: Plugin,
  { signal }: Call,
): Promise<ReadResponse> {
  const inputs = toProperties(request.getInputs());
  const contextFor = await plugin.contextFor({
    notify: plugin.notify(request.getUrn(), inputs),
    signal,
    timeout: milliseconds(request.getTimeout()),
  });
  const properties = toProperties(request.getProperties());
  const response = new providerMessages.ReadResponse();
  // A look-up by an id may have other properties beside it, as the program gives them.
  if (isNothing(properties) || (isNothing(inputs) && !isRecorded(properties))) {
    plugin.imports.add(request.getUrn());
    const state = await adopt(request.getId(), contextFor);
    response.setId(state.organizationId);
    response.setProperties(toStruct(outputsOf(state)));
    response.setInputs(toStruct(importedInputs(state)));
    return response;
  }
  const state = decodeOutputs(properties);
  const live = await refresh(state, contextFor(state));
  // An answer without an id is how a resource is dropped from the state.
  if (live === undefined) return response;
  response.setId(live.organizationId);
  response.setProperties(toStruct(withSecretFacts(outputsOf(live), inputs)));
  // What the program wrote stays: a change made outside is one against the outputs.
  response.setInputs(toStruct(encodeInputs(inputs)));
  return response;
}
