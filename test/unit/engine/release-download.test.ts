import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { obtainTool } from "../../support/engine/obtain.ts";
import type { Progress, Tool } from "../../support/engine/tool.ts";
import { zipOf } from "../../support/zip-of.ts";
import { gadgetBy, temporaryFolder } from "./fakes.ts";

const program = (version: string): string => `#!${process.execPath}\nconsole.log("v${version}")\n`;
const archive = (version = "2.1.0"): Buffer =>
  zipOf([
    { name: "gadget", text: program(version), mode: 0o755 },
    { name: "LICENSE", text: "free" },
    { name: "../escaped", text: "out" },
    { name: "docs/gadget.md", text: "how" },
  ]);
const sumsOf = (zip: Buffer): string => {
  const sum = createHash("sha256").update(zip).digest("hex");
  return `${"0".repeat(64)}  gadget_2.1.0_other.zip\n${sum}  gadget_2.1.0.zip\n`;
};

let folder: string;
let remove: () => void;
let server: Server;
let files: Record<string, Buffer | string>;
let asked: (string | undefined)[];
let onRequest: () => void;
beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  files = { SUMS: sumsOf(archive()), "gadget_2.1.0.zip": archive() };
  asked = [];
  onRequest = () => {};
  server = createServer((request, response) => {
    asked.push(request.url);
    onRequest();
    const name = request.url?.replace("/release/", "") ?? "";
    if (name === "SUMS" && files["hang"] !== undefined) return;
    if (name.startsWith("moved")) response.writeHead(302, { location: "/release/SUMS" }).end();
    else if (files[name] === undefined) response.writeHead(404).end();
    else response.end(files[name]);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  remove();
});

const url = (): string => {
  const address = server.address();
  return typeof address === "object" && address ? `http://127.0.0.1:${address.port}/release` : "";
};
const tool = (over: { sums?: string; url?: string; limitSeconds?: number } = {}): Tool =>
  gadgetBy(folder, {
    kind: "download",
    by: "release",
    url: url(),
    archive: "gadget_2.1.0.zip",
    sums: "SUMS",
    limitSeconds: 60,
    ...over,
  });
const options = (progress: Progress = () => {}) => ({
  env: { PATH: join(folder, "bin"), SIGMA_EXTERNAL_AI_CACHE: join(folder, "cache") },
  progress,
});

describe("the download of an official release", () => {
  it.each(["SUMS", "moved"])("brings the executables, with the sums at %s", async (sums) => {
    const steps = new Set<string>();
    const copy = await obtainTool(
      tool({ sums }),
      options((step, detail) => steps.add(detail ?? step)),
    );
    expect(copy).toMatchObject({ source: "download", version: "2.1.0" });
    const [bin] = copy.binDirs;
    expect(readdirSync(bin ?? "").sort()).toEqual(["LICENSE", "gadget"]);
    expect(readFileSync(copy.command, "utf8")).toBe(program("2.1.0"));
    expect(statSync(copy.command).mode & 0o777).toBe(0o755);
    expect(asked.at(-1)).toBe("/release/gadget_2.1.0.zip");
    expect([...steps]).toEqual(["downloading gadget 2.1.0", "0 of 0 MB"]);
    expect(readdirSync(join(folder, "cache"))).toHaveLength(1);
  });

  it.each<[string, () => Record<string, Buffer | string>, string]>([
    [
      "a zip file that was changed",
      () => ({ SUMS: sumsOf(archive("2.1.1")), "gadget_2.1.0.zip": archive() }),
      "gadget_2.1.0.zip has not the checksum that SUMS tells",
    ],
    [
      "a release without this platform",
      () => ({ SUMS: `${"0".repeat(64)}  gadget_2.1.0.zip.sig\n` }),
      "SUMS does not list gadget_2.1.0.zip",
    ],
    ["a release that is not there", () => ({}), "/release/SUMS: status 404"],
    [
      "another version",
      () => ({ SUMS: sumsOf(archive("2.1.1")), "gadget_2.1.0.zip": archive("2.1.1") }),
      "gadget is version 2.1.1",
    ],
    [
      "no zip file",
      () => ({ SUMS: sumsOf(Buffer.from("sorry")), "gadget_2.1.0.zip": "sorry" }),
      "it is no zip file",
    ],
  ])("refuses %s", async (_, given, reason) => {
    files = given();
    await expect(obtainTool(tool(), options())).rejects.toMatchObject({
      code: "TOOL_MISSING",
      message: expect.stringContaining(`${reason})`),
    });
    expect(readdirSync(join(folder, "cache"))).toEqual([]);
  });

  it("says why a server cannot be reached", async () => {
    const gone = url();
    server.close();
    await once(server, "close");
    await expect(obtainTool(tool({ url: gone }), options())).rejects.toThrow(
      /download failed \(http:\S+\/SUMS: connect ECONNREFUSED/,
    );
  });

  it("gives up after the limit", async () => {
    files["hang"] = "";
    await expect(obtainTool(tool({ limitSeconds: 0.2 }), options())).rejects.toThrow(
      "download failed (gave up after 0.2 s)",
    );
  });

  it("leaves nothing when it is interrupted", async () => {
    files["hang"] = "";
    const interruption = new AbortController();
    onRequest = () => interruption.abort(new Error("enough"));
    const { signal } = interruption;
    await expect(obtainTool(tool(), { ...options(), signal })).rejects.toThrow("enough");
    expect(readdirSync(join(folder, "cache"))).toEqual([]);
  });
});
