import { deflateRawSync } from "node:zlib";

/** A file to put into a zip file. */
export interface ZipInput {
  name: string;
  text: string;
  /** Permission bits. Default: 0o644. */
  mode?: number;
  /** Whether it is compressed. Default: yes. */
  deflated?: boolean;
}

/** Makes a zip file, without the checksums of its files, which are 0. A name that ends in a slash makes a folder. */
export function zipOf(files: readonly ZipInput[], comment = ""): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, text, mode = 0o644, deflated = true } of files) {
    const data = deflated ? deflateRawSync(text) : Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflated ? 8 : 0, 4);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(Buffer.byteLength(text), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((0o100_000 | mode) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    // In the local header an extra field, which the list does not have.
    const extra = Buffer.from([0xfe, 0xca, 0, 0]);
    const local = Buffer.from(common);
    local.writeUInt16LE(extra.length, 24);
    const file = [Buffer.from("PK\u0003\u0004"), local, Buffer.from(name), extra, data];
    parts.push(...file);
    list.push(Buffer.from("PK\u0001\u0002\u0014\u0003"), common, rest, Buffer.from(name));
    offset += Buffer.concat(file).length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(list).length, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(comment.length, 16);
  const tail = [Buffer.from("PK\u0005\u0006"), end, Buffer.from(comment)];
  return Buffer.concat([...parts, ...list, ...tail]);
}
