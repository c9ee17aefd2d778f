import { PolicyPack, type ResourceValidationPolicy } from "@pulumi/policy";
import { type Exception, EXCEPTIONS_SCHEMA, today, unlessExcepted } from "./exceptions.ts";
import { isAzureAccount, isIntegration, type Properties } from "./integration.ts";
import {
  accountFaults,
  type Allowed,
  assumedFaults,
  endpointFaults,
  endpointRegionFaults,
  organizationFaults,
  removalFaults,
  vendorFaults,
} from "./rules.ts";
import { keysByReference, keysFromSecretStore } from "./secret-stores.ts";
import { settingFaults } from "./settings.ts";

// What a policy reports is shown and kept, and keys are in clear here: never report a property as it is.

/** A policy that compares with a list in its configuration. Without the list it allows everything. */
function allowed(
  list: keyof Allowed,
  name: string,
  description: string,
  faultsOf: (type: string, properties: Properties, allowed: Allowed) => string[],
): ResourceValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: "mandatory",
    configSchema: { properties: { [list]: { type: "array", items: { type: "string" } } } },
    validateResource: (resource, reportViolation) => {
      if (!isIntegration(resource.type) && !isAzureAccount(resource.type)) return;
      const settings = resource.getConfig<Allowed>();
      for (const fault of settingFaults(settings, [list])) reportViolation(fault);
      for (const fault of faultsOf(resource.type, resource.props, settings)) reportViolation(fault);
    },
  };
}

/** A policy that holds for integrations, but for those that its configuration names with a reason and a last day. */
function unlessReasoned(
  name: string,
  description: string,
  faultsOf: (properties: Properties, provider: Properties) => string[],
): ResourceValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: "mandatory",
    configSchema: { properties: { exceptions: EXCEPTIONS_SCHEMA } },
    validateResource: (resource, reportViolation) => {
      if (!isIntegration(resource.type)) return;
      const settings = resource.getConfig<{ exceptions?: Exception[] }>();
      for (const fault of settingFaults(settings, ["exceptions"])) reportViolation(fault);
      const { exceptions = [] } = settings;
      const faults = faultsOf(resource.props, resource.provider?.props ?? {});
      const left = unlessExcepted(faults, resource, exceptions, today());
      for (const fault of left) reportViolation(fault);
    },
  };
}

/** A rule for integrations alone. */
const ofIntegrations =
  (rule: (properties: Properties, allowed: Allowed) => string[]) =>
  (type: string, properties: Properties, settings: Allowed): string[] =>
    isIntegration(type) ? rule(properties, settings) : [];

const regionFaults = (type: string, properties: Properties, settings: Allowed): string[] =>
  isAzureAccount(type)
    ? accountFaults(properties, settings)
    : ofIntegrations(endpointRegionFaults)(type, properties, settings);

new PolicyPack("sigma-external-ai", {
  policies: [
    allowed(
      "vendors",
      "allowed-vendors",
      "Prompts go to an AI vendor that is allowed.",
      ofIntegrations(vendorFaults),
    ),
    allowed(
      "organizations",
      "allowed-organizations",
      "The organization or tenant is named, and allowed.",
      ofIntegrations(organizationFaults),
    ),
    allowed(
      "hosts",
      "allowed-endpoints",
      "An Azure endpoint is on a host that is allowed.",
      ofIntegrations(endpointFaults),
    ),
    allowed(
      "regions",
      "allowed-regions",
      "Azure accounts and regional endpoints are in regions that are allowed.",
      regionFaults,
    ),
    keysByReference,
    keysFromSecretStore,
    unlessReasoned(
      "retained-integrations",
      "An integration is left at Sigma for a reason only.",
      removalFaults,
    ),
    unlessReasoned(
      "assumed-operations",
      "Operations that Sigma has not published are allowed for a reason only.",
      (_, provider) => assumedFaults(process.env["SIGMA_ALLOW_ASSUMED"], provider),
    ),
  ],
});
