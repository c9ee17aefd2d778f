import type { Source } from "./source.ts";
import { Unreadable } from "./unreadable.ts";

/** A file in a zip file, as it is packed. */
export interface Member {
  name: string;
  packed: "stored" | "deflated";
  pieces: () => Promise<AsyncIterable<Buffer>>;
}

const SIGNATURE = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 } as const;
const SIZE = { end: 22, entry: 46, local: 30 } as const;
const METHOD = { stored: 0, deflated: 8 } as const;

/** The longest comment that may follow the end of the list of members, in bytes. */
const LONGEST_COMMENT = 0xffff;

/** The longest list of members that is read, in bytes. */
const LONGEST_LIST = 64 * 1024 * 1024;

/** What a field has in it whose value stands elsewhere, as in zip files of more than 4 GB. */
const ELSEWHERE = { short: 0xffff, long: 0xffff_ffff } as const;

/**
 * The members of a zip file, without folders. Only its list is read.
 *
 * @throws Unreadable where the list is damaged, too long, or of a zip file of more than 4 GB
 */
export async function membersOf(source: Source): Promise<(Member | Unusable)[]> {
  const { count, start, length } = await endOfList(source);
  const list = await source.read(start, length);
  const members: (Member | Unusable)[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + SIZE.entry > list.length || list.readUInt32LE(at) !== SIGNATURE.entry) throw damaged();
    const nameEnd = at + SIZE.entry + list.readUInt16LE(at + 28);
    const name = list.toString("utf8", at + SIZE.entry, nameEnd);
    if (!name.endsWith("/")) members.push(memberOf(source, list, at, name));
    at = nameEnd + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  }
  return members;
}

/** A member that cannot be unpacked. */
export interface Unusable {
  name: string;
  why: string;
}

function memberOf(source: Source, list: Buffer, at: number, name: string): Member | Unusable {
  const isEncrypted = (list.readUInt16LE(at + 8) & 1) === 1;
  const method = list.readUInt16LE(at + 10);
  const length = list.readUInt32LE(at + 20);
  const start = list.readUInt32LE(at + 42);
  if (isEncrypted) return { name, why: "it is encrypted" };
  if (length === ELSEWHERE.long || start === ELSEWHERE.long) return { name, why: tooLarge().why };
  if (method !== METHOD.stored && method !== METHOD.deflated) {
    return { name, why: `it is packed by the method ${method}, which is not known here` };
  }
  const pieces = async (): Promise<AsyncIterable<Buffer>> => {
    const local = await source.read(start, SIZE.local);
    if (local.readUInt32LE(0) !== SIGNATURE.local) throw damaged();
    // The lengths here may differ from those in the list.
    const first = start + SIZE.local + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (first + length > source.size) throw new Unreadable("it ends early");
    return source.pieces(first, first + length);
  };
  return { name, packed: method === METHOD.stored ? "stored" : "deflated", pieces };
}

async function endOfList(source: Source) {
  const length = Math.min(source.size, SIZE.end + LONGEST_COMMENT);
  const tail = await source.read(source.size - length, length);
  for (let at = length - SIZE.end; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== SIGNATURE.end) continue;
    const end = {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      start: tail.readUInt32LE(at + 16),
    };
    if (end.count === ELSEWHERE.short || end.start === ELSEWHERE.long) throw tooLarge();
    if (end.length > LONGEST_LIST) throw new Unreadable("its list of files is too long");
    return end;
  }
  throw damaged();
}

function damaged(): Unreadable {
  return new Unreadable("its list of files is damaged, or it ends early");
}

function tooLarge(): Unreadable {
  return new Unreadable("it is a zip file of more than 4 GB, or of more than 65535 files");
}
