import { BlockList, isIPv4 } from "node:net";

import { z } from "zod";

import { invalid } from "./arm-error.ts";

/** The most rules of one sort. */
const MOST_RULES = 100;
/** The kinds of accounts that trusted Azure services may pass. */
const WITH_BYPASS: ReadonlySet<string> = new Set(["OpenAI", "AIServices", "TextAnalytics"]);

/** Checks the form of network rules. */
export const networkAclsSchema = z.object({
  defaultAction: z.enum(["Allow", "Deny"]).exactOptional(),
  bypass: z.enum(["None", "AzureServices"]).exactOptional(),
  ipRules: z.array(z.object({ value: z.string() })).default([]),
  virtualNetworkRules: z.array(z.looseObject({ id: z.string() })).default([]),
});

/** The network rules of an account. They matter only if `defaultAction` is `Deny`. */
export type NetworkAcls = z.output<typeof networkAclsSchema>;

/**
 * Network rules as Azure keeps them, with its defaults.
 *
 * @throws ArmError 400 where Azure refuses them
 */
export function checkedNetworkAcls(
  acls: NetworkAcls | undefined,
  kind: string,
  subdomain: string | undefined,
): NetworkAcls | undefined {
  if (subdomain === undefined) {
    if (acls === undefined) return undefined;
    throw invalid(
      "BadRequest",
      "Network ACLs (networkAcls) can only be set on an account with a custom subdomain name (customSubDomainName).",
    );
  }
  const { ipRules = [], virtualNetworkRules = [], bypass, defaultAction = "Allow" } = acls ?? {};
  if (bypass !== undefined && !WITH_BYPASS.has(kind)) {
    throw invalid(
      "NetworkAclsBypassNotSupported",
      `The networkAcls bypass is not supported for the account kind '${kind}'.`,
    );
  }
  for (const [name, rules] of Object.entries({ ipRules, virtualNetworkRules })) {
    if (rules.length <= MOST_RULES) continue;
    throw invalid("BadRequest", `networkAcls.${name} has more than ${MOST_RULES} rules.`);
  }
  for (const { value } of ipRules) demandPublic(value);
  return {
    defaultAction,
    ...(WITH_BYPASS.has(kind) ? { bypass: bypass ?? "AzureServices" } : {}),
    ipRules,
    virtualNetworkRules,
  };
}

function demandPublic(rule: string): void {
  const [address = "", prefix] = rule.split("/");
  const refused = (why: string) =>
    invalid("BadRequest", `The IP rule '${rule}' of networkAcls.ipRules is not valid: ${why}.`);
  if (!isIPv4(address) || !/^(?:\d|[12]\d|3[0-2])$/.test(prefix ?? "0")) {
    throw refused("it must be an IPv4 address or a CIDR range");
  }
  if (Number(prefix) > 30) {
    throw refused("prefix sizes of 31 and 32 are not supported, give the addresses themselves");
  }
  if (privateRanges().check(address)) throw refused("private addresses are not allowed");
}

function privateRanges(): BlockList {
  const ranges = new BlockList();
  ranges.addSubnet("10.0.0.0", 8);
  ranges.addSubnet("172.16.0.0", 12);
  ranges.addSubnet("192.168.0.0", 16);
  ranges.addSubnet("127.0.0.0", 8);
  ranges.addSubnet("169.254.0.0", 16);
  return ranges;
}
