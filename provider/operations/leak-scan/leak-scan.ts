import { constants, open } from "node:fs/promises";
import { resolve } from "node:path";
import { keysIn, needlesOf, shownPath, type NamedKey, type Needle } from "./needles.ts";
import { searchBytes } from "./search.ts";
import { pipeBytes } from "./pipe.ts";
import { fileSource, wholeFile } from "./source.ts";
import { reasonOf } from "./unreadable.ts";
import { filesAt } from "./walk.ts";

/** A key that was found. Neither the key nor anything around it is part of it. */
export interface Finding {
  /** The file; where a key stands in its name, without it. */
  file: string;
  /** The file in a zip file, and the one in that, divided by `: `. */
  member?: string;
  /** The name that the key was given by. */
  key: string;
  /** The forms in which it was found. */
  forms: readonly string[];
}

/** What a scan could not search, or left out. */
export interface Unsearched {
  file: string;
  member?: string;
  why: string;
}

/** What a scan tells, piece by piece. */
export type Told =
  | ({ kind: "found" } & Finding)
  | ({ kind: "unreadable" } & Unsearched)
  | ({ kind: "left out" } & Unsearched)
  /** A file was searched to its end. */
  | { kind: "searched" };

/** The path that stands for standard input. */
export const STDIN = "-";

/** Where bytes come from that are in no file. */
export interface Input {
  stdin: AsyncIterable<Buffer>;
}

/** Without waiting: opening a named pipe would else not return before somebody writes to it. Windows has no such flag. */
const FOR_READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Searches files and folders for keys, in every form that is known, also in what is packed in gzip, Zstandard and zip files.
 * Whatever their size, no more than some megabytes of a file are held in memory.
 *
 * @yields {Told} What was found and what could not be searched, as it goes.
 */
export async function* leakScan(
  keys: readonly NamedKey[],
  paths: readonly string[],
  { stdin }: Input,
): AsyncGenerator<Told> {
  const needles = needlesOf(keys);
  const seen = new Set<string>();
  for (const path of paths) {
    if (path === STDIN) {
      yield* searched(needles, STDIN, (search) => searchBytes(search, stdin, []));
      continue;
    }
    for await (const { kind, ...found } of filesAt(path)) {
      const whole = resolve(found.path);
      // What is left out in a folder may be named as well, and is searched then.
      const id = kind === "left out" ? `${kind} ${whole}` : whole;
      if (seen.has(whole) || seen.has(id)) continue;
      seen.add(id);
      if (kind === "file" || kind === "pipe") {
        const run = kind === "file" ? searchFile : searchPipe;
        yield* searched(needles, found.path, (search) => run(search, found.path));
      } else if ("why" in found) {
        yield { kind, file: shownPath(found.path, needles), why: found.why };
      }
    }
  }
}

type Search = Parameters<typeof searchBytes>[0];

/**
 * What the search of one file tells, when it is done.
 *
 * @yields {Told} The findings, then what could not be searched.
 */
async function* searched(
  needles: readonly Needle[],
  path: string,
  run: (search: Search) => Promise<void>,
): AsyncGenerator<Told> {
  const file = shownPath(path, needles);
  const told: Told[] = [];
  const gaps = new Map<string, Told>();
  const placeOf = (members: readonly string[]) =>
    members.length === 0
      ? { file }
      : { file, member: members.map((name) => shownPath(name, needles)).join(": ") };
  const hit: Search["hit"] = ({ members, keys }) => {
    for (const [key, forms] of keys) told.push({ kind: "found", ...placeOf(members), key, forms });
  };
  const inName = keysIn(path, needles);
  if (inName.size > 0) hit({ members: [], keys: inName });
  await run({
    needles,
    hit,
    gap: ({ members, why }) => {
      const place = placeOf(members);
      // The first reason is the cause of later ones.
      const id = JSON.stringify(place);
      if (!gaps.has(id)) gaps.set(id, { kind: "unreadable", ...place, why });
    },
  });
  yield* told;
  yield* gaps.values();
  yield { kind: "searched" };
}

async function searchFile(search: Search, path: string): Promise<void> {
  try {
    const file = await open(path, FOR_READING);
    try {
      const { size } = await file.stat();
      await searchBytes(search, wholeFile(file), [], fileSource(file, size));
    } finally {
      await file.close();
    }
  } catch (error) {
    search.gap({ members: [], why: reasonOf(error) });
  }
}

async function searchPipe(search: Search, path: string): Promise<void> {
  try {
    await searchBytes(search, pipeBytes(path), []);
  } catch (error) {
    search.gap({ members: [], why: reasonOf(error) });
  }
}
