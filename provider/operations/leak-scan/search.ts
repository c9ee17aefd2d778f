import { PassThrough, type Transform } from "node:stream";
import { base64Runs } from "./base64.ts";
import { createMatcher } from "./matcher.ts";
import { keysIn, type Needle } from "./needles.ts";
import { HEAD, inflater, packingOf } from "./packing.ts";
import { bufferSource, type Source } from "./source.ts";
import { reasonOf, Unreadable } from "./unreadable.ts";
import { membersOf, type Member } from "./zip.ts";

/** What a search found in one place: a file, or a member of it. */
export interface Hit {
  /** The names of the members that lead to the place; none for the file itself. */
  members: readonly string[];
  /** The keys that are there, by name, each with its forms. */
  keys: ReadonlyMap<string, readonly string[]>;
}

/** A place that could not be searched, or not as a whole. */
export interface Gap {
  members: readonly string[];
  why: string;
}

/** Where a search puts what it finds. */
export interface Search {
  needles: readonly Needle[];
  hit: (hit: Hit) => void;
  gap: (gap: Gap) => void;
}

/** How deep something may be packed in something. */
const DEEPEST = 6;

/** The largest zip file inside of something packed, which has to be held in memory, in bytes. */
const LARGEST_INNER_ZIP = 64 * 1024 * 1024;

/** Searches bytes as they are, and what is packed in them. `source` is what they come from, where any part of it can be read. */
export async function searchBytes(
  search: Search,
  bytes: AsyncIterable<Buffer>,
  members: readonly string[],
  source?: Source,
  depth = 0,
): Promise<void> {
  const matcher = createMatcher(search.needles);
  const unpacked = new Set<string>();
  const inner: Search = {
    ...search,
    hit: (hit) => {
      for (const key of hit.keys.keys()) unpacked.add(key);
      search.hit(hit);
    },
  };
  const told = new Set<string>();
  const sinks = [
    createSink(inner, members, source, depth + 1),
    base64Runs(() => inBase64(search, members, depth + 1, told)),
  ];
  try {
    for await (const piece of withHead(bytes)) {
      matcher.push(piece);
      for (const sink of sinks) await sink.push(piece);
    }
    for (const sink of sinks) await sink.end();
  } catch (error) {
    search.gap({ members, why: reasonOf(error) });
    for (const sink of sinks) await sink.abandon();
  }
  // What is packed without being made smaller is seen twice.
  const keys = new Map([...matcher.found].filter(([key]) => !unpacked.has(key)));
  if (keys.size > 0) search.hit({ members, keys });
}

/** Where the bytes go beside the search of them as they are. */
export interface Sink {
  push: (piece: Buffer) => Promise<void>;
  end: () => Promise<void>;
  abandon: () => Promise<void>;
}

/** Decides by the first piece. */
function createSink(
  search: Search,
  members: readonly string[],
  source: Source | undefined,
  depth: number,
): Sink {
  let sink: Sink | undefined;
  const open = (head: Buffer): Sink => {
    const packing = packingOf(head);
    if (packing === undefined) return NOTHING;
    if (depth > DEEPEST) return gap(search, members, "it is packed too deep");
    if (packing.kind === "unknown") return gap(search, members, packing.why);
    if (packing.kind === "stream") return unpacking(search, members, packing.unpacker(), depth);
    return source === undefined
      ? collecting(search, members, depth)
      : { ...NOTHING, end: () => searchZip(search, source, members, depth) };
  };
  return {
    push: async (piece) => {
      sink ??= open(piece);
      await sink.push(piece);
    },
    end: async () => sink?.end(),
    abandon: async () => sink?.abandon(),
  };
}

const NOTHING: Sink = { push: async () => {}, end: async () => {}, abandon: async () => {} };

function gap(search: Search, members: readonly string[], why: string): Sink {
  search.gap({ members, why });
  return NOTHING;
}

