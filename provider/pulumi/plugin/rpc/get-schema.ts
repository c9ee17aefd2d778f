import type { GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import schema from "../../../../schema/pulumi-sigma.json" with { type: "json" };
import { providerMessages } from "../messages.ts";

/** The schema of the package, from which the engine's tools make the SDKs. */
export async function getSchema(): Promise<GetSchemaResponse> {
  const response = new providerMessages.GetSchemaResponse();
  response.setSchema(JSON.stringify(schema));
  return response;
}
