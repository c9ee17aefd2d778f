import type { CheckFailure, CheckResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { providerMessages } from "./messages.ts";
import { toStruct } from "./values.ts";

/** A fault of the inputs, in the user's words. */
export interface Failure {
  property: string;
  reason: string;
}

/** The answer of a check: the inputs as they are to be recorded, or what is wrong with them. */
export function checkResponse({
  inputs,
  failures = [],
}: {
  inputs?: unknown;
  failures?: readonly Failure[];
}): CheckResponse {
  const response = new providerMessages.CheckResponse();
  if (inputs !== undefined) response.setInputs(toStruct(inputs));
  response.setFailuresList(failures.map(checkFailure));
  return response;
}

/** A fault as a message. */
export function checkFailure({ property, reason }: Failure): CheckFailure {
  const failure = new providerMessages.CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}
