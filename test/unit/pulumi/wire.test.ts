import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "@jest/globals";
import { runtime } from "@pulumi/pulumi";
import {
  asSecret,
  isSecret,
  PROVIDER_KEY,
  SECRET_SIGNATURE,
  SIGNATURE_KEY,
  UNKNOWN_VALUE,
} from "../../../provider/pulumi/wire.ts";

it("the marks on the wire are those of Pulumi's SDK", () => {
  expect({ UNKNOWN_VALUE, SIGNATURE_KEY, SECRET_SIGNATURE }).toEqual({
    UNKNOWN_VALUE: runtime.unknownValue,
    SIGNATURE_KEY: runtime.specialSigKey,
    SECRET_SIGNATURE: runtime.specialSecretSig,
  });
});

it("a secret of ours is one to Pulumi's SDK", () => {
  const secret = asSecret({ apiKey: "key" });
  expect(isSecret(secret)).toBe(true);
  expect(runtime.isRpcSecret(secret)).toBe(true);
  expect(runtime.unwrapRpcSecret(secret)).toEqual({ apiKey: "key" });
});

it("the key of a dynamic provider's text is that of Pulumi's SDK, which does not export it", () => {
  const file = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/dynamic-provider");
  expect(readFileSync(file, "utf8")).toContain(`const providerKey = "${PROVIDER_KEY}";`);
});
