import { describe, expect, it } from "@jest/globals";
import { allowlist, MOST_RULES } from "../../../provider/azure/allowlist.ts";

const of = (...addresses: unknown[]) =>
  allowlist([{ path: "sigmaAddresses", addresses: addresses as string[] }]);

describe("the allowlist", () => {
  it.each([
    ["an address", ["20.40.60.80"], ["20.40.60.80"]],
    ["spaces around it", [" 20.40.60.80\n"], ["20.40.60.80"]],
    ["a range", ["20.40.60.0/24"], ["20.40.60.0/24"]],
    ["/32 as the address", ["20.40.60.80/32"], ["20.40.60.80"]],
    ["/31 as two addresses", ["20.40.60.80/31"], ["20.40.60.80", "20.40.60.81"]],
    ["/30 as it is", ["20.40.60.80/30"], ["20.40.60.80/30"]],
    [
      "the order of numbers, not of letters",
      ["100.2.3.4", "20.40.60.9", "20.40.60.10", "9.1.1.1"],
      ["9.1.1.1", "20.40.60.9", "20.40.60.10", "100.2.3.4"],
    ],
    ["each once", ["8.8.8.8", "8.8.8.8/32", "8.8.8.8/31"], ["8.8.8.8", "8.8.8.9"]],
    [
      "a range before the addresses in it",
      ["8.8.8.0", "8.8.8.0/25", "8.8.8.0/24"],
      ["8.8.8.0/24", "8.8.8.0/25", "8.8.8.0"],
    ],
    ["addresses beyond 2 ** 31", ["223.255.255.255"], ["223.255.255.255"]],
  ])("writes %s", (_, given, rules) => {
    expect(of(...given)).toEqual({ rules, faults: [], notices: [] });
  });

  it.each([
    ["2001:db8::1", "is an IPv6 address"],
    ["::ffff:8.8.8.8", "is an IPv6 address"],
    ["fe80::/10", "is an IPv6 address"],
    ["10.1.2.3", '"10.1.2.3" is one of the private addresses (10.0.0.0/8)'],
    ["172.31.255.255", "private addresses (172.16.0.0/12)"],
    ["192.168.0.0/16", '"192.168.0.0/16" contains the private addresses (192.168.0.0/16)'],
    ["8.0.0.0/6", '"8.0.0.0/6" contains the private addresses (10.0.0.0/8)'],
    ["0.0.0.0/0", "contains the addresses of no network (0.0.0.0/8)"],
    ["0.0.0.0", "addresses of no network"],
    ["100.64.0.1", "shares between its customers (100.64.0.0/10)"],
    ["127.0.0.1", "of a machine itself (loopback)"],
    ["169.254.169.254", "link-local"],
    ["192.0.0.8", "internet protocols"],
    ["198.19.0.1", "measuring networks"],
    ["224.0.0.1", "multicast"],
    ["255.255.255.255", "not in use"],
    [
      "20.40.60.80/24",
      'expected "20.40.60.0/24" for the range, or "20.40.60.80" for the one address',
    ],
    ["20.40.60.81/31", 'expected "20.40.60.80/31" for the range, or "20.40.60.81"'],
    ["20.40.60", "is no IPv4 address"],
    ["20.40.60.256", "is no IPv4 address"],
    ["20.40.060.80", "is no IPv4 address"],
    ["20.40.60.80/33", "is no IPv4 address"],
    ["20.40.60.80/", "is no IPv4 address"],
    ["20.40.60.80/024", "is no IPv4 address"],
    ["20.40.60.80-20.40.60.90", "is no IPv4 address"],
    ["20.40.60.80, 20.40.60.81", "is no IPv4 address"],
    ["sigma.example", "is no IPv4 address"],
    ["*", "is no IPv4 address"],
    ["", "is empty or no text"],
    [undefined, "is empty or no text"],
    [3_232_235_777, "is empty or no text"],
  ])("refuses %p", (address, text) => {
    const { rules, faults } = of(address, "8.8.8.8");
    expect(rules).toEqual(["8.8.8.8"]);
    expect(faults).toMatchObject([
      { code: "INVALID_ADDRESS", details: { path: "sigmaAddresses" } },
    ]);
    expect(faults[0]?.message).toContain(text);
  });

  it("shows no key that was pasted in the wrong place", () => {
    const [fault] = of("sk-proj-abcdefghijklmnop").faults;
    expect(fault?.message).not.toContain("abcdefgh");
  });

  it("names the field of each fault", () => {
    const { faults } = allowlist([
      { path: "sigmaAddresses", addresses: ["10.0.0.1"] },
      { path: "extraAddresses", addresses: ["x", "8.8.8.8"] },
    ]);
    expect(faults.map(({ details }) => details.path)).toEqual(["sigmaAddresses", "extraAddresses"]);
  });

  it.each([
    [MOST_RULES, 0],
    [MOST_RULES + 1, 1],
  ])("of %i rules has %i fault", (count, faults) => {
    const addresses = Array.from({ length: count }, (_, index) => `20.0.${index}.1`);
    expect(of(...addresses, ...addresses).faults).toHaveLength(faults);
  });

  it("counts rules after /31 became two", () => {
    const addresses = Array.from({ length: 51 }, (_, index) => `20.0.${index}.2/31`);
    expect(of(...addresses).faults[0]?.message).toContain("102 rules; expected at most 100");
  });

  it("takes the addresses of examples, and says so", () => {
    const { rules, faults, notices } = of(
      "203.0.113.10",
      "198.51.100.0/24",
      "192.0.2.1",
      "8.8.8.8",
    );
    expect(rules).toHaveLength(4);
    expect(faults).toEqual([]);
    expect(notices).toHaveLength(3);
    expect(notices[0]).toMatch(/^\{sigmaAddresses\}: 203\.0\.113\.10 is for examples/);
  });
});
