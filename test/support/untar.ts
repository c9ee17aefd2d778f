import { gunzipSync } from "node:zlib";
import type { ArchivedFile } from "./unzip.ts";

const block = 512;
const regular = new Set(["0", "\0"]);

/**
 * Reads the files of a tar file that gzip has packed. Folders, links and names of more than 100 bytes are left out.
 *
 * @throws if it is no such file, or if it is cut off
 */
export function untar(archive: Buffer): readonly ArchivedFile[] {
  const tar = gunzipSync(archive);
  const files: ArchivedFile[] = [];
  let at = 0;
  while (at + block <= tar.length && tar[at] !== 0) {
    const size = octal(tar, at + 124, 12);
    const start = at + block;
    if (Number.isNaN(size) || start + size > tar.length) throw new Error("it is no tar file");
    const type = text(tar, at + 156, 1);
    if (regular.has(type || "\0")) {
      const data = tar.subarray(start, start + size);
      files.push({
        name: text(tar, at, 100),
        mode: octal(tar, at + 100, 8) & 0o777,
        data: () => data,
      });
    }
    at = start + Math.ceil(size / block) * block;
  }
  return files;
}

function octal(tar: Buffer, start: number, length: number): number {
  return Number.parseInt(text(tar, start, length).trim(), 8);
}

function text(tar: Buffer, start: number, length: number): string {
  return tar.toString("utf8", start, start + length).replace(/\0.*$/s, "");
}
