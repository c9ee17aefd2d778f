import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { untar } from "../../support/untar.ts";
import { temporaryFolder } from "./fakes.ts";

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

const packed = (...names: string[]): Buffer => {
  execFileSync("tar", ["-czf", "packed.tar.gz", ...names], { cwd: folder });
  return readFileSync(join(folder, "packed.tar.gz"));
};

it("reads the files, and leaves out folders and links", () => {
  mkdirSync(join(folder, "docs"));
  writeFileSync(join(folder, "gadget"), "x".repeat(1000), { mode: 0o755 });
  writeFileSync(join(folder, "docs/read.md"), "", { mode: 0o644 });
  symlinkSync("gadget", join(folder, "link"));
  const files = untar(packed("gadget", "docs", "link"));
  expect(files.map(({ name, mode, data }) => ({ name, mode, text: data().toString() }))).toEqual([
    { name: "gadget", mode: 0o755, text: "x".repeat(1000) },
    { name: "docs/read.md", mode: 0o644, text: "" },
  ]);
});

it.each([
  ["a page that says sorry", () => Buffer.from("<html>"), "incorrect header check"],
  ["something else that is packed", () => gzipSync("x".repeat(600)), "it is no tar file"],
  ["one that is cut off", () => gzipSync(cutOff()), "it is no tar file"],
])("refuses %s", (_, archive, message) => {
  expect(() => untar(archive())).toThrow(message);
});

function cutOff(): Buffer {
  writeFileSync(join(folder, "gadget"), "x".repeat(1000));
  execFileSync("tar", ["-cf", "gadget.tar", "gadget"], { cwd: folder });
  return readFileSync(join(folder, "gadget.tar")).subarray(0, 1024);
}
