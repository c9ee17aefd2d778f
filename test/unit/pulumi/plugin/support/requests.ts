import type {
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { providerMessages } from "../../../../../provider/pulumi/plugin/messages.ts";
import { toStruct, type Properties } from "../../../../../provider/pulumi/plugin/values.ts";

/** The resource of the tests. */
export const URN = "urn:pulumi:dev::program::sigma:index:ExternalAiIntegration::ai";

/** A resource as the engine records it. */
export interface Recorded {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/** What the engine says of an operation beside its properties. */
export interface Operation {
  urn?: string;
  preview?: boolean;
  /** In seconds. */
  timeout?: number;
  ignores?: readonly string[];
}

/** A check, of a provider or of a resource. */
export function checkRequest(news: Properties, olds?: Properties, urn = URN): CheckRequest {
  const request = new providerMessages.CheckRequest();
  request.setUrn(urn);
  request.setNews(toStruct(news));
  if (olds !== undefined) request.setOlds(toStruct(olds));
  return request;
}

/** A diff of what is recorded. */
export function diffRequest(
  { id, inputs, outputs }: Recorded,
  news: Properties,
  { urn = URN, ignores = [] }: Operation = {},
): DiffRequest {
  const request = new providerMessages.DiffRequest();
  request.setId(id);
  request.setUrn(urn);
  request.setOlds(toStruct(outputs));
  request.setOldInputs(toStruct(inputs));
  request.setNews(toStruct(news));
  request.setIgnorechangesList([...ignores]);
  return request;
}

/** A create of checked inputs. */
export function createRequest(
  inputs: Properties,
  { urn = URN, preview = false, timeout = 0 }: Operation = {},
): CreateRequest {
  const request = new providerMessages.CreateRequest();
  request.setUrn(urn);
  request.setProperties(toStruct(inputs));
  request.setPreview(preview);
  request.setTimeout(timeout);
  return request;
}

/** An update of what is recorded. */
export function updateRequest(
  { id, inputs, outputs }: Recorded,
  news: Properties,
  { urn = URN, preview = false, timeout = 0, ignores = [] }: Operation = {},
): UpdateRequest {
  const request = new providerMessages.UpdateRequest();
  request.setId(id);
  request.setUrn(urn);
  request.setOlds(toStruct(outputs));
  request.setOldInputs(toStruct(inputs));
  request.setNews(toStruct(news));
  request.setPreview(preview);
  request.setTimeout(timeout);
  request.setIgnorechangesList([...ignores]);
  return request;
}

/** A refresh of what is recorded; an import where there are no outputs. */
export function readRequest(
  { id, inputs, outputs }: Pick<Recorded, "id"> & Partial<Recorded>,
  { urn = URN, timeout = 0 }: Operation = {},
): ReadRequest {
  const request = new providerMessages.ReadRequest();
  request.setId(id);
  request.setUrn(urn);
  request.setTimeout(timeout);
  if (inputs !== undefined) request.setInputs(toStruct(inputs));
  if (outputs !== undefined) request.setProperties(toStruct(outputs));
  return request;
}

/** A removal of what is recorded. */
export function deleteRequest(
  { id, inputs, outputs }: Recorded,
  { urn = URN, timeout = 0 }: Operation = {},
): DeleteRequest {
  const request = new providerMessages.DeleteRequest();
  request.setId(id);
  request.setUrn(urn);
  request.setProperties(toStruct(outputs));
  request.setOldInputs(toStruct(inputs));
  request.setTimeout(timeout);
  return request;
}
