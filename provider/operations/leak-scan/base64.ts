import type { Sink } from "./search.ts";

/**
 * How packed bytes begin in base64: gzip, Zstandard and zip. The second row is base64 of that, as Kubernetes shows what Helm has
 * kept.
 */
const BEGINNINGS = /H4sI|KLUv[/_]|UEsDB|SDRzS|S0xVd[jl]|VUVzRE/g;

const LONGEST_BEGINNING = 6;

/** What may stand in base64: also a line break, with what the next line is moved in by, as it is or escaped in JSON. */
const RUN = /(?:[\w+/-]|(?:\\[nr]|[\r\n])[ \t]*)*/y;

const LINE_BREAK = /(?:\\[nr]|[\r\n])+[ \t]*/;

/** What ends a line of base64. Before anything else it is a line of something else, which an unpacker could not bear. */
const END_OF_LINE = /[\s="'`,;<\\]/;

/** A longer line is no word of a text. */
const LONGEST_WORD = 4096;

interface Run {
  sink: Sink;
  /** Less than four characters, that are not decoded yet. */
  rest: string;
  /** The last line, of which the end has not been seen; the first one has nothing before it to be told from. */
  line: string;
  isFirst: boolean;
}

/**
 * Finds packed bytes that stand as base64 in a text, decodes them line by line, and gives each to a sink of its own. Holds little
 * more than one piece.
 */
export function base64Runs(open: () => Sink): Sink {
  let run: Run | undefined;
  let tail = "";

  const decode = async (into: Run, text: string): Promise<void> => {
    const all = into.rest + text;
    const whole = all.length - (all.length % 4);
    into.rest = all.slice(whole);
    if (whole > 0) await into.sink.push(Buffer.from(all.slice(0, whole), "base64"));
  };
  const take = async (into: Run, text: string): Promise<void> => {
    const lines = (into.line + text).split(LINE_BREAK);
    into.line = lines.pop() ?? "";
    if (lines.length > 0) {
      await decode(into, lines.join(""));
      into.isFirst = false;
    }
    if (!into.isFirst && into.line.length <= LONGEST_WORD) return;
    await decode(into, into.line);
    into.line = "";
  };
  const close = async (next = " "): Promise<void> => {
    if (run === undefined) return;
    const { sink, line } = run;
    if (END_OF_LINE.test(next)) await decode(run, line);
    if (run.rest.length > 1) await sink.push(Buffer.from(run.rest, "base64"));
    run = undefined;
    await sink.end();
  };
  const push = async (piece: Buffer): Promise<void> => {
    const text = tail + piece.toString("latin1");
    tail = "";
    let at = 0;
    while (at < text.length) {
      if (run === undefined) {
        BEGINNINGS.lastIndex = at;
        const found = BEGINNINGS.exec(text);
        if (found === null) {
          tail = text.slice(Math.max(at, text.length - LONGEST_BEGINNING + 1));
          return;
        }
        run = { sink: open(), rest: "", line: "", isFirst: true };
        at = found.index;
      }
      RUN.lastIndex = at;
      const end = at + (RUN.exec(text)?.[0].length ?? 0);
      await take(run, text.slice(at, end));
      at = end;
      // A backslash at the end of a piece may be the first half of a line break.
      if (at === text.length - 1 && text[at] === "\\") {
        tail = "\\";
        return;
      }
      if (at < text.length) await close(text[at]);
    }
  };
  return {
    push,
    end: () => close(),
    abandon: async () => {
      await run?.sink.abandon();
      run = undefined;
    },
  };
}
