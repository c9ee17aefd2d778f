import type { DiffResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { providerMessages } from "../../../../../provider/pulumi/plugin/messages.ts";

/** A diff as the engine shows it. */
export interface ShownDiff {
  /** Whether anything is to be done. */
  changes: boolean;
  replaces: string[];
  stables: string[];
  /** The inputs that change, without what is below them. */
  properties: string[];
  /** The lines, as `kind path`, or `kind path at Sigma` where the program was not edited; sorted. */
  lines: string[];
}

const KINDS: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(providerMessages.PropertyDiff.Kind).map(([name, value]) => [
    value,
    name.toLowerCase().replace("_", " "),
  ]),
);

/** What a diff answers. */
export function shownDiff(response: DiffResponse): ShownDiff {
  const lines: string[] = [];
  response.getDetaileddiffMap().forEach((line, path) => {
    lines.push(`${KINDS[line.getKind()]} ${path}${line.getInputdiff() ? "" : " at Sigma"}`);
  });
  return {
    changes: response.getChanges() === providerMessages.DiffResponse.DiffChanges.DIFF_SOME,
    replaces: response.getReplacesList(),
    stables: response.getStablesList(),
    properties: response.getDiffsList(),
    lines: lines.toSorted(),
  };
}
