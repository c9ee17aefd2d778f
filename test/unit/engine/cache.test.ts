import { rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { binFolder, cacheFolder, entryFolder, readEntry } from "../../support/engine/cache.ts";
import { gadget, temporaryFolder, writeGadget } from "./fakes.ts";

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

describe("cacheFolder", () => {
  it.each([
    ["the variable of its own", { SIGMA_EXTERNAL_AI_CACHE: "/own", XDG_CACHE_HOME: "/x" }, "/own"],
    ["a relative path", { SIGMA_EXTERNAL_AI_CACHE: "own" }, join(process.cwd(), "own")],
    ["the user's cache folder", { XDG_CACHE_HOME: "/x" }, "/x/sigma-external-ai"],
    [
      "an empty variable",
      { SIGMA_EXTERNAL_AI_CACHE: "", XDG_CACHE_HOME: "/x" },
      "/x/sigma-external-ai",
    ],
  ])("is named by %s", (_, env, expected) => {
    expect(cacheFolder(env)).toBe(expected);
  });

  it.each([{}, { XDG_CACHE_HOME: "relative" }])("is below the user's home, given %j", (env) => {
    expect(cacheFolder(env).startsWith(homedir())).toBe(true);
  });
});

describe("readEntry", () => {
  const note = { tool: "gadget", version: "2.1.0", how: "build", at: "2026-11-01T00:00:00.000Z" };
  let entry: string;
  beforeEach(() => {
    entry = entryFolder(folder, gadget(folder));
    writeGadget(binFolder(entry), "2.1.0");
    writeFileSync(join(entry, "obtained.json"), JSON.stringify(note));
  });

  it("reads a whole copy", () => {
    expect(entry).toBe(join(folder, `gadget-2.1.0-${process.platform}-${process.arch}`));
    expect(readEntry(entry, gadget(folder))).toEqual(note);
  });

  it.each(["bin/gadget", "bin/gadget-helper", "obtained.json"])("finds none without %s", (file) => {
    rmSync(join(entry, file));
    expect(readEntry(entry, gadget(folder))).toBeUndefined();
  });

  it("finds none whose note is of another version", () => {
    writeFileSync(join(entry, "obtained.json"), JSON.stringify({ ...note, version: "2.0.0" }));
    expect(readEntry(entry, gadget(folder))).toBeUndefined();
  });
});
