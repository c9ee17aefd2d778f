import { IntegrationError } from "../../integration/errors.ts";
import { createCollector } from "../diagnostics.ts";
import type { Provider } from "../provider.ts";
import type {
  UpgradeResourceState_Request,
  UpgradeResourceState_Response,
} from "../protocol/gen/tfplugin6.ts";
import { resourceBlock, SCHEMA_VERSION } from "../schema.ts";
import { conform } from "../values/conform.ts";
import { decodeJsonObject, encodeDiagnostics, encodeDynamic } from "../wire.ts";

/**
 * Brings a recorded state into today's form. Attributes are only ever added, so an older state is one with gaps; what a
 * newer version has written is refused.
 */
export async function upgradeResourceState(
  { version, rawState }: UpgradeResourceState_Request,
  { log }: Provider,
): Promise<UpgradeResourceState_Response> {
  const recorded = decodeJsonObject(rawState?.json);
  if (recorded !== null && version <= SCHEMA_VERSION) {
    return { upgradedState: encodeDynamic(conform(recorded, resourceBlock)), diagnostics: [] };
  }
  const collector = createCollector("plan", null, log);
  collector.fail(
    new IntegrationError("INVALID_STATE", {
      problem:
        recorded === null
          ? "the recorded state is not the JSON of an object"
          : `the state was written in form ${version}, and this version of the provider knows ${SCHEMA_VERSION}`,
      advice: "Use the version of the provider that wrote the state, or a newer one.",
    }),
  );
  return { upgradedState: undefined, diagnostics: encodeDiagnostics(collector.diagnoses()) };
}
