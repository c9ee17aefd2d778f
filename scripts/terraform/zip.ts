import { crc32, deflateRawSync } from "node:zlib";

/** The first day that a zip file can tell: 1 January 1980, without a time. */
const DATE = 0x21;

/** Unix, and version 2.0 of the format. */
const MADE_BY = (3 << 8) | 20;

/** A regular file that everybody may run, as Unix has it. */
const EXECUTABLE = 0o100755;

/**
 * A zip file with one executable in it. It holds no time and nothing of the machine: the same content makes the same bytes,
 * on one version of Node.js. Content and result are below 4 GB each.
 */
export function zipOfExecutable(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content, { level: 9 });
  // From "version needed" on, both headers of an entry start alike.
  const common = fields([
    [2, 20],
    [2, 0],
    [2, 8],
    [2, 0],
    [2, DATE],
    [4, crc32(content)],
    [4, packed.length],
    [4, content.length],
    [2, Buffer.byteLength(name)],
    [2, 0],
  ]);
  const local = Buffer.concat([fields([[4, 0x04034b50]]), common, Buffer.from(name), packed]);
  const central = Buffer.concat([
    fields([
      [4, 0x02014b50],
      [2, MADE_BY],
    ]),
    common,
    // No comment, first disk, binary content, attributes, and where the local header is.
    fields([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, EXECUTABLE * 0x10000],
      [4, 0],
    ]),
    Buffer.from(name),
  ]);
  const end = fields([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, 1],
    [2, 1],
    [4, central.length],
    [4, local.length],
    [2, 0],
  ]);
  return Buffer.concat([local, central, end]);
}

/** Unsigned numbers, each with its size in bytes, the lowest byte first. */
function fields(values: readonly (readonly [size: number, value: number])[]): Buffer {
  return Buffer.concat(
    values.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntLE(value, 0, size);
      return bytes;
    }),
  );
}
