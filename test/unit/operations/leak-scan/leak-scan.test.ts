import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Secret } from "../../../../provider/integration/secret.ts";
import { leakScan, type Told } from "../../../../provider/operations/leak-scan/leak-scan.ts";
import { formsOf } from "../../../support/sweep.ts";
import { zipOf } from "../../../support/zip-of.ts";

// Characters that URLs, JSON, HTML, shells and base64 write in another way.
const KEY = `sk-SENTINEL/one+"\\%&=<'1111`;
const OTHER = "another-key-of-somebody-2222";
const KEYS = [
  { name: "KEY", key: new Secret(KEY) },
  { name: "OTHER", key: new Secret(OTHER) },
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "leak-scan-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** As Go's `json.Marshal` writes a text into a state, which no encoder of Node's does. */
const asGo = KEY.replaceAll("\\", "\\\\")
  .replaceAll('"', '\\"')
  .replaceAll("&", "\\u0026")
  .replaceAll("<", "\\u003c");

const FORMS: [string, string | Buffer][] = [
  // The forms that the sweep of our tests knows, which were written independently.
  ...Object.entries(formsOf(KEY)),
  ["json of Go", asGo],
  ["json of Go in json", JSON.stringify(asGo)],
  [
    "html",
    KEY.replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll('"', "&#34;")
      .replaceAll("'", "&#39;"),
  ],
  ["a shell's", `'${KEY.replaceAll("'", String.raw`'\''`)}'`],
  ["UTF-16, as PowerShell writes it", Buffer.from(`\uFEFFx${KEY}`, "utf16le")],
  ["UTF-16, the other order", Buffer.from(`\uFEFFx${KEY}`, "utf16le").swap16()],
  [
    "base64 of UTF-16, as PowerShell takes a command",
    Buffer.from(`$k='${KEY}'`, "utf16le").toString("base64"),
  ],
  [
    "base64 in lines",
    Buffer.from(`{"key":"${KEY}"}`).toString("base64").replace(/.{20}/g, "$&\r\n  "),
  ],
  ["hex in lines", Buffer.from(KEY).toString("hex").replace(/.{16}/g, "$&\n")],
  ["hex in upper case", Buffer.from(KEY).toString("hex").toUpperCase()],
  ["a URL in lower case", encodeURIComponent(KEY).replace(/%../g, (code) => code.toLowerCase())],
  ["gzip", gzipSync(`before ${KEY} after`)],
  ["gzip, twice", gzipSync(gzipSync(KEY))],
  ["gzip, in two parts", Buffer.concat([gzipSync("before"), gzipSync(KEY)])],
  ["gzip, behind it", Buffer.concat([gzipSync("before"), Buffer.from(`\0\0\0${KEY}`)])],
  ["Zstandard", zstdCompressSync(KEY)],
];

describe("finds a key in the form", () => {
  it.each(FORMS)("%s", async (_, content) => {
    const bytes = typeof content === "string" ? `before ${content} after` : content;
    await write({ file: bytes });
    const { found, rest } = await scan();
    expect(found).toEqual(["file: KEY"]);
    expect(rest).toEqual([]);
  });

  it.each([0, 1, 2, 3])("base64 of a whole, after %i bytes", async (before) => {
    await write({ file: Buffer.from(`${"x".repeat(before)}${KEY}xyz`).toString("base64") });
    expect(await scan()).toEqual({ found: ["file: KEY"], rest: [] });
  });

  it("across the border of two pieces, wherever that is", async () => {
    const length = Buffer.byteLength(KEY);
    for (const border of [256 * 1024, 1 << 20]) {
      for (let back = 0; back <= length; back += 3) {
        await write({ file: "x".repeat(border - back) + KEY + "x".repeat(length) });
        expect((await scan()).found).toEqual(["file: KEY"]);
      }
    }
  });
});

it("tells each key in each file once, with its forms, and nothing of a file without one", async () => {
  await write({
    "a/state": `${KEY} ${KEY} ${encodeURIComponent(KEY)} ${OTHER}`,
    "b.log": "sk-SENTINEL/one, another-key-of-somebod",
    empty: "",
  });
  const told = await all();
  expect(told.filter(({ kind }) => kind !== "searched")).toEqual([
    { kind: "found", file: join(folder, "a/state"), key: "KEY", forms: ["plain", "url"] },
    { kind: "found", file: join(folder, "a/state"), key: "OTHER", forms: ["plain"] },
  ]);
  expect(told.filter(({ kind }) => kind === "searched")).toHaveLength(3);
});

describe("in a zip file", () => {
  it("names the member, however it is packed", async () => {
    await write({
      plan: zipOf([
        { name: "tfplan", text: `x${KEY}` },
        { name: "stored", text: KEY, deflated: false },
        { name: "folder/", text: "" },
        { name: "nothing", text: "nothing" },
      ]),
    });
    expect(await scan()).toEqual({
      found: ["plan: tfplan: KEY", "plan: stored: KEY"],
      rest: [],
    });
  });

  it("that is packed itself, or follows another", async () => {
    const zip = zipOf([{ name: "tfplan", text: KEY }]);
    await write({ "a.gz": gzipSync(zip), "b.zip": nested("plan", zip) });
    expect(await scan()).toEqual({
      found: ["a.gz: tfplan: KEY", "b.zip: plan: tfplan: KEY"],
      rest: [],
    });
  });

  it("a member that is called like a key is a finding, and is shown without it", async () => {
    await write({ plan: zipOf([{ name: `x/${OTHER}.txt`, text: "" }]) });
    expect((await scan()).found).toEqual(["plan: x/[secret].txt: OTHER"]);
  });
});

describe("packed, and then written as base64,", () => {
  const gzip = gzipSync(`before ${KEY} after`);
  const base64 = gzip.toString("base64");
  const lines = base64.replaceAll(/.{20}/g, "$&\n    ");

  it.each<[string, string]>([
    ["gzip", `user_data = "${base64}"`],
    ["gzip, without its padding, for URLs", gzip.toString("base64url")],
    ["gzip, in lines", `data:\n  release: |\n    ${lines}\nkind: Secret`],
    ["gzip, in lines, in JSON", JSON.stringify({ a: lines, b: "c" })],
    ["as Helm keeps a release", `release: ${Buffer.from(base64).toString("base64")}\n`],
    ["Zstandard", `x=${zstdCompressSync(KEY.repeat(2).slice(7)).toString("base64")};`],
    ["twice", `H4sI ${gzipSync(JSON.stringify({ base64 })).toString("base64")}`],
  ])("%s", async (_, content) => {
    await write({ file: content });
    expect(await scan()).toEqual({ found: ["file: KEY"], rest: [] });
    const [told] = await all();
    expect(told).toMatchObject({ forms: [expect.stringMatching(/^plain, packed in base64/)] });
  });

  it("as a plan file, in a state, with its member, and once", async () => {
    const plan = zipOf([{ name: "tfplan", text: KEY }]).toString("base64");
    await write({ file: JSON.stringify([plan, plan, KEY]) });
    expect(await scan()).toEqual({ found: ["file: tfplan: KEY", "file: KEY"], rest: [] });
  });

  it("across the border of two pieces, wherever that is", async () => {
    const border = 256 * 1024;
    for (let back = 1; back <= base64.length; back += 5) {
      await write({ file: `${".".repeat(border - back)}${base64}.` });
      expect((await scan()).found).toEqual(["file: KEY"]);
    }
  });

  it("is no gap where it is cut off, or only looks so", async () => {
    await write({
      "cut.log": base64.slice(0, 24),
      "words.md": "H4sIAAAAno and H4sI, UEsDBBQnothing",
    });
    expect(await scan()).toEqual({ found: [], rest: [] });
  });

  it("too deep is told", async () => {
    let text = KEY;
    for (let level = 0; level < 6; level += 1) text = gzipSync(text).toString("base64");
    await write({ file: text });
    expect(await scan()).toEqual({ found: [], rest: ["file: it is packed too deep"] });
  });

  it("takes little memory, however large it is", async () => {
    const zeros = gzipSync(Buffer.alloc(300 << 20)).toString("base64");
    await write({ file: `a: ${zeros}\nb: ${base64}\n` });
    const before = process.memoryUsage.rss();
    expect((await scan()).found).toEqual(["file: KEY"]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 << 20);
  });
});

describe("what cannot be searched is told, and the rest is searched", () => {
  const zip = zipOf([
    { name: "tfplan", text: KEY },
    { name: "b", text: "b" },
  ]);
  const encrypted = Buffer.from(zip);
  const list = zip.indexOf("PK\u0001\u0002");
  encrypted[list + 8] = 1;
  const unknown = Buffer.from(zip);
  unknown[list + 10] = 99;
  const damaged = Buffer.from(zip);
  damaged.fill(0xff, 30 + "tfplan".length + 4, list - 40);

  it.each<[string, Buffer, string]>([
    ["gzip that ends early", gzipSync(`${OTHER}${KEY}`.repeat(9)).subarray(0, -9), "ends early"],
    [
      "gzip that is damaged",
      Buffer.concat([gzipSync(KEY).subarray(0, 12), Buffer.alloc(99, 7)]),
      "damaged",
    ],
    ["a zip file without its end", zip.subarray(0, -30), "its list of files is damaged"],
    [
      "a list that is damaged",
      Buffer.from(zip).fill(0, list, list + 4),
      "its list of files is damaged",
    ],
    ["an encrypted member", encrypted, "file: tfplan: it is encrypted"],
    ["a member of an unknown method", unknown, "file: tfplan: it is packed by the method 99"],
    ["a member that is damaged", damaged, "file: tfplan: what is packed in it is damaged"],
    ["xz", Buffer.from("\u00FD7zXZ\0 and more", "latin1"), "packed by xz"],
    ["bzip2", Buffer.from("BZh91AY&SY and more"), "packed by bzip2"],
    ["7-Zip", Buffer.from("7z\u00BC\u00AF\u0027\u001C and more", "latin1"), "packed by 7-Zip"],
    ["something packed too deep", deep(9), "it is packed too deep"],
  ])("%s", async (_, file, why) => {
    await write({ file, next: OTHER });
    const { found, rest } = await scan();
    expect(found).toContain("next: OTHER");
    expect(rest).toEqual([expect.stringContaining(why)]);
    expect(rest.join()).not.toContain("SENTINEL");
  });

  it("a file that is not there, and one that may not be read", async () => {
    await write({ closed: KEY, open: KEY });
    await chmod(join(folder, "closed"), 0);
    const { found, rest } = await scan([join(folder, "no-file"), folder]);
    expect(rest[0]).toBe("no-file: there is no such file (ENOENT)");
    // Root may read everything.
    if (process.getuid?.() === 0) return;
    expect(found).toEqual(["open: KEY"]);
    expect(rest[1]).toBe("closed: it may not be read (EACCES)");
  });
});

describe("leaves out, and says so", () => {
  it("links, so that a loop of them ends", async () => {
    await write({ "a/file": KEY });
    await symlink("..", join(folder, "a/up"));
    await symlink("self", join(folder, "self"));
    await symlink(join(folder, "a/file"), join(folder, "again"));
    expect(await scan()).toEqual({
      found: ["a/file: KEY"],
      rest: ["a/up: a link", "again: a link", "self: a link"],
    });
    // One that was given by name is followed, and a file that was searched is not searched again.
    expect((await scan([join(folder, "again")])).found).toEqual(["again: KEY"]);
    expect((await scan([folder, join(folder, "a/../a/file"), folder])).found).toHaveLength(1);
  });

  const onPosix = process.platform === "win32" ? it.skip : it;
  onPosix("pipes and sockets in a folder; by name they are unreadable, or read", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const server = createServer().listen(join(folder, "socket"));
    await once(server, "listening");
    const why = "a device, pipe or socket";
    const named = [join(folder, "pipe"), join(folder, "socket"), "/dev/zero"];
    const { rest } = await scan([folder, ...named]);
    server.close();
    expect(rest).toEqual([
      `pipe: ${why}`,
      `socket: ${why}`,
      "pipe: it is a pipe that nothing came out of",
      "socket: it is a device or a socket, which is not searched",
      expect.stringContaining("it is a device or a socket, which is not searched"),
    ]);
  });

  it("what git has packed", async () => {
    await write({ ".git/objects/pack/x": KEY, ".gitignore": KEY });
    expect(await scan()).toEqual({
      found: [".gitignore: KEY"],
      rest: [".git: what git has packed"],
    });
  });
});

