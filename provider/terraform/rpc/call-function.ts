import { endpointParts } from "../../integration/endpoint.ts";
import type { CallFunction_Request, CallFunction_Response } from "../protocol/gen/tfplugin6.ts";
import { decodeDynamic, encodeDynamic } from "../wire.ts";

/** `provider::sigma::azure_endpoint(url)`: origin and deployment of whichever form of an endpoint was pasted. */
export async function callFunction({
  name,
  arguments: [argument],
}: CallFunction_Request): Promise<CallFunction_Response> {
  if (name !== "azure_endpoint") return failed(`there is no function "${name}"`);
  const url = decodeDynamic(argument);
  const parts = typeof url === "string" ? endpointParts(url.trim()) : undefined;
  if (parts === undefined || !parts.origin.startsWith("https://")) {
    return failed(
      "the value is not an https URL (not shown); expected an endpoint such as https://NAME.openai.azure.com",
    );
  }
  const { origin, deployment = null } = parts;
  return { result: encodeDynamic({ origin, deployment }), error: undefined };
}

function failed(text: string): CallFunction_Response {
  return { result: undefined, error: { text, functionArgument: 0 } };
}
