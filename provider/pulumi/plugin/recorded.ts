import type { Applied } from "../../integration/save.ts";
import { isRecord } from "../../integration/unknown.ts";
import { toInitFailed } from "./errors.ts";
import { outputsOf, withSecretFacts } from "./outputs.ts";
import type { Properties } from "./values.ts";

/** What was applied, as outputs. Throws a partial failure where the save was not what was asked for. */
export function recorded({ state, problem }: Applied, inputs: unknown): Properties {
  const outputs = withSecretFacts(outputsOf(state), inputs);
  if (problem === undefined) return outputs;
  throw toInitFailed({
    problem,
    id: state.organizationId,
    properties: outputs,
    inputs: isRecord(inputs) ? inputs : {},
  });
}
