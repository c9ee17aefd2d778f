import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { findOnPath } from "../../support/engine/on-path.ts";
import { gadget, temporaryFolder, writeGadget, writeProgram } from "./fakes.ts";

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

const find = async (...folders: string[]) =>
  await findOnPath(gadget(folder), { PATH: folders.map((name) => join(folder, name)).join(":") });

describe("findOnPath", () => {
  it.each(["2.0.0", "2.1.0", "2.99.9"])("takes version %s", async (version) => {
    const command = writeGadget(join(folder, "bin"), version);
    expect(await find("bin")).toEqual({ command, version });
  });

  it.each([
    ["1.9.9", "is version 1.9.9, older than 2.0.0"],
    ["3.0.0", "is version 3.0.0, not older than 3.0.0"],
    ["none", "does not tell its version"],
  ])("refuses version %s", async (version, reason) => {
    const command = writeGadget(join(folder, "bin"), version);
    expect(await find("bin")).toEqual({ reason: `${command} ${reason}` });
  });

  it("refuses a copy that does not run", async () => {
    const command = writeProgram(join(folder, "bin"), "gadget", `throw "broken"`);
    expect(await find("bin")).toEqual({
      reason: expect.stringContaining(`${command} does not tell its version: `),
    });
  });

  it("refuses a copy without its helper", async () => {
    const command = writeProgram(join(folder, "bin"), "gadget", `console.log("2.1.0")`);
    expect(await find("bin")).toEqual({ reason: `${command} lacks gadget-helper` });
  });

  it("finds the helper elsewhere on PATH", async () => {
    const command = writeProgram(join(folder, "bin"), "gadget", `console.log("2.1.0")`);
    writeProgram(join(folder, "other"), "gadget-helper", "");
    expect(await find("bin", "other")).toEqual({ command, version: "2.1.0" });
  });

  it("finds the helper beside the file that a link leads to", async () => {
    mkdirSync(join(folder, "bin"));
    symlinkSync(writeGadget(join(folder, "opt"), "2.1.0"), join(folder, "bin/gadget"));
    expect(await find("bin")).toMatchObject({ version: "2.1.0" });
  });

  it("goes on to a later copy that serves", async () => {
    writeGadget(join(folder, "old"), "1.0.0");
    const command = writeGadget(join(folder, "new"), "2.1.0");
    expect(await find("old", "new")).toEqual({ command, version: "2.1.0" });
  });

  it("passes over npm's script of the same name, and links to it", async () => {
    const script = writeGadget(join(folder, "node_modules/.bin"), "2.1.0");
    mkdirSync(join(folder, "bin"));
    symlinkSync(script, join(folder, "bin/gadget"));
    expect(await find("node_modules/.bin", "bin")).toEqual({ reason: "no gadget" });
  });

  it("gives it a home of its own and deletes that", async () => {
    writeGadget(join(folder, "bin"), "2.1.0");
    const command = writeProgram(
      join(folder, "bin"),
      "gadget",
      `require("node:fs").writeFileSync(process.env.GADGET_HOME + "/state", "");
       if (process.env.GADGET_QUIET) console.log("2.1.0", process.env.GADGET_HOME)`,
    );
    const env = { PATH: join(folder, "bin"), GADGET_HOME: join(folder, "no-such-folder") };
    expect(await findOnPath(gadget(folder), env)).toEqual({ command, version: "2.1.0" });
  });

  it("takes no tool from PATH that cannot tell its version", async () => {
    writeGadget(join(folder, "bin"), "2.1.0");
    const { probe: _, ...silent } = gadget(folder);
    expect(await findOnPath(silent, { PATH: join(folder, "bin") })).toEqual({
      reason: "not taken from PATH",
    });
  });
});
