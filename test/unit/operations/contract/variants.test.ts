import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { checkContract } from "../../../../provider/operations/contract/check.ts";
import { createSimulator, type AiConfig, type Simulator } from "../../../../simulator/index.ts";
import { azure, gemini, KEYS, openai } from "../../../contract/configs.ts";
import { coreFrontEnd } from "../../../contract/core-front-end.ts";
import type { Recorded } from "../../../contract/front-end.ts";
import { ACME, type WrittenConfig } from "../../../contract/lifecycle.ts";
import {
  serveVariant,
  type VariantServer,
} from "../../../support/contract-variants/serve-variant.ts";
import type { Variant } from "../../../support/contract-variants/variant.ts";
import { variants } from "../../../support/contract-variants/variants.ts";

const folder = join(import.meta.dirname, "../../../support/contract-variants");
const { signal } = new AbortController();

const GEMINI: AiConfig = { provider: "gemini", apiKey: KEYS.gemini[1] };

/** A variant that is served, and the file that makes the client speak it. */
interface Setting {
  simulator: Simulator;
  server: VariantServer;
  contract: string;
}

async function withVariant(
  variant: Variant,
  work: (setting: Setting) => Promise<void>,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "sigma-variant-"));
  const simulator = await createSimulator({ tokenInterval: 0 });
  const server = await serveVariant(variant, simulator.url);
  const contract = join(home, "contract.json");
  try {
    await checked(variant, contract);
    await work({ simulator, server, contract });
  } finally {
    await server.close();
    await simulator.close();
    await rm(home, { recursive: true });
  }
}

async function checked(variant: Variant, write: string, inUse?: string) {
  const env = (name: string): string | undefined => (name === "SIGMA_CONTRACT" ? inUse : undefined);
  return checkContract({ openapi: join(folder, variant.document), write, env, signal });
}

/** One run of an engine: a new process each time. */
function run({ simulator, server, contract }: Setting) {
  const env: Record<string, string> = {
    ...ACME,
    SIGMA_BASE_URL: server.url,
    SIGMA_TOKEN_INTERVAL: "0",
    SIGMA_CONTRACT: contract,
    SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
  };
  return coreFrontEnd.start({
    env: (name) => env[name],
    file: async () => "",
    print: () => undefined,
  });
}

async function planned(setting: Setting, config: WrittenConfig, recorded: Recorded) {
  const live = await run(setting).read(recorded);
  if (live === undefined) return "absent";
  return run(setting).plan(config, live);
}

describe.each(variants)("a Sigma with $name", (variant) => {
  it.each([
    ["OpenAI", openai, "openAI"],
    ["Gemini", gemini, "gemini"],
    ["Azure OpenAI", azure, "azureOpenAI"],
  ] as const)("carries the life of an integration with %s", (_, config, name) =>
    withVariant(variant, async (setting) => {
      const { simulator } = setting;
      const provider = (): unknown => simulator.state("org-acme").integration?.provider;
      const created = await run(setting).create(config);
      expect(provider()).toBe(name);
      expect(await planned(setting, config, created)).toBe("none");

      const other = name === "openAI" ? gemini : openai;
      await expect(run(setting).create(other)).rejects.toThrow("ALREADY_CONFIGURED");
      expect(await planned(setting, other, created)).toBe("update");
      const updated = await run(setting).update(other, created);
      expect(provider()).toBe(name === "openAI" ? "gemini" : "openAI");
      expect(await planned(setting, other, updated)).toBe("none");

      await simulator.saveOutside("org-acme", {
        config:
          name === "openAI"
            ? { ...GEMINI, provider: "anthropic", apiKey: KEYS.anthropic[0] }
            : GEMINI,
      });
      expect(await planned(setting, other, updated)).toBe("update");
      const drifted = await run(setting).read(updated);
      const corrected = await run(setting).update(other, drifted ?? updated);
      expect(await planned(setting, other, corrected)).toBe("none");

      const removal = run(setting).remove(corrected);
      const code = await removal.then(
        () => undefined,
        (error: unknown) => /\[([A-Z_]+)\]/.exec(String(error))?.[1],
      );
      expect(code).toBe(variant.remove === undefined ? "REMOVE_UNSUPPORTED" : undefined);
      if (variant.remove === undefined) simulator.removeOutside("org-acme");
      expect(simulator.state("org-acme").integration).toBeNull();
      expect(await planned(setting, other, corrected)).toBe("absent");
    }),
  );

  it("says what a read says of Azure's deployments", () =>
    withVariant(variant, async (setting) => {
      const created = await run(setting).create(azure);
      const live = await run(setting).read(created);
      expect(live && coreFrontEnd.state(live).remote).toMatchObject({
        aiProvider: "azureOpenai",
        languageModel: { deploymentId: "gpt-41", endpointUrl: "https://contoso.openai.azure.com" },
        embeddingModel: { deploymentId: "embed" },
      });
    }));

  it("is confirmed by the file that was made of it", () =>
    withVariant(variant, async ({ contract }) => {
      const before = await readFile(contract, "utf8");
      const { findings } = await checked(variant, contract, contract);
      const others = findings.filter(
        ({ verdict }) => verdict === "refuted" || verdict === "undecided",
      );
      expect(others.filter(({ assumption }) => !assumption.endsWith("values of its own"))).toEqual(
        [],
      );
      expect(await readFile(contract, "utf8")).toBe(before);
    }));
});
