import type { Provider } from "../provider.ts";
import type {
  ConfigureProvider_Request,
  ConfigureProvider_Response,
} from "../protocol/gen/tfplugin6.ts";
import { decodeObject } from "../wire.ts";

/** Takes the provider's arguments over. They are used at the first request to Sigma, and may be unknown until then. */
export async function configureProvider(
  { terraformVersion, config }: ConfigureProvider_Request,
  { configure }: Provider,
): Promise<ConfigureProvider_Response> {
  configure(decodeObject(config) ?? {}, terraformVersion);
  return { diagnostics: [] };
}
