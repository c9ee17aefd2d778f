import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { conftest } from "../../support/engine/conftest.ts";

const programs = conftest.ways.flatMap((way) => (way.kind === "build" ? way.programs : []));

it.each(programs)("$module is pinned by its recipe", ({ recipe, module }) => {
  const read = (file: string): string => readFileSync(join(recipe, file), "utf8");
  const pin = `${module} v${conftest.version}`;
  expect(read("go.mod")).toContain(`require ${pin}\n`);
  expect(read("go.sum").split("\n")).toEqual([
    expect.stringContaining(`${pin} h1:`),
    expect.stringContaining(`${pin}/go.mod h1:`),
    "",
  ]);
});

it("the release is packed as its system is used to", () => {
  const [download] = conftest.ways;
  const ending = process.platform === "win32" ? "zip" : "tar\\.gz";
  expect(download).toMatchObject({
    archive: expect.stringMatching(`^conftest_${conftest.version}_[A-Z][a-z]+_\\w+\\.${ending}$`),
  });
});
