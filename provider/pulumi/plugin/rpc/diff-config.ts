import type { DiffRequest, DiffResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { decodeInputs } from "../../decode.ts";
import { isRecord } from "../../../integration/unknown.ts";
import { ARGUMENTS } from "../config.ts";
import { providerMessages } from "../messages.ts";
import { toProperties, type Properties } from "../values.ts";

/**
 * Says which arguments of a provider change. None of them replaces what it manages: a resource stays with its organization,
 * and credentials that lead to another one are refused before anything is sent.
 */
export async function diffConfig(request: DiffRequest): Promise<DiffResponse> {
  const [olds, news] = [request.getOldInputs() ?? request.getOlds(), request.getNews()].map(
    (struct): Properties => {
      const decoded = decodeInputs(toProperties(struct));
      return isRecord(decoded) ? decoded : {};
    },
  );
  const changed = ARGUMENTS.filter((name) => olds?.[name] !== news?.[name]);
  const { DIFF_SOME, DIFF_NONE } = providerMessages.DiffResponse.DiffChanges;
  const response = new providerMessages.DiffResponse();
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changed);
  return response;
}
