import { BlockList } from "node:net";

import type { Firewall } from "../seed/seed.ts";

/** Whether a firewall lets an IPv4 address in. */
export function allows({ defaultAction, ipRules }: Firewall, address: string): boolean {
  if (defaultAction === "Allow") return true;
  const allowed = new BlockList();
  for (const rule of ipRules) {
    const [network = "", prefix] = rule.split("/");
    if (prefix === undefined) allowed.addAddress(network);
    else allowed.addSubnet(network, Number(prefix));
  }
  return allowed.check(address);
}
