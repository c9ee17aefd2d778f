import { createCollector } from "../diagnostics.ts";
import { identityOf } from "../identity.ts";
import type { Call, Provider } from "../provider.ts";
import type { ReadResource_Request, ReadResource_Response } from "../protocol/gen/tfplugin6.ts";
import { recordedAfterRead } from "../recorded.ts";
import { timeoutOf } from "../timeouts.ts";
import { decodeObject, encodeDiagnostics, encodeDynamic } from "../wire.ts";
import type { ObjectValue } from "../values/value.ts";

/** Refresh. A read that fails leaves the state, and fails the plan. */
export async function readResource(
  { currentState, private: bytes, currentIdentity }: ReadResource_Request,
  provider: Provider,
  { signal }: Call,
): Promise<ReadResource_Response> {
  const recorded = decodeObject(currentState);
  const collector = createCollector("plan", recorded, provider.log);
  const answer = (state: ObjectValue | null): ReadResource_Response => ({
    newState: encodeDynamic(state),
    private: bytes,
    newIdentity: identityOf(state) ?? currentIdentity,
    diagnostics: encodeDiagnostics(collector.diagnoses()),
    deferred: undefined,
  });
  if (recorded === null) return answer(null);
  const [unknown] = provider.unknownArguments();
  if (unknown !== undefined) {
    const { organization_id: organizationId } = recorded;
    const text = `not refreshed: the provider's argument ${unknown} is not known before apply`;
    collector.notify({
      ...(typeof organizationId === "string" && { organizationId }),
      severity: "warning",
      title: "Not refreshed",
      text,
    });
    return answer(recorded);
  }
  try {
    const [{ read }, { decodeState }] = await Promise.all([
      import("../../integration/read.ts"),
      import("../decode.ts"),
    ]);
    const state = decodeState(recorded);
    const contextFor = await provider.contextFor({
      notify: collector.notify,
      timeout: timeoutOf(recorded, "read"),
      signal,
    });
    const live = await read(state, contextFor(state));
    return answer(live === undefined ? null : recordedAfterRead(recorded, live));
  } catch (error) {
    collector.fail(error);
    return answer(recorded);
  }
}
