import { describe, expect, it } from "@jest/globals";
import {
  missingIpRules,
  missingIpRulesCommand,
  type AccountRules,
} from "../../../provider/azure/existing-account.ts";

const ALLOWLIST = ["8.8.8.8", "20.40.60.0/24"];

describe("the rules that an account lacks", () => {
  it.each<[string, AccountRules, string[]]>([
    ["without rules", {}, ALLOWLIST],
    ["with rules of others", { ipRules: ["9.9.9.9"] }, ALLOWLIST],
    ["with the same", { ipRules: ["20.40.60.0/24", "8.8.8.8"] }, []],
    ["with one of them in another form", { ipRules: [" 8.8.8.8/32 "] }, ["20.40.60.0/24"]],
    ["with a wider range", { ipRules: ["8.0.0.0/8", "20.40.0.0/16"] }, []],
    ["with a part only", { ipRules: ["8.8.8.8", "20.40.60.0/25"] }, ["20.40.60.0/24"]],
    [
      "with two halves, in any order",
      { ipRules: ["20.40.60.128/25", "8.8.8.8", "20.40.60.0/25"] },
      [],
    ],
    [
      "with two parts that leave a gap",
      { ipRules: ["20.40.60.0/25", "20.40.60.192/26", "8.8.8.8"] },
      ["20.40.60.0/24"],
    ],
    [
      "with a wide rule before a narrow one",
      { ipRules: ["8.8.8.0/24", "8.8.8.0/30", "20.40.60.0/24"] },
      [],
    ],
    ["that lets in everybody", { ipRules: [], defaultAction: "Allow" }, []],
    ["that says what the default is", { ipRules: [], defaultAction: "Deny" }, ALLOWLIST],
    [
      "with a rule that cannot be read",
      { ipRules: ["2001:db8::/32", "8.8.8.8"] },
      ["20.40.60.0/24"],
    ],
  ])("%s", (_, rules, missing) => {
    expect(missingIpRules(ALLOWLIST, rules)).toEqual(missing);
  });
});

describe("the command that adds them", () => {
  it("names the account and each rule", () => {
    const account = { name: "contoso", resourceGroupName: "rg-ai" };
    expect(missingIpRulesCommand(account, ALLOWLIST)).toBe(
      "az cognitiveservices account network-rule add --resource-group rg-ai --name contoso --ip-address 8.8.8.8 && " +
        "az cognitiveservices account network-rule add --resource-group rg-ai --name contoso --ip-address 20.40.60.0/24",
    );
  });

  it("is empty where nothing is missing", () => {
    expect(missingIpRulesCommand({ name: "contoso", resourceGroupName: "rg" }, [])).toBe("");
  });

  it.each([
    ["rg (prod)", "'rg (prod)'"],
    ["rg'; rm -rf ~'", String.raw`'rg'\''; rm -rf ~'\'''`],
  ])("quotes the name %s for a shell", (resourceGroupName, quoted) => {
    const command = missingIpRulesCommand({ name: "contoso", resourceGroupName }, ["8.8.8.8"]);
    expect(command).toContain(`--resource-group ${quoted} --name contoso`);
  });
});
