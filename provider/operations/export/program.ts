import type { FoundIntegration } from "./found.ts";
import type { Line } from "./lines.ts";
import { namesOf, type Names } from "./names.ts";
import { knownVendor } from "../../integration/model.ts";
import { vendorLines, type KeyWriter } from "./vendor-lines.ts";

/** One integration, ready to be written down in a language. */
export interface Part {
  organizationId: string;
  isTenant: boolean;
  names: Names;
  /** What it is, for a comment. */
  title: string;
  /** What a reader has to know before it is applied. */
  remarks: readonly Line[];
  /** The block of the vendor. */
  lines: readonly Line[];
  /** The names of the keys that have to be given. */
  keys: readonly string[];
  /** The paths of what Sigma does not report. */
  missing: readonly string[];
}

/** What a person is told who fills in what Sigma does not report. */
const FILL_IN =
  "Fill in what is marked below as it is at Sigma. The first apply then saves it once, with the key.";

/** Brings integrations into the order and under the names that every language writes. */
export function partsOf(found: readonly FoundIntegration[], writeKey: KeyWriter): Part[] {
  const names = namesOf(found);
  return found.flatMap((integration, index) => {
    const { organizationId, isTenant, name, facts } = integration;
    const [vendor, own] = [knownVendor(facts.aiProvider), names[index]];
    if (vendor === undefined || own === undefined) return [];
    const { lines, keys, missing } = vendorLines(vendor, facts, own, writeKey);
    return {
      organizationId,
      isTenant,
      names: own,
      title: name === undefined ? organizationId : `${name} (${organizationId})`,
      remarks: missing.length === 0 ? [] : [{ todo: FILL_IN }],
      lines,
      keys,
      missing,
    };
  });
}

/** The line that says which tenant it is; none for the credentials' own organization. */
export function tenantLines({ isTenant, organizationId }: Part): readonly Line[] {
  return isTenant ? [{ field: "tenant", value: { text: organizationId } }] : [];
}
