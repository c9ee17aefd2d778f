import { createRequire } from "node:module";
import { describe, expect, it } from "@jest/globals";
import { cognitiveServices, load, random } from "../../../provider/pulumi/azure/packages.ts";

const require = createRequire(import.meta.url);

describe("the packages of Azure", () => {
  it("are loaded when they are used", () => {
    expect(cognitiveServices().Account).toBeDefined();
    expect(random().RandomString).toBeDefined();
  });

  it("are named with the command that installs them, where they are missing", () => {
    const missing = () => load("@pulumi/nowhere/cognitiveservices", require);
    expect(missing).toThrow(
      "the package @pulumi/nowhere is not installed beside this program. Run: npm install @pulumi/azure-native @pulumi/random [PACKAGE_MISSING]",
    );
  });

  it("that break while they are loaded are not taken for missing", () => {
    const broken = () =>
      load("@pulumi/random", () => {
        throw new TypeError("broken");
      });
    expect(broken).toThrow(TypeError);
  });
});
