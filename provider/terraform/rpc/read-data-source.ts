import { createCollector } from "../diagnostics.ts";
import { readIntegrationData, readTenantsData } from "../data-sources.ts";
import type { Call, Provider } from "../provider.ts";
import type { ReadDataSource_Request, ReadDataSource_Response } from "../protocol/gen/tfplugin6.ts";
import { dataSourceBlocks, TENANTS } from "../schema.ts";
import { conform } from "../values/conform.ts";
import { decodeObject, encodeDiagnostics, encodeDynamic } from "../wire.ts";

/** Reads one of the data sources. */
export async function readDataSource(
  { typeName, config }: ReadDataSource_Request,
  provider: Provider,
  { signal }: Call,
): Promise<ReadDataSource_Response> {
  const given = decodeObject(config) ?? {};
  const block = dataSourceBlocks[typeName];
  const collector = createCollector("plan", given, provider.log);
  const read = typeName === TENANTS ? readTenantsData : readIntegrationData;
  try {
    const found = await read(given, provider, { notify: collector.notify, signal });
    const state = block === undefined ? found : conform({ ...given, ...found }, block);
    const diagnostics = encodeDiagnostics(collector.diagnoses());
    return { state: encodeDynamic(state), diagnostics, deferred: undefined };
  } catch (error) {
    collector.fail(error);
    const diagnostics = encodeDiagnostics(collector.diagnoses());
    return { state: undefined, diagnostics, deferred: undefined };
  }
}
