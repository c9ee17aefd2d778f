import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { z } from "zod";

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

const { packages } = lockFile.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../../../package-lock.json"), "utf8")),
);

describe("package-lock.json", () => {
  // npm leaves out what a registry would not serve for another platform, and `npm ci` then refuses the whole file.
  it("holds every optional package of every platform, with its version", () => {
    const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies }]) =>
      Object.keys(optionalDependencies).filter((name) => versionOf(name, folder) === undefined),
    );
    expect(missing).toEqual([]);
  });

  it("names no address that a package came from", () => {
    const named = Object.keys(packages).filter((name) =>
      /^https?:/.test(packages[name]?.resolved ?? ""),
    );
    expect(named).toEqual([]);
  });
});

/** The version that a package in `folder` gets of another one: the nearest above it, as Node.js looks it up. */
function versionOf(name: string, folder: string): string | undefined {
  const found = packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`];
  if (found !== undefined || folder === "") return found?.version;
  const above = folder.lastIndexOf("/node_modules/");
  return versionOf(name, above === -1 ? "" : folder.slice(0, above));
}
