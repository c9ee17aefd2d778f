import { toIntegrationError } from "../../integration/errors.ts";
import { createCollector } from "../diagnostics.ts";
import { identityOf } from "../identity.ts";
import type { Call, Provider } from "../provider.ts";
import type { ListResource_Event, ListResource_Request } from "../protocol/gen/tfplugin6.ts";
import { recordedAfterImport } from "../recorded.ts";
import { decodeObject, encodeDiagnostics, encodeDynamic } from "../wire.ts";

/**
 * `terraform query`: every integration of the credentials' organization and of its tenants, one after the other. An
 * organization without an integration is left out; one that cannot be read is an error, and never left out.
 *
 * @yields {ListResource_Event} One for each integration, and one for each error.
 */
export async function* listResource(
  { config, includeResourceObject, limit }: ListResource_Request,
  provider: Provider,
  { signal }: Call,
): AsyncIterable<ListResource_Event> {
  const given = decodeObject(config) ?? {};
  const collector = createCollector("plan", given, provider.log);
  const failed = (error: unknown, displayName: string): ListResource_Event => {
    collector.fail(error);
    const diagnostic = encodeDiagnostics(collector.diagnoses().slice(-1));
    return { identity: undefined, displayName, resourceObject: undefined, diagnostic };
  };
  try {
    const { adopt } = await import("../../integration/adopt.ts");
    const settings = { notify: collector.notify, signal };
    const { own, tenants } = await provider.organizations(settings);
    const contextFor = await provider.contextFor(settings);
    const named = tenants.map(({ tenantOrganizationId: id, tenantOrganizationName: name }) => [
      id,
      `${name} (${id})`,
    ]);
    const all = given["include_parent"] === false ? named : [[own, own], ...named];
    let count = 0;
    for (const [id = "", displayName = ""] of all) {
      if (count >= limit) return;
      try {
        const resource = recordedAfterImport(await adopt(id, contextFor));
        const resourceObject = includeResourceObject ? encodeDynamic(resource) : undefined;
        count += 1;
        yield { identity: identityOf(resource), displayName, resourceObject, diagnostic: [] };
      } catch (error) {
        const { code } = toIntegrationError(error);
        if (code === "NOTHING_TO_IMPORT") continue;
        yield failed(error, displayName);
        // What comes after a stop would be cancelled as well.
        if (code === "CANCELLED") return;
      }
    }
  } catch (error) {
    yield failed(error, "");
  }
}
