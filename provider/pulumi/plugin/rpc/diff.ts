import type { DiffRequest, DiffResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { checked } from "../../../integration/check.ts";
import { plan } from "../../../integration/plan.ts";
import { decodeInputs, decodeOutputs } from "../../decode.ts";
import { detailedDiff } from "../detailed-diff.ts";
import { diffResponse } from "../diff-response.ts";
import { ignoring } from "../ignored-changes.ts";
import { withMissingKeys } from "../imported.ts";
import type { Plugin } from "../plugin.ts";
import { toProperties } from "../values.ts";

/** Compares what is desired with what is recorded. Each change is said with its reason. Nothing is sent. */
export async function diff(request: DiffRequest, plugin: Plugin): Promise<DiffResponse> {
  const inputs = toProperties(request.getNews());
  const news = decodeInputs(inputs);
  const state = decodeOutputs(toProperties(request.getOlds()));
  const desired = checked(withMissingKeys(news, state));
  const { claims, ...context } = (await plugin.runtime()).forPlan({
    notify: plugin.notify(request.getUrn(), inputs),
  });
  // A refresh asks for a diff with the recorded inputs; only what was checked in this run stands in the program.
  const inProgram = claims.declares(desired) ? { claims } : {};
  const changes = await plan(desired, state, {
    ...context,
    ...inProgram,
    ignores: ignoring(request.getIgnorechangesList(), news),
  });
  const olds = decodeInputs(toProperties(request.getOldInputs()));
  return diffResponse(detailedDiff(changes, olds, news), ["organizationId"]);
}