it("shows a path without the key that is in it, and without what a terminal would obey", async () => {
  await write({ [`${OTHER}\u001B[2J.log`]: "nothing" });
  expect(await scan()).toEqual({ found: ["[secret]?[2J.log: OTHER"], rest: [] });
});

it("reads standard input, packed or not", async () => {
  for (const bytes of [Buffer.from(KEY), gzipSync(KEY)]) {
    const told = await all(["-"], [bytes.subarray(0, 3), bytes.subarray(3)]);
    expect(told[0]).toMatchObject({ kind: "found", file: "-", key: "KEY" });
  }
});

it("a large file takes little memory", async () => {
  await write({ large: "", "large.gz": "" });
  await truncate(join(folder, "large"), 300 << 20);
  // A quarter of a gigabyte of zeros.
  const part = gzipSync(Buffer.alloc(32 << 20));
  await writeFile(join(folder, "large.gz"), Buffer.concat([...Array(8).fill(part), gzipSync(KEY)]));
  const before = process.memoryUsage.rss();
  const { found } = await scan();
  expect(found).toEqual(["large.gz: KEY"]);
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 << 20);
});

async function all(paths: readonly string[] = [folder], stdin: Buffer[] = []): Promise<Told[]> {
  const list: Told[] = [];
  for await (const told of leakScan(KEYS, paths, { stdin: pieces(stdin) })) list.push(told);
  return list;
}

async function* pieces(buffers: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* buffers;
}

/** What was found, and all else that was told, in short. */
async function scan(paths?: readonly string[]): Promise<{ found: string[]; rest: string[] }> {
  const short: { found: string[]; rest: string[] } = { found: [], rest: [] };
  for (const told of await all(paths)) {
    if (told.kind === "searched") continue;
    const file = told.file.replace(`${folder}/`, "");
    const place = told.member === undefined ? file : `${file}: ${told.member}`;
    if (told.kind === "found") short.found.push(`${place}: ${told.key}`);
    else short.rest.push(`${place}: ${told.why}`);
  }
  return short;
}

async function write(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** A zip file in a zip file. */
function nested(name: string, bytes: Buffer): Buffer {
  const text = "x".repeat(bytes.length);
  const zip = zipOf([{ name, text, deflated: false }]);
  bytes.copy(zip, zip.indexOf(text));
  return zip;
}

function deep(levels: number): Buffer {
  let bytes = Buffer.from(KEY);
  for (let level = 0; level < levels; level += 1) bytes = gzipSync(bytes);
  return bytes;
}
