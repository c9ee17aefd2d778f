import type { DiffRequest, DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb.js";
import { checked } from "../../../integration/check.ts";
import { plan } from "../../../integration/plan.ts";
import { decodeInputs, decodeOutputs } from "../../decode.ts";
import { detailedDiff, type PropertyChange } from "../detailed-diff.ts";
import { ignoring } from "../ignored-changes.ts";
import { withMissingKeys } from "../imported.ts";
import { providerMessages } from "../messages.ts";
import type { Plugin } from "../plugin.ts";
import { toProperties } from "../values.ts";

/** Compares what is desired with what is recorded. Each change is said with its reason. Nothing is sent. */
export async function diff(request: DiffRequest, plugin: Plugin): Promise<DiffResponse> {
  const news = decodeInputs(toProperties(request.getNews()));
  const state = decodeOutputs(toProperties(request.getOlds()));
  const desired = checked(withMissingKeys(news, state));
  const { claims, ...context } = (await plugin.runtime()).forPlan({
    notify: plugin.notify(request.getUrn()),
  });
  // A refresh asks for a diff with the recorded inputs; only what was checked in this run stands in the program.
  const inProgram = claims.declares(desired) ? { claims } : {};
  const changes = await plan(desired, state, {
    ...context,
    ...inProgram,
    ignores: ignoring(request.getIgnorechangesList(), news),
  });
  const olds = decodeInputs(toProperties(request.getOldInputs()));
  return diffResponse(detailedDiff(changes, olds, news));
}

function diffResponse(list: readonly PropertyChange[]): DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = providerMessages.DiffResponse.DiffChanges;
  const response = new providerMessages.DiffResponse();
  const replaces = list.filter((change) => change.replaces).map(({ path }) => path);
  response.setChanges(list.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setReplacesList(replaces);
  if (replaces.length === 0) response.setStablesList(["organizationId"]);
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
