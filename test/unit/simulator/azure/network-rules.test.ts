import { describe, expect, it } from "@jest/globals";

import { start } from "../support.ts";
import { ACCOUNT, accountBody, azureOf, refusal } from "./support.ts";

const rules = (...values: string[]) => ({ ipRules: values.map((value) => ({ value })) });
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `203.0.113.${index}`);
const refused = (text: string) => ({ error: { message: expect.stringContaining(text) } });
const SUBNET = { id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/x" };

describe("network rules", () => {
  it.each<[string, object, string, string]>([
    ["an address", rules("203.0.113.10"), "OpenAI", ""],
    ["a range", rules("203.0.113.0/30", "0.0.0.0/0"), "OpenAI", ""],
    ["a hundred", rules(...numbered(100)), "OpenAI", ""],
    ["too many", rules(...numbered(101)), "OpenAI", "more than 100"],
    [
      "too many networks",
      { virtualNetworkRules: Array.from({ length: 101 }, () => SUBNET) },
      "OpenAI",
      "more than 100",
    ],
    ["one address as a range", rules("203.0.113.10/32"), "OpenAI", "31 and 32"],
    ["two addresses as a range", rules("203.0.113.10/31"), "OpenAI", "31 and 32"],
    ["IPv6", rules("2001:db8::1"), "OpenAI", "IPv4"],
    ["no address", rules("sigma"), "OpenAI", "IPv4"],
    ["a wrong range", rules("203.0.113.0/33"), "OpenAI", "IPv4"],
    ["10/8", rules("10.1.2.3"), "OpenAI", "private"],
    ["172.16/12", rules("172.31.0.0/16"), "OpenAI", "private"],
    ["192.168/16", rules("192.168.0.1"), "OpenAI", "private"],
    ["bypass None", { bypass: "None" }, "AIServices", ""],
    ["bypass of a kind", { bypass: "AzureServices" }, "TextAnalytics", ""],
    ["bypass of another kind", { bypass: "None" }, "FormRecognizer", "bypass is not supported"],
  ])("%s", async (_, networkAcls, kind, message) => {
    const azure = await azureOf(await start());
    const { status, json } = await azure.call(
      "PUT",
      ACCOUNT,
      accountBody({ kind, properties: { networkAcls } }),
    );
    expect(status).toBe(message === "" ? 201 : 400);
    const accepted = { properties: { networkAcls } };
    expect(json).toMatchObject(message === "" ? accepted : refused(message));
  });

  it("are refused without a subdomain", async () => {
    const azure = await azureOf(await start());
    const properties = { networkAcls: { defaultAction: "Deny" } };
    expect(await azure.call("PUT", ACCOUNT, { ...accountBody(), properties })).toMatchObject({
      status: 400,
      json: refusal("BadRequest", "customSubDomainName"),
    });
  });

  it("have no bypass by default where the kind has none", async () => {
    const azure = await azureOf(await start());
    const { json } = await azure.call("PUT", ACCOUNT, accountBody({ kind: "FormRecognizer" }));
    const { networkAcls } = (json as { properties: { networkAcls: object } }).properties;
    expect(networkAcls).toEqual({ defaultAction: "Allow", ipRules: [], virtualNetworkRules: [] });
  });
});