/** What is said of a text that only begins as if it were packed, and of a line of a log that was cut off. */
const NOT_PACKED = /damaged|ends early|to its end/;

/** Searches what was packed, and then written as base64. What is `told` of a place is not told again. */
function inBase64(
  search: Search,
  members: readonly string[],
  depth: number,
  told: Set<string>,
): Sink {
  if (depth > DEEPEST) return gap(search, members, "it is packed too deep");
  const inner: Search = {
    needles: search.needles,
    hit: ({ members: place, keys }) => {
      const fresh = new Map<string, string[]>();
      for (const [key, forms] of keys) {
        const id = JSON.stringify([place, key]);
        const isNew = !told.has(id);
        told.add(id);
        if (isNew)
          fresh.set(
            key,
            forms.map((form) => `${form}, packed in base64`),
          );
      }
      if (fresh.size > 0) search.hit({ members: place, keys: fresh });
    },
    gap: (found) => {
      if (!NOT_PACKED.test(found.why)) search.gap(found);
    },
  };
  return unpacking(inner, members, new PassThrough(), depth);
}

/** Unpacks what it is given, piece by piece, and searches what comes out. */
function unpacking(
  search: Search,
  members: readonly string[],
  unpacker: Transform,
  depth: number,
): Sink {
  const searched = searchBytes(search, unpacker, members, undefined, depth);
  // After an error of its own it does not answer the write any more: it is closed.
  const done = async (write: (then: () => void) => void): Promise<void> => {
    if (unpacker.destroyed || unpacker.readableEnded) return;
    await new Promise<void>((resolve) => {
      const then = (): void => {
        unpacker.off("close", then);
        resolve();
      };
      unpacker.once("close", then);
      write(then);
    });
  };
  return {
    push: (piece) => done((then) => void unpacker.write(piece, () => then())),
    end: async () => {
      await done((then) => void unpacker.end(() => then()));
      await searched;
    },
    abandon: async () => {
      unpacker.destroy(new Unreadable("it could not be read to its end"));
      await searched;
    },
  };
}

/** Holds a zip file in memory whose end must be known before its members are. */
function collecting(search: Search, members: readonly string[], depth: number): Sink {
  let pieces: Buffer[] | undefined = [];
  let size = 0;
  return {
    push: async (piece) => {
      size += piece.length;
      if (size > LARGEST_INNER_ZIP && pieces !== undefined) {
        pieces = undefined;
        const why = "it is a zip file of more than 64 MB inside of something packed";
        search.gap({ members, why });
      }
      // What is given is only lent.
      pieces?.push(Buffer.from(piece));
    },
    end: async () => {
      if (pieces === undefined) return;
      await searchZip(search, bufferSource(Buffer.concat(pieces)), members, depth);
    },
    abandon: async () => {},
  };
}

async function searchZip(
  search: Search,
  source: Source,
  outer: readonly string[],
  depth: number,
): Promise<void> {
  for (const member of await membersOf(source)) {
    const members = [...outer, member.name];
    const keys = keysIn(member.name, search.needles);
    if (keys.size > 0) search.hit({ members, keys });
    if ("why" in member) {
      search.gap({ members, why: member.why });
      continue;
    }
    try {
      await searchMember(search, member, members, depth);
    } catch (error) {
      search.gap({ members, why: reasonOf(error) });
    }
  }
}

async function searchMember(
  search: Search,
  { packed, pieces }: Member,
  members: readonly string[],
  depth: number,
): Promise<void> {
  const bytes = await pieces();
  if (packed === "stored") return searchBytes(search, bytes, members, undefined, depth);
  const sink = unpacking(search, members, inflater(), depth);
  for await (const piece of bytes) await sink.push(piece);
  await sink.end();
}

/**
 * The same bytes; the first piece is long enough to tell how they are packed, if there are as many.
 *
 * @yields {Buffer} Piece by piece.
 */
async function* withHead(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of bytes) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < HEAD) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined && head.length > 0) yield head;
}
