import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { azapi } from "../../support/engine/azapi.ts";
import { goPlatform } from "../../support/engine/go-platform.ts";
import { opentofu } from "../../support/engine/opentofu.ts";
import { restapi } from "../../support/engine/restapi.ts";
import { terraform } from "../../support/engine/terraform.ts";
import type { Tool } from "../../support/engine/tool.ts";

const tools = [terraform, opentofu, restapi, azapi];
const programs = tools.flatMap((tool) =>
  tool.ways
    .flatMap((way) => (way.kind === "build" ? way.programs : []))
    .map((program) => ({ ...program, version: tool.version })),
);

describe.each(tools)("the description of $name", (tool: Tool) => {
  it("downloads the release of its version for this platform, with its sums", () => {
    const [download] = tool.ways;
    expect(download).toMatchObject({
      by: "release",
      url: expect.stringMatching(`^https://.*${tool.version}$`),
      archive: `${tool.name}_${tool.version}_${goPlatform()}.zip`,
      sums: `${tool.name}_${tool.version}_SHA256SUMS`,
    });
  });

  it("survives the way to another process", () => {
    expect(JSON.parse(JSON.stringify(tool))).toEqual(tool);
  });
});

it.each(programs)("$module is pinned by its recipe", ({ recipe, module, version }) => {
  const read = (file: string): string => readFileSync(join(recipe, file), "utf8");
  expect(read("go.mod")).toContain(`require ${module} v${version}\n`);
  expect(read("go.sum").split("\n")).toEqual([
    expect.stringMatching(`^${module} v${version} h1:[\\w+/]{43}=$`),
    expect.stringMatching(`^${module} v${version}/go.mod h1:[\\w+/]{43}=$`),
    "",
  ]);
});

it("takes both engines from PATH from the first version with write-only attributes on", () => {
  expect([terraform, opentofu].map(({ probe }) => probe?.from)).toEqual(["1.11.0", "1.11.0"]);
});
