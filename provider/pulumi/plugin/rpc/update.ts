import type { UpdateRequest, UpdateResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { checked } from "../../../integration/check.ts";
import { waitOf } from "../../../integration/config.ts";
import { plan } from "../../../integration/plan.ts";
import { update as edit } from "../../../integration/update.ts";
import { decodeInputs, decodeOutputs } from "../../decode.ts";
import { encodeInputs } from "../../encode.ts";
import { ignoring } from "../ignored-changes.ts";
import { providerMessages } from "../messages.ts";
import { withSecretFacts } from "../outputs.ts";
import { plannedUpdate } from "../planned.ts";
import type { Call, Plugin } from "../plugin.ts";
import { recorded } from "../recorded.ts";
import { milliseconds } from "../timeout.ts";
import { toProperties, toStruct, type Properties } from "../values.ts";

/** Edits the integration in place. A preview sends nothing. */
export async function update(
  request: UpdateRequest,
  plugin: Plugin,
  { signal }: Call,
): Promise<UpdateResponse> {
  const inputs = toProperties(request.getNews());
  const news = decodeInputs(inputs);
  const config = checked(news);
  const state = decodeOutputs(toProperties(request.getOlds()));
  const notify = plugin.notify(request.getUrn(), inputs);
  const ignores = ignoring(request.getIgnorechangesList(), news);
  if (request.getPreview()) {
    const { claims: _, ...context } = (await plugin.runtime()).forPlan({ notify });
    const changes = await plan(config, state, { ...context, ignores });
    return updateResponse(withSecretFacts(plannedUpdate(state, config, changes), inputs));
  }
  const contextFor = await plugin.contextFor({
    notify,
    signal,
    timeout: milliseconds(request.getTimeout()),
    wait: waitOf(config.settings),
  });
  const applied = await edit(state, config, { ...contextFor(config.target), ignores });
  return updateResponse(recorded(applied, encodeInputs(inputs)));
}

function updateResponse(outputs: Properties): UpdateResponse {
  const response = new providerMessages.UpdateResponse();
  response.setProperties(toStruct(outputs));
  return response;
}
