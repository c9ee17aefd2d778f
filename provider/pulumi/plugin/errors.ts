import { Metadata, status } from "@grpc/grpc-js";
import anyMessages from "google-protobuf/google/protobuf/any_pb.js";
import statusMessages from "@pulumi/pulumi/proto/status_pb.js";
import { toIntegrationError, type IntegrationError } from "../../integration/errors.ts";
import { providerMessages } from "./messages.ts";
import { argumentWords, remedyWords } from "./remedies.ts";
import { toStruct, type Properties } from "./values.ts";

/** An error as it crosses to the engine, which shows its details with the resource. */
export interface ServiceError {
  code: status;
  details: string;
  metadata?: Metadata;
}

/** A resource that exists but is not as it should be: what is recorded of it, and why. */
export interface PartialFailure {
  problem: IntegrationError;
  id: string;
  properties: Properties;
  inputs: Properties;
}

/** Whatever was thrown, as the engine shows it with the resource `urn`: the text alone. */
export function toServiceError(thrown: unknown, urn = ""): ServiceError {
  if (isServiceError(thrown)) return thrown;
  return { code: status.UNKNOWN, details: textOf(toIntegrationError(thrown), urn) };
}

/** The error with which the engine records what there is, so that the next update tries again. */
export function toInitFailed({ problem, id, properties, inputs }: PartialFailure): Error {
  const text = textOf(problem);
  const detail = new providerMessages.ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(toStruct(properties));
  detail.setInputs(toStruct(inputs));
  detail.setReasonsList([text]);
  const packed = new anyMessages.Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const message = new statusMessages.Status();
  message.setCode(status.UNKNOWN);
  message.setMessage(text);
  message.addDetails(packed);
  const metadata = new Metadata();
  // The place where gRPC has the details of an error, to which grpc-js knows no other way.
  metadata.add("grpc-status-details-bin", Buffer.from(message.serializeBinary()));
  const error: ServiceError = { code: status.UNKNOWN, details: text, metadata };
  return Object.assign(new Error(text), error);
}

function textOf({ code, message, details }: IntegrationError, urn = ""): string {
  return message + remedyWords(details.remedy, urn) + argumentWords(code);
}

function isServiceError(thrown: unknown): thrown is ServiceError {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "metadata" in thrown;
}
