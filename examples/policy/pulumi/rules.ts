import {
  endpointsOf,
  isProperties,
  keysOf,
  type Properties,
  vendorsOf,
  type Value,
} from "./integration.ts";

/** What is allowed. A list that is missing allows everything, an empty one nothing. */
export interface Allowed {
  /** Names of vendors' blocks. */
  vendors?: string[];
  /** Ids of organizations and tenants. */
  organizations?: string[];
  /** Hosts of Azure endpoints; `*` stands for any part of a label. */
  hosts?: string[];
  /** Names of Azure regions, such as `eastus2`. */
  regions?: string[];
}

/** Vendors that are not allowed. */
export function vendorFaults(properties: Properties, { vendors }: Allowed): string[] {
  if (vendors === undefined) return [];
  return vendorsOf(properties)
    .filter((vendor) => !vendors.includes(vendor))
    .map((vendor) => `the vendor ${vendor} is not allowed; allowed: ${list(vendors)}`);
}

/** An organization that is not allowed, or that nothing names: then the credentials alone decide which it is. */
export function organizationFaults(properties: Properties, { organizations }: Allowed): string[] {
  if (organizations === undefined) return [];
  const organization = properties["tenant"] ?? properties["expectedOrganizationId"];
  if (typeof organization !== "string") {
    return ["nothing says which organization this is; set tenant or expectedOrganizationId"];
  }
  if (organizations.includes(organization)) return [];
  return [`the organization ${organization} is not allowed; allowed: ${list(organizations)}`];
}

/** Azure endpoints on hosts that are not allowed. */
export function endpointFaults(properties: Properties, { hosts }: Allowed): string[] {
  if (hosts === undefined) return [];
  return endpointsOf(properties)
    .filter((endpoint) => !hosts.some((pattern) => matches(hostOf(endpoint), pattern)))
    .map(
      (endpoint) =>
        `${endpoint.path}: the host ${hostOf(endpoint)} is not allowed; allowed: ${list(hosts)}`,
    );
}

/** Regional Azure endpoints in regions that are not allowed. A host with a name of its own tells no region. */
export function endpointRegionFaults(properties: Properties, { regions }: Allowed): string[] {
  return endpointsOf(properties).flatMap((endpoint) => {
    const region = /^([a-z0-9]+)\.api\.cognitive\.(?:microsoft|azure)\./.exec(hostOf(endpoint));
    return regionFaults(endpoint.path, region?.[1], regions);
  });
}

/** An Azure account in a region that is not allowed. */
export function accountFaults(properties: Properties, { regions }: Allowed): string[] {
  const { location } = properties;
  return regionFaults("location", typeof location === "string" ? location : undefined, regions);
}

/** Keys that are texts. To a policy a secret is the same as a text in the program. */
export function keyFaults(properties: Properties): string[] {
  return textKeysOf(properties).map(
    ({ path }) => `${path} is a text; use { fromEnv: "NAME" } or { fromFile: "path" }`,
  );
}

/** Keys that are texts, and not references. */
export function textKeysOf(properties: Properties): Value[] {
  return keysOf(properties).filter(({ value }) => !isProperties(value));
}

/** A removal that leaves the integration at Sigma. */
export function removalFaults(properties: Properties): string[] {
  if (properties["removal"] !== "retain") return [];
  return ['removal is "retain", which leaves AI on at Sigma when the resource is deleted'];
}

/** Operations allowed that Sigma has not published: by the environment, or else by the configuration of the stack. */
export function assumedFaults(environment: string | undefined, provider: Properties): string[] {
  const [source, value] = environment
    ? ["SIGMA_ALLOW_ASSUMED", environment]
    : [
        "allowAssumed in the configuration",
        provider["sigma:allowAssumed"] ?? provider["allowAssumed"],
      ];
  if (value !== "write") return [];
  return [`${source} is "write", which allows operations that Sigma has not published`];
}

function regionFaults(
  path: string,
  region: string | undefined,
  regions: string[] | undefined,
): string[] {
  if (region === undefined || regions === undefined) return [];
  const name = region.toLowerCase().replaceAll(" ", "");
  if (regions.includes(name)) return [];
  return [`${path}: the region ${name} is not allowed; allowed: ${list(regions)}`];
}

/** The host of an endpoint, in lower case, without user, port and path. */
function hostOf({ value }: Value): string {
  const text = typeof value === "string" ? value.trim() : "";
  return URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`)?.hostname ?? "";
}

function matches(host: string, pattern: string): boolean {
  const text = pattern.toLowerCase().replaceAll(/[^a-z0-9*-]/g, String.raw`\$&`);
  return new RegExp(`^${text.replaceAll("*", "[^.]*")}$`).test(host);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
