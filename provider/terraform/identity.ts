import type { ResourceIdentityData } from "./protocol/gen/tfplugin6.ts";
import { encodeDynamic } from "./wire.ts";
import type { ObjectValue } from "./values/value.ts";

/** What tells one integration from another: its organization. Nothing where that is not known yet. */
export function identityOf(state: ObjectValue | null): ResourceIdentityData | undefined {
  const organizationId = state?.["organization_id"];
  if (typeof organizationId !== "string") return undefined;
  return { identityData: encodeDynamic({ organization_id: organizationId }) };
}
