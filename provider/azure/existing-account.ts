import type { ExistingAccount } from "./inputs.ts";
import { parseCidr, rangeOf, type AddressRange } from "./ipv4.ts";

/** What an account does with requests, by where they come from. */
export type AccountRules = Pick<ExistingAccount, "ipRules" | "defaultAction">;

/**
 * The rules of an allowlist that an account does not have, not even as part of wider ones. None where it lets in everybody.
 */
export function missingIpRules(
  allowlist: readonly string[],
  { ipRules = [], defaultAction = "Deny" }: AccountRules,
): string[] {
  if (defaultAction === "Allow") return [];
  const allowed = merged(ipRules.flatMap(readRange));
  return allowlist.filter((rule) => {
    const [range] = readRange(rule);
    return !allowed.some(
      ({ first, last }) => range !== undefined && first <= range.first && range.last <= last,
    );
  });
}

/** The command with which the owner of an account lets in what is missing; empty where nothing is. */
export function missingIpRulesCommand(
  { name, resourceGroupName }: Required<Pick<ExistingAccount, "name" | "resourceGroupName">>,
  missing: readonly string[],
): string {
  const command = `az cognitiveservices account network-rule add --resource-group ${quoted(resourceGroupName)} --name ${quoted(name)}`;
  return missing.map((rule) => `${command} --ip-address ${rule}`).join(" && ");
}

function readRange(rule: string): AddressRange[] {
  const cidr = parseCidr(rule.trim());
  return cidr === undefined ? [] : [rangeOf(cidr)];
}

/** Ranges that touch become one, so that what two of them let in together counts as let in. */
function merged(ranges: readonly AddressRange[]): AddressRange[] {
  const result: AddressRange[] = [];
  for (const { first, last } of ranges.toSorted((one, other) => one.first - other.first)) {
    const before = result.at(-1);
    if (before === undefined || first > before.last + 1) result.push({ first, last });
    else before.last = Math.max(before.last, last);
  }
  return result;
}

/** Names of resource groups may have brackets in them, which mean something to a shell. */
function quoted(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
