import type { ProviderHandshakeResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { providerMessages } from "../messages.ts";

/** Agrees on how values cross: secrets stay marked in both directions, so that this plugin keeps them so itself. */
export async function handshake(): Promise<ProviderHandshakeResponse> {
  const response = new providerMessages.ProviderHandshakeResponse();
  response.setAcceptSecrets(true);
  return response;
}
