import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "./failure.ts";
import type { ReleaseDownload } from "./tool.ts";
import { untar } from "../untar.ts";
import { type ArchivedFile, unzip } from "../unzip.ts";
import type { Work } from "./work.ts";

/**
 * Downloads the archive of an official release, checks it against the sums of the release, and unpacks it.
 *
 * @returns why it failed; undefined if the executables are in place
 */
export async function downloadRelease(
  way: ReleaseDownload,
  work: Work,
): Promise<string | undefined> {
  const limit = AbortSignal.timeout(way.limitSeconds * 1000);
  const signal = AbortSignal.any([work.signal, limit]);
  work.progress(`downloading ${work.label}`);
  try {
    const sums = await download(`${way.url}/${way.sums}`, signal);
    const expected = sumOf(way.archive, sums.toString());
    if (expected === undefined) return `${way.sums} does not list ${way.archive}`;
    const archive = await download(`${way.url}/${way.archive}`, signal, (done) =>
      work.progress(`downloading ${work.label}`, done),
    );
    const sum = createHash("sha256").update(archive).digest("hex");
    if (sum !== expected) return `${way.archive} has not the checksum that ${way.sums} tells`;
    const files = way.archive.endsWith(".tar.gz") ? untar(archive) : unzip(archive);
    await unpack(files, work.bin);
    return undefined;
  } catch (error) {
    if (work.signal.aborted) return "interrupted";
    return limit.aborted ? `gave up after ${way.limitSeconds} s` : messageOf(error);
  }
}

async function download(
  url: string,
  signal: AbortSignal,
  onProgress?: (done: string) => void,
): Promise<Buffer> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    throw new Error(`${url}: ${messageOf(causeOf(error))}`, { cause: error });
  });
  if (!response.ok || !response.body) throw new Error(`${url}: status ${response.status}`);
  const total = Number(response.headers.get("content-length"));
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    length += chunk.length;
    onProgress?.(
      total > 0 ? `${megabytes(length)} of ${megabytes(total)} MB` : `${megabytes(length)} MB`,
    );
  }
  return Buffer.concat(chunks);
}

/** What is behind an error of `fetch`, whose own message says only that it failed. */
function causeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "cause" in error ? error.cause : error;
}

function sumOf(name: string, sums: string): string | undefined {
  const line = sums.split("\n").find((each) => each.trimEnd().endsWith(`  ${name}`));
  return line?.split(" ", 1)[0];
}

async function unpack(files: readonly ArchivedFile[], folder: string): Promise<void> {
  for (const { name, mode, data } of files) {
    // Only the top: that is where the executables are, and no other name can lead out of the folder.
    if (/[/\\]/.test(name)) continue;
    await writeFile(join(folder, name), data(), { mode });
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
