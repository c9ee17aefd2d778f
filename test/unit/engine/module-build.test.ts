import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { obtainTool } from "../../support/engine/obtain.ts";
import type { GoProgram, Progress, Tool } from "../../support/engine/tool.ts";
import {
  copiesIn,
  type FakeGo,
  gadget,
  gadgetBy,
  goCalls,
  temporaryFolder,
  writeGo,
} from "./fakes.ts";

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  writeGo(join(folder, "bin"));
});
afterEach(() => remove());

const environment = (go: FakeGo = {}): NodeJS.ProcessEnv => ({
  PATH: join(folder, "bin"),
  SIGMA_EXTERNAL_AI_CACHE: join(folder, "cache"),
  ...go,
});

const tool = (program: Partial<GoProgram> = {}): Tool =>
  gadgetBy(folder, {
    kind: "build",
    go: "1.26",
    programs: [
      {
        executable: "gadget",
        recipe: join(folder, "recipe"),
        module: "example.com/gadget",
        package: "./cmd/gadget",
        ldflags: "-s -w",
        ...program,
      },
    ],
    scripts: [],
    limitSeconds: 60,
  });

describe("a module that is built with its own go.mod", () => {
  it("is downloaded where the recipe pins it, and built in a copy", async () => {
    const log = join(folder, "log");
    const steps: string[] = [];
    const progress: Progress = (step, detail) => steps.push([step, detail ?? ""].join(": "));
    const env = environment({ FAKE_GO_LOG: log });
    expect(await obtainTool(tool(), { env, progress })).toMatchObject({ source: "build" });

    const [, download, list, build] = goCalls(log);
    expect(download).toMatchObject({
      verb: "mod",
      args: ["download", "-json", "example.com/gadget"],
      cwd: expect.stringMatching(/\/recipe-gadget$/),
    });
    for (const call of [list, build]) {
      expect(call?.cwd).toMatch(/\/cache\/work-.*\/source-gadget$/);
      expect(call?.args.at(-1)).toBe("./cmd/gadget");
    }
    expect(steps).toEqual([
      "downloading the Go modules of gadget: ",
      "downloading the Go modules of gadget: 1 modules",
      "building gadget: ",
      "building gadget: 1 of 2 packages",
      "building gadget: 2 of 2 packages",
    ]);
    expect(copiesIn(join(folder, "cache"))).toHaveLength(1);
  });

  it.each<[string, FakeGo, string]>([
    [
      "the checksum is wrong",
      {
        FAKE_GO_MODULE_ERROR:
          "verifying example.com/gadget@v2.1.0: checksum mismatch\n\tdownloaded: h1:x\n\nSECURITY ERROR",
      },
      "verifying example.com/gadget@v2.1.0: checksum mismatch",
    ],
    [
      "nobody has the module",
      { FAKE_GO_MODULE: JSON.stringify({ Error: "example.com/gadget@v2.1.0: 404\nserver said" }) },
      "example.com/gadget@v2.1.0: 404",
    ],
    ["Go says nothing", { FAKE_GO_MODULE: "" }, "go does not tell where it put example.com/gadget"],
  ])("fails in one line when %s", async (_, go, reason) => {
    await expect(obtainTool(tool(), { env: environment(go) })).rejects.toMatchObject({
      code: "TOOL_MISSING",
      message: `gadget is missing: PATH: no gadget; build failed (gadget: ${reason}). ${gadget(folder).advice}`,
    });
    expect(copiesIn(join(folder, "cache"))).toEqual([]);
  });
});

describe("a file of a module", () => {
  const helper = { executable: "gadget-helper", module: "example.com/gadget", path: "go.mod" };
  const withHelper = (): Tool => ({
    ...tool({ copies: [helper] }),
    executables: ["gadget", "gadget-helper"],
  });

  it("is put beside the program, and may be run", async () => {
    const { command } = await obtainTool(withHelper(), { env: environment() });
    const file = join(dirname(command), "gadget-helper");
    expect(readFileSync(file, "utf8")).toBe("module example.com/gadget");
    expect(statSync(file).mode & 0o777).toBe(0o755);
  });
});
