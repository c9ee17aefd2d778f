import { createCollector } from "../diagnostics.ts";
import type { Provider } from "../provider.ts";
import type {
  ValidateResourceConfig_Request,
  ValidateResourceConfig_Response,
} from "../protocol/gen/tfplugin6.ts";
import { keyFaults } from "../rules.ts";
import { timeoutFaults } from "../timeouts.ts";
import { decodeObject, encodeDiagnostics } from "../wire.ts";

/** Answers every fault of a configuration, at its attribute. Nothing is sent or read. */
export async function validateResourceConfig(
  { config, clientCapabilities }: ValidateResourceConfig_Request,
  { log, requiresWriteOnly }: Provider,
): Promise<ValidateResourceConfig_Response> {
  const given = decodeObject(config) ?? {};
  const collector = createCollector("plan", given, log);
  try {
    const [{ check }, { decodeConfig }] = await Promise.all([
      import("../../integration/check.ts"),
      import("../decode.ts"),
    ]);
    const result = check(decodeConfig(given));
    const faults = [
      ...keyFaults(given, {
        writeOnlyAllowed: clientCapabilities?.writeOnlyAttributesAllowed === true,
        requireWriteOnly: requiresWriteOnly(),
      }),
      ...timeoutFaults(given),
      ...(result.valid ? [] : result.faults),
    ];
    for (const fault of faults) collector.fail(fault);
  } catch (error) {
    collector.fail(error);
  }
  return { diagnostics: encodeDiagnostics(collector.diagnoses()) };
}
