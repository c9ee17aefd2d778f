import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import type { ListenOptions, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PluginEnvironment } from "./handshake.ts";

/** Where a server listens. */
export interface Address {
  network: "unix" | "tcp";
  /** The path of a socket, or `127.0.0.1:PORT`. */
  address: string;
}

/** A server that listens. */
export interface Listening extends Address {
  /** Deletes the socket and its folder. Never throws. */
  remove: () => void;
}

/**
 * The longest path of a unix socket, in bytes. Systems take 107 or 103, and Node cuts a longer path off in silence, so that
 * it would listen somewhere else.
 */
export const SOCKET_PATH_LIMIT = 100;

/** The folder's name before its random part, and the socket's in it. */
const PREFIX = "sigma-";
const SOCKET = "s";

const LOOPBACK = "127.0.0.1";

/**
 * Listens on a unix socket, in a folder that only this user can enter, below PLUGIN_UNIX_SOCKET_DIR (default: the system's
 * folder for temporary files). On Windows, and where the path is too long or cannot be used, on TCP of this machine alone: a
 * port from PLUGIN_MIN_PORT to PLUGIN_MAX_PORT, or any free one where these are not set.
 *
 * @throws the system's error where no port is free
 */
export async function listen(
  server: Server,
  env: PluginEnvironment,
  platform = process.platform,
): Promise<Listening> {
  const folder = platform === "win32" ? undefined : makeSocketFolder(env);
  if (folder === undefined) return listenOnPort(server, env);
  const address = join(folder, SOCKET);
  const remove = (): void => removeFolder(folder);
  try {
    await start(server, { path: address });
    return { network: "unix", address, remove };
  } catch {
    // Some file systems have no sockets.
    remove();
    return listenOnPort(server, env);
  }
}

function makeSocketFolder(env: PluginEnvironment): string | undefined {
  const parent = env["PLUGIN_UNIX_SOCKET_DIR"] || tmpdir();
  // mkdtemp adds six characters, and gives nobody else access.
  const length = Buffer.byteLength(join(parent, `${PREFIX}XXXXXX`, SOCKET));
  // The handshake's line is taken apart at bars.
  if (length > SOCKET_PATH_LIMIT || /[|\r\n]/.test(parent)) return undefined;
  try {
    return mkdtempSync(join(parent, PREFIX));
  } catch {
    return undefined;
  }
}

function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // An empty socket stays behind, which harms nobody.
  }
}

async function listenOnPort(server: Server, env: PluginEnvironment): Promise<Listening> {
  for (const port of ports(env)) {
    try {
      await start(server, { host: LOOPBACK, port });
      return { network: "tcp", address: `${LOOPBACK}:${portOf(server)}`, remove: () => {} };
    } catch (error) {
      if (codeOf(error) !== "EADDRINUSE") throw error;
    }
  }
  throw Object.assign(new Error("no port is free"), { code: "EADDRINUSE" });
}

/** The ports to try: those of the given range, from anywhere in it on, so that plugins do not get in each other's way. */
function ports(env: PluginEnvironment): number[] {
  const [first, last] = [Number(env["PLUGIN_MIN_PORT"]), Number(env["PLUGIN_MAX_PORT"])];
  if (!(first > 0 && last >= first)) return [0];
  const count = last - first + 1;
  const offset = randomInt(count);
  return Array.from({ length: count }, (_, step) => first + ((offset + step) % count));
}

async function start(server: Server, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === "object" && thrown !== null && "code" in thrown
    ? thrown.code
    : undefined;
}
