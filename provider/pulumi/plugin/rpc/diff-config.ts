import type { DiffRequest, DiffResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { decodeInputs } from "../../decode.ts";
import { isRecord } from "../../../integration/unknown.ts";
import { ARGUMENTS } from "../config.ts";
import type { PropertyChange } from "../detailed-diff.ts";
import { diffResponse } from "../diff-response.ts";
import { toProperties, type Properties } from "../values.ts";

/**
 * Says which arguments of a provider change. None of them replaces what it manages: a resource stays with its organization,
 * and credentials that lead to another one are refused before anything is sent.
 */
export async function diffConfig(request: DiffRequest): Promise<DiffResponse> {
  const [olds = {}, news = {}] = [
    request.getOldInputs() ?? request.getOlds(),
    request.getNews(),
  ].map((struct): Properties => {
    const decoded = decodeInputs(toProperties(struct));
    return isRecord(decoded) ? decoded : {};
  });
  const changed = ARGUMENTS.filter((path) => olds[path] !== news[path]);
  return diffResponse(
    changed.map((path) => ({
      path,
      kind: kindOf(olds[path], news[path]),
      replaces: false,
      isInput: true,
    })),
  );
}

function kindOf(before: unknown, after: unknown): PropertyChange["kind"] {
  if (before === undefined) return "add";
  return after === undefined ? "delete" : "update";
}
