import { IntegrationError } from "../../integration/errors.ts";
import { createCollector } from "../diagnostics.ts";
import { textOf, type Provider } from "../provider.ts";
import type {
  ValidateProviderConfig_Request,
  ValidateProviderConfig_Response,
} from "../protocol/gen/tfplugin6.ts";
import { decodeObject, encodeDiagnostics } from "../wire.ts";
import type { ObjectValue } from "../values/value.ts";

/**
 * Checks the provider's own arguments, as far as they are known. They are taken over as well: `terraform validate` never
 * configures, and what they demand of keys counts for the resources that are validated next.
 */
export async function validateProviderConfig(
  { config }: ValidateProviderConfig_Request,
  provider: Provider,
): Promise<ValidateProviderConfig_Response> {
  const given = decodeObject(config) ?? {};
  provider.configure(given);
  const collector = createCollector("plan", given, provider.log);
  for (const fault of await argumentFaults(given, provider)) collector.fail(fault);
  return { diagnostics: encodeDiagnostics(collector.diagnoses()) };
}

async function argumentFaults(given: ObjectValue, provider: Provider): Promise<IntegrationError[]> {
  const faults: IntegrationError[] = [];
  const [baseUrl, allowAssumed] = [textOf(given["base_url"]), textOf(given["allow_assumed"])];
  if (baseUrl !== undefined) faults.push(...(await baseUrlFaults(baseUrl, provider)));
  if (allowAssumed !== undefined && !["none", "write"].includes(allowAssumed.trim())) {
    faults.push(
      new IntegrationError("INVALID_CONNECTION", {
        path: "allowAssumed",
        problem: `"${allowAssumed}" is not a choice`,
        expected: '"none" or "write"',
      }),
    );
  }
  return faults;
}

/** Loaded only where there is something to check. */
async function baseUrlFaults(text: string, provider: Provider): Promise<IntegrationError[]> {
  const { parseBaseUrl } = await import("../../sigma/base-url.ts");
  try {
    parseBaseUrl(text.trim(), "baseUrl", (await provider.contract()).regions);
    return [];
  } catch (error) {
    if (error instanceof IntegrationError) return [error];
    throw error;
  }
}
