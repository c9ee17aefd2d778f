import { describe, expect, it } from "@jest/globals";
import { toolMissing } from "../../support/engine/failure.ts";
import type { Engine } from "../../support/engine/pulumi.ts";
import {
  describeWithEngine,
  describeWithTerraform,
  requireEngine,
} from "../../support/engine/requirement.ts";
import type { TerraformEngine } from "../../support/engine/terraform-engine.ts";

const engine: Engine = { version: "3.259.0", source: "cache", command: "/bin/pulumi", binDirs: [] };
const have = async (): Promise<Engine> => engine;
const lack = async (): Promise<Engine> =>
  await Promise.reject(toolMissing("pulumi is missing: install it"));
const fail = async (): Promise<Engine> => await Promise.reject(new Error("interrupted"));

describe("requireEngine", () => {
  it.each([{}, { CI: "true" }])("gives the engine, with %j", async (env) => {
    expect(await requireEngine({ env, obtain: have })).toEqual({ engine });
  });

  it.each([{}, { CI: "" }, { CI: "false" }, { CI: "0" }])(
    "tells what is missing, with %j",
    async (env) => {
      expect(await requireEngine({ env, obtain: lack })).toEqual({
        missing: "pulumi is missing: install it",
      });
    },
  );

  it.each([{ CI: "true" }, { CI: "1" }])("fails without an engine, with %j", async (env) => {
    await expect(requireEngine({ env, obtain: lack })).rejects.toThrow("pulumi is missing");
  });

  it("fails everywhere when something else goes wrong", async () => {
    await expect(requireEngine({ env: {}, obtain: fail })).rejects.toThrow("interrupted");
  });
});

await describeWithEngine(
  "describeWithEngine",
  (given) => {
    it("runs its tests with the engine", () => {
      expect(given).toBe(engine);
    });
  },
  have,
);

const tofu: TerraformEngine = {
  ...engine,
  cli: "tofu",
  product: "OpenTofu",
  registry: "registry.opentofu.org",
};
const seen: string[] = [];
await describeWithTerraform(
  "describeWithTerraform",
  (given) => {
    it("runs its tests with each engine", () => {
      seen.push(given.cli);
      expect(given.version).toBe(engine.version);
    });
  },
  {
    terraform: async () => ({
      ...tofu,
      cli: "terraform",
      product: "Terraform",
      registry: "registry.terraform.io",
    }),
    tofu: async () => tofu,
  },
);

it("has run them in that order", () => {
  expect(seen).toEqual(["terraform", "tofu"]);
});
