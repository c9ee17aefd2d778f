import type { ConfigureRequest, ConfigureResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { isRecord } from "../../../integration/unknown.ts";
import { decodeInputs } from "../../decode.ts";
import { configurationOf } from "../config.ts";
import { providerMessages } from "../messages.ts";
import type { Plugin } from "../plugin.ts";
import { toProperties } from "../values.ts";

/** Takes a provider's arguments over. They are used at the first request to Sigma, and a preview sends none. */
export async function configure(
  request: ConfigureRequest,
  plugin: Plugin,
): Promise<ConfigureResponse> {
  const given = decodeInputs(toProperties(request.getArgs()));
  plugin.configure(configurationOf(isRecord(given) ? given : {}));
  const response = new providerMessages.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setSupportspreview(true);
  return response;
}
