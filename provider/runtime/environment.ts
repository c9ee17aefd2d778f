import { constants, open } from "node:fs/promises";
import type { Waiting } from "../integration/context.ts";
import type { CredentialSource } from "../integration/credentials.ts";

/** The largest key file that is read, in bytes. */
const KEY_FILE_LIMIT = 64 * 1024;

/** Without waiting: opening a named pipe would else not return before somebody writes to it. Windows has no such flag. */
const FOR_READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The world around the provider: where keys and settings come from, and where notices go. */
export interface Environment extends CredentialSource {
  /** Shows one line to the user. */
  print: (line: string) => void;
  /** The time; the machine's own where it is left out. */
  clock?: Waiting;
}

/** The environment of this process: its variables, its files, and its standard error. */
export function processEnvironment(): Environment {
  return {
    // Read at call time: an engine may start the provider long before it is used.
    env: (name) => process.env[name],
    file: readKeyFile,
    print: (line) => void process.stderr.write(`${line}\n`),
  };
}

/** Reads a small regular file. A device or a directory throws, with a code, before anything is read from it. */
async function readKeyFile(path: string): Promise<string> {
  const file = await open(path, FOR_READING);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw withCode("not a file", "ENOTFILE");
    if (stats.size > KEY_FILE_LIMIT) throw withCode("too large for a key", "EFBIG");
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
