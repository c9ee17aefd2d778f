import type { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb.js";
import type { PropertyChange } from "./detailed-diff.ts";
import { providerMessages } from "./messages.ts";

/** A diff as the engine takes it, with each property. Without any there is nothing to do. */
export function diffResponse(
  list: readonly PropertyChange[],
  stable: readonly string[] = [],
): DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = providerMessages.DiffResponse.DiffChanges;
  const response = new providerMessages.DiffResponse();
  const replaces = list.filter((change) => change.replaces).map(({ path }) => path);
  response.setChanges(list.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setReplacesList(replaces);
  if (replaces.length === 0) response.setStablesList([...stable]);
  response.setDiffsList([...new Set(list.map(({ path }) => path.split(".")[0] ?? path))]);
  response.setHasdetaileddiff(true);
  for (const change of list) response.getDetaileddiffMap().set(change.path, propertyDiff(change));
  return response;
}

function propertyDiff({ kind, replaces, isInput }: PropertyChange): PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } =
    providerMessages.PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  const message = new providerMessages.PropertyDiff();
  message.setKind(kinds[kind][replaces ? 1 : 0]);
  message.setInputdiff(isInput);
  return message;
}
