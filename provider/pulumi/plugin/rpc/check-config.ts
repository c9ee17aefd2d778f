import type { CheckRequest, CheckResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { toCheckFailures } from "../../check-failures.ts";
import { decodeInputs } from "../../decode.ts";
import { isRecord } from "../../../integration/unknown.ts";
import { asSecret } from "../../wire.ts";
import { configFaults } from "../config-faults.ts";
import { checkResponse } from "../check-response.ts";
import type { Plugin } from "../plugin.ts";
import { toProperties } from "../values.ts";

/** Checks a provider's arguments, and marks the client secret as one, whatever the program did. */
export async function checkConfig(request: CheckRequest, { env }: Plugin): Promise<CheckResponse> {
  const properties = toProperties(request.getNews());
  const decoded = decodeInputs(properties);
  const faults = configFaults(isRecord(decoded) ? decoded : {}, env);
  if (faults.length > 0) return checkResponse({ failures: toCheckFailures(faults) });
  const { clientSecret } = properties;
  const isPlain = typeof clientSecret === "string";
  return checkResponse({
    inputs: isPlain ? { ...properties, clientSecret: asSecret(clientSecret) } : properties,
  });
}
