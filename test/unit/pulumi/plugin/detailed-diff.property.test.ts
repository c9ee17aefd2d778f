import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { changes, type Change } from "../../../../provider/integration/changes.ts";
import { checked } from "../../../../provider/integration/check.ts";
import { VENDORS } from "../../../../provider/integration/model.ts";
import { isRecord } from "../../../../provider/integration/unknown.ts";
import { decodeInputs } from "../../../../provider/pulumi/decode.ts";
import { detailedDiff } from "../../../../provider/pulumi/plugin/detailed-diff.ts";
import { raw } from "../../integration/support/arbitraries.ts";
import { stateOf } from "../../integration/support/state.ts";
import { properties } from "./support/arbitraries.ts";

const CREDENTIAL = ["same", "different", "version", "unchecked"] as const;

const change: fc.Arbitrary<Change> = fc.record({
  path: fc.oneof(
    fc.constantFrom(
      ...VENDORS,
      "tenant",
      "openai.apiKey",
      "azureOpenai.apiKey",
      "azureOpenai.languageModel.endpointUrl",
      "azureOpenai.embeddingModel.deploymentId",
    ),
    fc.string({ maxLength: 8 }),
  ),
  kind: fc.constantFrom("settings", "update", "replace"),
  origin: fc.constantFrom("configuration", "outside"),
  reason: fc.string(),
});

/** Whether there is something at a path. */
function has(inputs: unknown, path: string): boolean {
  const find = (value: unknown, name: string): unknown =>
    isRecord(value) ? value[name] : undefined;
  return path.split(".").reduce(find, inputs) !== undefined;
}

function kindOf(was: boolean, is: boolean): string {
  if (was === is) return "update";
  return is ? "add" : "delete";
}

describe("the diff of properties", () => {
  it("says of each path what became of it", () => {
    fc.assert(
      fc.property(raw, raw, fc.constantFrom(...CREDENTIAL), (olds, news, credential) => {
        const list = changes(checked(news), stateOf(olds), credential);
        const lines = detailedDiff(list, olds, news);
        expect(lines.length > 0).toBe(list.length > 0);
        for (const { path, kind } of lines) {
          expect([path, kind]).toEqual([path, kindOf(has(olds, path), has(news, path))]);
        }
        const replaced = lines.filter(({ replaces }) => replaces).map(({ path }) => path);
        expect(replaced).toEqual(list.some(({ kind }) => kind === "replace") ? ["tenant"] : []);
      }),
    );
  });

  it("never throws, whatever the inputs, and keeps every change", () => {
    const inputs = fc.oneof(properties.map(decodeInputs), fc.constantFrom<unknown>(null, [], "x"));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), inputs, inputs, (list, olds, news) => {
        const lines = detailedDiff(list, olds, news);
        expect(lines.length).toBeGreaterThanOrEqual(list.length);
      }),
    );
  });
});
