import { add, type Needle } from "./needles.ts";

/** Looks for needles in bytes that come in pieces. */
export interface Matcher {
  push: (piece: Buffer) => void;
  /** The keys that were found so far, each with its forms. */
  found: ReadonlyMap<string, string[]>;
}

/** The most of a piece that is looked at in one go, in bytes. */
const PIECE = 1 << 20;

/** Keeps no more of what it has seen than a needle is long, so that one that lies across two pieces is found. */
export function createMatcher(needles: readonly Needle[]): Matcher {
  const found = new Map<string, string[]>();
  const whole = createWindow(needles, found);
  const unwrapped = createWindow(
    needles.filter(({ wraps }) => wraps),
    found,
  );
  // Both see the same where nothing is broken over lines; the second one starts where the first line ends.
  let isWrapped = false;
  const push = (piece: Buffer): void => {
    for (let start = 0; start < piece.length; start += PIECE) {
      const text = piece.toString("latin1", start, start + PIECE);
      const flat = text.replace(/[\t\n\r ]+/g, "");
      isWrapped ||= flat.length < text.length;
      whole.push(text);
      if (isWrapped) unwrapped.push(flat);
      else unwrapped.keep(flat);
    }
  };
  return { push, found };
}

interface Window {
  /** Searches what was kept and this. */
  push: (text: string) => void;
  /** Keeps the end of this, without a search. */
  keep: (text: string) => void;
}

function createWindow(needles: readonly Needle[], found: Map<string, string[]>): Window {
  const overlap = Math.max(1, ...needles.map(({ bytes }) => bytes.length)) - 1;
  let open = [...needles];
  let tail = "";
  const keep = (text: string): void => {
    tail = overlap === 0 ? "" : `${tail}${text}`.slice(-overlap);
  };
  return {
    keep,
    push: (text) => {
      const searched = tail + text;
      const hits = open.filter(({ bytes }) => searched.includes(bytes));
      if (hits.length > 0) {
        for (const hit of hits) add(found, hit);
        open = open.filter((needle) => !hits.includes(needle));
      }
      keep(text);
    },
  };
}
