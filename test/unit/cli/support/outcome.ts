import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

/** A process whose output can be read. */
type Talking = ChildProcess & { stdout: Readable; stderr: Readable };

/** How a command ended, and everything that it wrote. */
export async function outcomeOf(child: Talking) {
  const [[code], stdout, stderr] = await Promise.all([
    once(child, "close"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}
