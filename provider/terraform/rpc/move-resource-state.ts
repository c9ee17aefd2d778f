import type { Config } from "../../integration/config.ts";
import { IntegrationError } from "../../integration/errors.ts";
import { createCollector } from "../diagnostics.ts";
import { identityOf } from "../identity.ts";
import type { Call, Provider } from "../provider.ts";
import type {
  MoveResourceState_Request,
  MoveResourceState_Response,
} from "../protocol/gen/tfplugin6.ts";
import { recordedAfterImport } from "../recorded.ts";
import type { ObjectValue } from "../values/value.ts";
import { decodeJsonObject, encodeDiagnostics, encodeDynamic } from "../wire.ts";

/** The resource of the generic REST provider, from which integrations are moved. */
const SOURCE = "restapi_object";

/**
 * `moved` from a `restapi_object` that managed the same endpoint. The key in its state becomes a fingerprint, and is not
 * taken over.
 */
export async function moveResourceState(
  { sourceTypeName, sourceState }: MoveResourceState_Request,
  provider: Provider,
  { signal }: Call,
): Promise<MoveResourceState_Response> {
  const collector = createCollector("apply", null, provider.log);
  const targetPrivate = new Uint8Array();
  try {
    const config = await configOf(sourceTypeName, decodeJsonObject(sourceState?.json), provider);
    const { takeOver } = await import("../../integration/take-over.ts");
    const contextFor = await provider.contextFor({ notify: collector.notify, signal });
    const state = recordedAfterImport(await takeOver(config, contextFor({})));
    return {
      targetState: encodeDynamic(state),
      targetIdentity: identityOf(state),
      targetPrivate,
      diagnostics: encodeDiagnostics(collector.diagnoses()),
    };
  } catch (error) {
    collector.fail(error);
    return { targetPrivate, diagnostics: encodeDiagnostics(collector.diagnoses()) };
  }
}

async function configOf(
  typeName: string,
  source: ObjectValue | null,
  provider: Provider,
): Promise<Config> {
  if (typeName !== SOURCE) throw notMovable(`a ${typeName} is none`);
  const [{ checked }, contract, { configOfBody }] = await Promise.all([
    import("../../integration/check.ts"),
    provider.contract(),
    import("../../sigma/api/saved-body.ts"),
  ]);
  const { path } = contract.operations.save;
  const managed = source?.["path"];
  if (typeof managed !== "string" || !managed.replace(/\/+$/, "").endsWith(path)) {
    throw notMovable(`this one does not manage ${path}`);
  }
  const config = configOfBody(parsed(source?.["data"]), contract);
  if (config === undefined) throw notMovable("its data names no AI vendor that is known");
  return checked(config);
}

function parsed(data: unknown): unknown {
  try {
    return typeof data === "string" ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}

function notMovable(why: string): IntegrationError {
  return new IntegrationError("INVALID_STATE", {
    problem: `the resource cannot be moved here: ${why}`,
    expected: `a ${SOURCE} that manages Sigma's AI settings`,
    advice: "Remove the other resource from the state, and import the integration by its id.",
  });
}
