import { beforeEach, describe, expect, it } from "@jest/globals";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { listen, SOCKET_PATH_LIMIT } from "../../../../provider/terraform/protocol/listen.ts";
import { closeAfterTest } from "./support/cleanup.ts";

/** What is added to the folder: `/sigma-XXXXXX/s`. */
const ADDED = 15;

let folder: string;
let server: Server;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "l-"));
  server = createServer();
  closeAfterTest(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
});

describe("a unix socket", () => {
  it("is in a folder that only this user can enter, and is removed with it", async () => {
    const { network, address, remove } = await listen(server, { PLUGIN_UNIX_SOCKET_DIR: folder });
    expect(network).toBe("unix");
    expect(dirname(dirname(address))).toBe(folder);
    expect(statSync(address).isSocket()).toBe(true);
    expect(statSync(dirname(address)).mode & 0o777).toBe(0o700);
    remove();
    expect(existsSync(dirname(address))).toBe(false);
    expect(existsSync(folder)).toBe(true);
    expect(remove).not.toThrow();
  });

  it.each([
    ["no folder is named", {}],
    ["its name is empty", { PLUGIN_UNIX_SOCKET_DIR: "" }],
  ])("is in the system's folder where %s", async (_, env) => {
    const { address, remove } = await listen(server, env);
    closeAfterTest(remove);
    expect(dirname(dirname(address))).toBe(tmpdir());
  });

  it("may have a path as long as the limit", async () => {
    const { network, address } = await listen(server, inFolderOf(SOCKET_PATH_LIMIT - ADDED));
    expect(network).toBe("unix");
    expect(Buffer.byteLength(address)).toBe(SOCKET_PATH_LIMIT);
    expect(existsSync(address)).toBe(true);
  });
});

describe("TCP of this machine takes its place", () => {
  it.each([
    ["where the path is too long", () => inFolderOf(SOCKET_PATH_LIMIT - ADDED + 1)],
    ["where it is too long in bytes alone", () => inFolder("é".repeat(40))],
    ["where it has a bar, at which the handshake is cut", () => inFolder("a|b")],
    ["where the folder is missing", () => ({ PLUGIN_UNIX_SOCKET_DIR: join(folder, "none") })],
    ["where it is no folder", fileInstead],
  ])("%s", async (_, env) => {
    const { network, address, remove } = await listen(server, env());
    expect(network).toBe("tcp");
    expect(address).toBe(`127.0.0.1:${portOf(server)}`);
    remove();
  });

  it("on Windows", async () => {
    const { network } = await listen(server, { PLUGIN_UNIX_SOCKET_DIR: folder }, "win32");
    expect(network).toBe("tcp");
  });

  it("at a port of the given range that is free", async () => {
    const busy = createServer();
    closeAfterTest(() => busy.close());
    await listen(busy, {}, "win32");
    const range = { PLUGIN_MIN_PORT: `${portOf(busy)}`, PLUGIN_MAX_PORT: `${portOf(busy) + 40}` };
    await listen(server, range, "win32");
    expect(portOf(server)).toBeGreaterThan(portOf(busy));
    expect(portOf(server)).toBeLessThanOrEqual(portOf(busy) + 40);
  });

  it("unless none of them is free", async () => {
    const busy = createServer();
    closeAfterTest(() => busy.close());
    await listen(busy, {}, "win32");
    const port = `${portOf(busy)}`;
    const range = { PLUGIN_MIN_PORT: port, PLUGIN_MAX_PORT: port };
    await expect(listen(server, range, "win32")).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it.each([
    ["", ""],
    ["x", "y"],
    ["20000", "10000"],
    ["0", "0"],
  ])("at any port where the range is from %j to %j", async (first, last) => {
    const { address } = await listen(
      server,
      { PLUGIN_MIN_PORT: first, PLUGIN_MAX_PORT: last },
      "win32",
    );
    expect(address).toBe(`127.0.0.1:${portOf(server)}`);
  });
});

/** A folder whose path has so many bytes. */
function inFolderOf(length: number): Record<string, string> {
  return inFolder("x".repeat(length - Buffer.byteLength(folder) - 1));
}

function inFolder(name: string): Record<string, string> {
  const inside = join(folder, name);
  mkdirSync(inside);
  return { PLUGIN_UNIX_SOCKET_DIR: inside };
}

function fileInstead(): Record<string, string> {
  const file = join(folder, "file");
  writeFileSync(file, "");
  return { PLUGIN_UNIX_SOCKET_DIR: file };
}

function portOf(listening: Server): number {
  return (listening.address() as AddressInfo).port;
}
