import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { accessManifest, programManifest, stackManifest } from "./support/operator.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FOLDER = join(ROOT, "examples/fleet/operator");
const manifests = z.array(z.union([stackManifest, programManifest, accessManifest]));
const json = async (path: string) => JSON.parse(await readFile(join(ROOT, path), "utf8"));

/** The manifests of a file; anything in them that is not known fails. */
async function read(name: string): Promise<z.output<typeof manifests>> {
  const documents = parseAllDocuments(await readFile(join(FOLDER, name), "utf8"));
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  return manifests.parse(documents.map((document) => document.toJS()));
}

const stacksIn = async (name: string) =>
  (await read(name)).filter((manifest) => manifest.kind === "Stack");

describe("the manifests for the Pulumi Kubernetes Operator", () => {
  it("have a stack for each shard, with nothing else between them", async () => {
    const stacks = await stacksIn("stacks.yaml");
    const count = stacks.length;
    for (const [index, { metadata, spec }] of stacks.entries()) {
      const { stack, config, prerequisites, ...same } = spec;
      expect(metadata.name).toBe(`sigma-ai-shard-${index + 1}`);
      expect(stack).toBe(`shard-${index + 1}-of-${count}`);
      expect(config).toEqual({ "sigma-ai:shard": `${index + 1}/${count}` });
      expect(prerequisites?.map(({ name }) => name)).toEqual(
        index === 0 ? undefined : [`sigma-ai-shard-${index}`],
      );
      const { stack: _, config: __, prerequisites: ___, ...first } = stacks[0]?.spec ?? spec;
      expect(same).toEqual(first);
    }
    expect(count).toBe(2);
  });

  it.each(["stacks.yaml", "program.yaml"])("take every key from a secret: %s", async (name) => {
    for (const { spec } of await stacksIn(name)) {
      const literal = Object.keys(spec.envRefs).filter(
        (variable) => spec.envRefs[variable]?.type === "Literal",
      );
      expect(literal).toEqual(["SIGMA_BASE_URL"]);
      expect(spec.destroyOnFinalize).toBe(false);
    }
  });

  it("have the engine's version that is tested", async () => {
    const { devDependencies } = await json("package.json");
    const images = [...(await stacksIn("stacks.yaml")), ...(await stacksIn("program.yaml"))].map(
      ({ spec }) => spec.workspaceTemplate.spec.image,
    );
    for (const image of images) expect(image).toContain(devDependencies.pulumi);
  });

  it("have a program with a resource that the plugin's schema knows, and stacks that run and watch it", async () => {
    const [program, ...stacks] = await read("program.yaml");
    const schema = await json("schema/pulumi-sigma.json");
    if (program?.kind !== "Program") throw new Error("the first one is the program");
    for (const { type, properties } of Object.values(program.program.resources)) {
      expect(Object.keys(schema.resources[type].inputProperties)).toEqual(
        expect.arrayContaining(Object.keys(properties)),
      );
    }
    const specs = stacks.map((stack) => (stack.kind === "Stack" ? stack.spec : undefined));
    expect(specs.map((spec) => spec?.programRef?.name)).toEqual(
      specs.map(() => program.metadata.name),
    );
    expect(specs.map((spec) => [spec?.stack, spec?.preview ?? false])).toEqual([
      ["emea", false],
      ["emea", true],
    ]);
  });
});
