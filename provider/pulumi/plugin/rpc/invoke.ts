import type { InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import type { Target } from "../../../integration/config.ts";
import { IntegrationError } from "../../../integration/errors.ts";
import { inspect, summarize } from "../../../integration/inspect.ts";
import { isRecord, UNKNOWN } from "../../../integration/unknown.ts";
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
    return { ...summarize(await inspect(contextFor(targetOf(tenant)))) };
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
  const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
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

/** Where a function looks. A tenant that is no text never stands for the organization of the credentials. */
function targetOf(tenant: unknown): Target {
  if (tenant === undefined || tenant === null) return {};
  if (typeof tenant === "string") return { tenant };
  throw new IntegrationError("INVALID_CONFIG", {
    path: "tenant",
    problem: tenant === UNKNOWN ? "the value is not known before apply" : "the value is no text",
    expected: "the organization id of a tenant",
  });
}
