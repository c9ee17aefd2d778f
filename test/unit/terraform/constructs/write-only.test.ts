import { describe, expect, it } from "@jest/globals";
import type { ExternalAiIntegrationConfig } from "../../../../provider/terraform/constructs/cdktf.ts";
import { LIBRARIES, stackOf, type Library } from "./libraries.ts";

const IN_BLOCK: ExternalAiIntegrationConfig = { openai: { apiKeyWo: "k" } };
const IN_MODEL: ExternalAiIntegrationConfig = {
  azureOpenai: {
    endpointUrl: "https://a",
    apiKey: "k",
    languageModel: { deploymentId: "l", apiKeyWo: "k" },
    embeddingModel: { deploymentId: "e" },
  },
};
const STORED: ExternalAiIntegrationConfig = { openai: { apiKey: "k" } };

const OLD = { terraform: ">=1.5.7" };
const NEW = { terraform: ">=1.11.0", opentofu: ">=1.12.0" };

/** Synthesizes with the checks that a real synth makes. `targets` is what the project's cdktf.json declares. */
function synthesizeChecked(
  library: Library,
  config: ExternalAiIntegrationConfig,
  targets?: object,
): () => string {
  const context = targets === undefined ? {} : { targetVersions: targets };
  const { ExternalAiIntegration, SigmaProvider, Testing } = library;
  const made = stackOf(
    library,
    (stack) => [new SigmaProvider(stack, "sigma"), new ExternalAiIntegration(stack, "ai", config)],
    context,
  );
  return () => Testing.synth(made, true);
}

describe.each(LIBRARIES)("a write-only key with %s", (name, library) => {
  it.each([
    ["where nothing is declared", IN_BLOCK, undefined],
    ["for a single model, where nothing is declared", IN_MODEL, undefined],
    ["where engines are declared that have it", IN_BLOCK, NEW],
    ["where one engine is declared that has it", IN_MODEL, { opentofu: ">=1.11.0" }],
  ])("is accepted %s", (_, config, targets) => {
    expect(synthesizeChecked(library, config, targets)()).toContain('"api_key_wo": "k"');
  });

  it("that is stored is accepted for older engines", () => {
    expect(synthesizeChecked(library, STORED, OLD)()).toContain('"api_key": "k"');
  });

  if (name === "cdktf") return;

  it.each([
    ["in a block", IN_BLOCK],
    ["of a single model", IN_MODEL],
  ])("%s is refused for older engines", (_, config) => {
    const synth = synthesizeChecked(library, config, OLD);
    expect(synth).toThrow(
      /write-only attributes requires terraform >=1\.11\.0, but the project targets terraform >=1\.5\.7/,
    );
    expect(synth).toThrow(/stack\/ai/);
  });
});
