import { inflateRawSync } from "node:zlib";

/** A file in a zip or tar file. */
export interface ArchivedFile {
  /** Its path, with slashes. */
  readonly name: string;
  /** Its permission bits on POSIX systems; 0 where the file was packed without them. */
  readonly mode: number;
  readonly data: () => Buffer;
}

const signature = { end: 0x06054b50, entry: 0x02014b50 } as const;
const size = { end: 22, entry: 46, local: 30 } as const;
const method = { stored: 0, deflated: 8 } as const;

/**
 * Reads the list of files of a zip file of less than 4 GB. Folders are left out. Checksums are not looked at: whoever
 * needs them checks the whole file.
 *
 * @throws if it is no zip file; `data` throws if it cannot be unpacked
 */
export function unzip(archive: Buffer): readonly ArchivedFile[] {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  const entries: ArchivedFile[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== signature.entry)
      throw new Error("its list of files is damaged");
    const nameEnd = at + size.entry + archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + size.entry, nameEnd);
    const mode = (archive.readUInt32LE(at + 38) >>> 16) & 0o777;
    const entry = at;
    if (!name.endsWith("/")) entries.push({ name, mode, data: () => unpack(archive, entry) });
    at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(archive: Buffer): number {
  // A comment may follow, so it is looked for from the back.
  for (let at = archive.length - size.end; at >= 0; at -= 1) {
    if (archive.readUInt32LE(at) === signature.end) return at;
  }
  throw new Error("it is no zip file");
}

function unpack(archive: Buffer, entry: number): Buffer {
  const packedSize = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  // The lengths here may differ from those in the list.
  const start =
    local + size.local + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + packedSize);
  const how = archive.readUInt16LE(entry + 10);
  if (how === method.stored) return packed;
  if (how === method.deflated) return inflateRawSync(packed);
  throw new Error(`a file in it is packed by the unknown method ${how}`);
}
