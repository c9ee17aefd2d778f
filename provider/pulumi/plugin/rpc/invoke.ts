import type { InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { IntegrationError } from "../../../integration/errors.ts";
import { inspect, summarize } from "../../../integration/inspect.ts";
import { isRecord } from "../../../integration/unknown.ts";
import type { CallSettings } from "../../../runtime/runtime.ts";
import { decodeInputs } from "../../decode.ts";
import { providerMessages } from "../messages.ts";
import type { Call, Plugin } from "../plugin.ts";
import { GET_INTEGRATION, GET_TENANTS } from "../tokens.ts";
import { toProperties, toStruct, type Properties } from "../values.ts";

type Function = (given: Properties, plugin: Plugin, settings: CallSettings) => Promise<Properties>;

const FUNCTIONS: Readonly<Record<string, Function>> = {
  [GET_INTEGRATION]: async ({ tenant }, plugin, settings) => {
    const contextFor = await plugin.contextFor(settings);
    const target = typeof tenant === "string" ? { tenant } : {};
    return { ...summarize(await inspect(contextFor(target))) };
  },
  [GET_TENANTS]: async (_, plugin, settings) => {
    const { own, tenants } = await plugin.organizations(settings);
    return {
      organizationId: own,
      tenants: tenants.map((tenant) => ({
        organizationId: tenant.tenantOrganizationId,
        name: tenant.tenantOrganizationName,
        slug: tenant.tenantOrganizationSlug,
      })),
    };
  },
};

/** Runs a function of the package. */
export async function invoke(
  request: InvokeRequest,
  plugin: Plugin,
  { signal }: Call,
): Promise<InvokeResponse> {
  const name = request.getTok();
  const run = FUNCTIONS[name];
  if (run === undefined) {
    throw new IntegrationError("INVALID_CONFIG", {
      problem: `the package has no function ${name}`,
      expected: Object.keys(FUNCTIONS).join(" or "),
    });
  }
  const given = decodeInputs(toProperties(request.getArgs()));
  const answer = await run(isRecord(given) ? given : {}, plugin, {
    notify: plugin.notify(""),
    signal,
  });
  const response = new providerMessages.InvokeResponse();
  response.setReturn(toStruct(answer));
  return response;
}
