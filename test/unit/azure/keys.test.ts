import { describe, expect, it } from "@jest/globals";
import { keyAuthenticationFault, keyOf } from "../../../provider/azure/keys.ts";

describe("the keys of an account", () => {
  it.each([
    [true, "KEYS_DISABLED"],
    [false, undefined],
    [undefined, undefined],
  ])("with disableLocalAuth %p: %p", (isOff, code) => {
    expect(keyAuthenticationFault("contoso", isOff)?.code).toBe(code);
  });

  it("says which account refuses them, and why that can be", () => {
    expect(keyAuthenticationFault("contoso", true)?.message).toMatch(
      /^the Azure account "contoso" refuses keys: .*policy.* Ask the owner of Azure's policies/,
    );
  });

  it("are taken by their name", () => {
    expect(keyOf({ key1: "one", key2: "two" }, "key1")).toBe("one");
    expect(keyOf({ key1: "one", key2: "two" }, "key2")).toBe("two");
  });

  it.each([[{}], [{ key1: "" }], [{ key1: undefined, key2: "two" }]])(
    "are missing in %j",
    (keys) => {
      expect(() => keyOf(keys, "key1")).toThrow("Azure answered without the account's key1");
      expect(() => keyOf(keys, "key1")).not.toThrow("two");
    },
  );
});
