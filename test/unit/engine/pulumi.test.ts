import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { pulumi } from "../../support/engine/pulumi.ts";
import type { GoProgram } from "../../support/engine/tool.ts";

const programs = pulumi.ways.flatMap((way) => (way.kind === "build" ? way.programs : []));
const read = (program: GoProgram, file: string): string =>
  readFileSync(join(program.recipe, file), "utf8");

describe("the description of Pulumi", () => {
  it.each(programs)("has a recipe with checksums for $executable", (program) => {
    expect(read(program, "tools.go")).toContain(`import _ "${program.package}"`);
    expect(read(program, "go.sum")).toContain("github.com/pulumi/pulumi/sdk/v3 v3.");
  });

  it("builds the version that it downloads", () => {
    const [cli] = programs;
    expect(cli && read(cli, "go.mod")).toContain(`pulumi/pkg/v3 v${pulumi.version}\n`);
    expect(cli?.ldflags).toContain(`Version=${pulumi.version}`);
  });

  it("downloads with the npm package of the same version", () => {
    const [download] = pulumi.ways;
    const script = download?.kind === "download" && download.by === "npm" ? download.script : "";
    const path = createRequire(import.meta.url).resolve(script.replace("run.js", "package.json"));
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ version: pulumi.version });
  });

  it("survives the way to another process", () => {
    expect(JSON.parse(JSON.stringify(pulumi))).toEqual(pulumi);
  });
});
