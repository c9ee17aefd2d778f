import type { CheckRequest, CheckResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { check as checkInputs } from "../../../integration/check.ts";
import { toIntegrationError } from "../../../integration/errors.ts";
import { announceUnresolved } from "../../../integration/unresolved.ts";
import { toCheckFailures } from "../../check-failures.ts";
import { decodeInputs, isNothing } from "../../decode.ts";
import { encodeInputs } from "../../encode.ts";
import { checkResponse } from "../check-response.ts";
import { isOfImport } from "../imported.ts";
import type { Plugin } from "../plugin.ts";
import { toProperties } from "../values.ts";

/** Checks a resource's inputs, and marks every key as a secret, whatever the program did. */
export async function check(request: CheckRequest, plugin: Plugin): Promise<CheckResponse> {
  const [olds, news] = [request.getOlds(), request.getNews()].map(toProperties);
  const result = checkInputs(decodeInputs(news));
  if (!result.valid) {
    const isImport = plugin.imports.has(request.getUrn()) && isOfImport(olds, news, result.faults);
    if (isImport) return checkResponse({ inputs: encodeInputs(news) });
    return checkResponse({ failures: toCheckFailures(result.faults) });
  }
  const context = (await plugin.runtime()).forPlan({
    notify: plugin.notify(request.getUrn(), news),
  });
  try {
    context.claims.declare(result.config);
  } catch (error) {
    return checkResponse({ failures: toCheckFailures([toIntegrationError(error)]) });
  }
  if (isNothing(olds)) await announceUnresolved(result.config, context);
  return checkResponse({ inputs: encodeInputs(news) });
}
