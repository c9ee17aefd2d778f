import type { CreateRequest, CreateResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { checked } from "../../../integration/check.ts";
import { waitOf } from "../../../integration/config.ts";
import { create as add } from "../../../integration/create.ts";
import { planCreate } from "../../../integration/plan.ts";
import { decodeInputs } from "../../decode.ts";
import { encodeInputs } from "../../encode.ts";
import { providerMessages } from "../messages.ts";
import { plannedCreate } from "../planned.ts";
import type { Call, Plugin } from "../plugin.ts";
import { recorded } from "../recorded.ts";
import { milliseconds } from "../timeout.ts";
import { toProperties, toStruct, type Properties } from "../values.ts";

/** Adds the integration. A preview sends nothing, and says what the create would do to people. */
export async function create(
  request: CreateRequest,
  plugin: Plugin,
  { signal }: Call,
): Promise<CreateResponse> {
  const inputs = toProperties(request.getProperties());
  const config = checked(decodeInputs(inputs));
  const notify = plugin.notify(request.getUrn(), inputs);
  if (request.getPreview()) {
    planCreate(config, (await plugin.runtime()).forPlan({ notify }));
    return createResponse("", plannedCreate(config));
  }
  const contextFor = await plugin.contextFor({
    notify,
    signal,
    timeout: milliseconds(request.getTimeout()),
    wait: waitOf(config.settings),
  });
  const applied = await add(config, contextFor(config.target));
  return createResponse(applied.state.organizationId, recorded(applied, encodeInputs(inputs)));
}

function createResponse(id: string, outputs: Properties): CreateResponse {
  const response = new providerMessages.CreateResponse();
  response.setId(id);
  response.setProperties(toStruct(outputs));
  return response;
}
