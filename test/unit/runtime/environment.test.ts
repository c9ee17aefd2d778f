import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { processEnvironment } from "../../../provider/runtime/environment.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "runtime-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

const { env, file, print } = processEnvironment();

function written(content: string | Buffer): string {
  const path = join(folder, "key");
  writeFileSync(path, content);
  return path;
}

describe("a variable", () => {
  it("is read when it is needed", () => {
    process.env["SIGMA_TEST_LATE"] = "late";
    expect(env("SIGMA_TEST_LATE")).toBe("late");
    delete process.env["SIGMA_TEST_LATE"];
    expect(env("SIGMA_TEST_LATE")).toBeUndefined();
  });
});

describe("a key file", () => {
  it.each([
    ["as it is", "the-key\n"],
    ["of no length", ""],
    ["of 64 KiB", "k".repeat(64 * 1024)],
  ])("is read %s", async (_, content) => {
    await expect(file(written(content))).resolves.toBe(content);
  });

  it("may be a link to a file", async () => {
    const link = join(folder, "link");
    symlinkSync(written("the-key"), link);
    await expect(file(link)).resolves.toBe("the-key");
  });

  it("cannot be larger", async () => {
    const path = written("k".repeat(64 * 1024 + 1));
    await expect(file(path)).rejects.toMatchObject({ code: "EFBIG" });
  });

  it.each([
    ["missing", "ENOENT", () => join(folder, "missing")],
    ["a folder", "ENOTFILE", () => folder],
    ["a device", "ENOTFILE", () => "/dev/zero"],
    ["below a file", "ENOTDIR", () => join(written("x"), "key")],
    ["a broken link", "ENOENT", brokenLink],
  ])("that is %s is told by its code: %s", async (_, code, path) => {
    await expect(file(path())).rejects.toMatchObject({ code });
  });

  it("that is a pipe is not waited for", async () => {
    const path = join(folder, "pipe");
    spawnSync("mkfifo", [path]);
    await expect(file(path)).rejects.toMatchObject({ code: "ENOTFILE" });
  });

  it("is told without what is in it", async () => {
    const path = join(folder, "folder-with-secret");
    mkdirSync(path);
    await expect(file(path)).rejects.toMatchObject({ message: "not a file" });
  });
});

describe("a line for the user", () => {
  it("goes to the standard error, as one line", () => {
    const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    print("org-acme: hello");
    expect(write).toHaveBeenCalledTimes(1);
    expect(write).toHaveBeenCalledWith("org-acme: hello\n");
  });
});

function brokenLink(): string {
  const link = join(folder, "broken");
  symlinkSync(join(folder, "nowhere"), link);
  return link;
}
