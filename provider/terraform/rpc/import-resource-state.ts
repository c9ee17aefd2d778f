import type { Context } from "../../integration/context.ts";
import { IntegrationError } from "../../integration/errors.ts";
import { createCollector } from "../diagnostics.ts";
import { identityOf } from "../identity.ts";
import type { Call, Provider } from "../provider.ts";
import type {
  ImportResourceState_ImportedResource,
  ImportResourceState_Request,
  ImportResourceState_Response,
} from "../protocol/gen/tfplugin6.ts";
import { recordedAfterImport } from "../recorded.ts";
import { RESOURCE } from "../schema.ts";
import { decodeObject, encodeDiagnostics, encodeDynamic } from "../wire.ts";

/** Imports an integration by its organization's id, given as a text or as an identity. */
export async function importResourceState(
  { id, identity }: ImportResourceState_Request,
  provider: Provider,
  { signal }: Call,
): Promise<ImportResourceState_Response> {
  const collector = createCollector("apply", null, provider.log);
  const named = decodeObject(identity?.identityData)?.["organization_id"];
  const organizationId = (typeof named === "string" ? named : id).trim();
  const importedResources: ImportResourceState_ImportedResource[] = [];
  try {
    importedResources.push(await imported(organizationId, provider, { signal }, collector.notify));
  } catch (error) {
    collector.fail(error);
  }
  return {
    importedResources,
    diagnostics: encodeDiagnostics(collector.diagnoses()),
    deferred: undefined,
  };
}

async function imported(
  organizationId: string,
  provider: Provider,
  { signal }: Call,
  notify: Context["notify"],
): Promise<ImportResourceState_ImportedResource> {
  if (organizationId === "") {
    throw new IntegrationError("INVALID_CONFIG", {
      problem: "the id to import is empty",
      expected: "the id of the organization, or of a tenant",
      advice:
        "Sigma shows it under Administration; a tenant's is in the data source sigma_tenants.",
    });
  }
  const { adopt } = await import("../../integration/adopt.ts");
  const contextFor = await provider.contextFor({ notify, signal });
  const state = recordedAfterImport(await adopt(organizationId, contextFor));
  return {
    typeName: RESOURCE,
    state: encodeDynamic(state),
    private: new Uint8Array(),
    identity: identityOf(state),
  };
}
