import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { ignoring } from "../../../../provider/pulumi/plugin/ignored-changes.ts";

const name = fc.stringMatching(/^[a-z]{1,4}$/);
const names = fc.array(name, { minLength: 1, maxLength: 3 });

describe("what is ignored", () => {
  it("is what stands at a path, and below it, however the path is written", () => {
    fc.assert(
      fc.property(names, names, fc.boolean(), (one, more, isBracketed) => {
        const path = isBracketed ? one.map((each) => `["${each}"]`).join("") : one.join(".");
        const ignores = ignoring([path], {});
        expect(ignores(one.join("."))).toBe(true);
        expect(ignores([...one, ...more].join("."))).toBe(true);
        expect(ignores(`${one.join(".")}x`)).toBe(false);
      }),
    );
    expect(ignoring([], {})("openai")).toBe(false);
    expect(ignoring([""], {})("openai")).toBe(false);
  });

  it("is any name for a star, which stands for one name and not for several", () => {
    fc.assert(
      fc.property(names, name, (one, last) => {
        const stars = one.map(() => "*").join(".");
        expect(ignoring([stars], {})(one.join("."))).toBe(true);
        expect(ignoring([`${stars}.${last}`], {})([...one, last].join("."))).toBe(true);
        expect(ignoring([`${stars}.${last}`], {})(one.join("."))).toBe(false);
      }),
    );
  });

  const each = { apiKey: "k", deploymentId: "d", endpointUrl: "e" };
  const apart = { azureOpenai: { languageModel: each, embeddingModel: each } };
  const shared = { azureOpenai: { ...each, languageModel: {}, embeddingModel: {} } };
  it.each<[string, string[], object, string, boolean]>([
    ["the keys of both models", ["languageModel", "embeddingModel"], apart, "apiKey", true],
    ["the key of one model of two", ["languageModel"], apart, "apiKey", false],
    ["the keys of all models", ["*"], apart, "apiKey", true],
    ["keys of models where there is one for both", ["languageModel"], shared, "apiKey", false],
  ])("by the places that the program writes: %s", (_, models, inputs, field, isIgnored) => {
    const paths = models.map((model) => `azureOpenai.${model}.${field}`);
    expect(ignoring(paths, inputs)(`azureOpenai.${field}`)).toBe(isIgnored);
  });
});
