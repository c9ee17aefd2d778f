import { styleText } from "node:util";
import type { Progress } from "./tool.ts";

/** Shows the progress of long steps to a person. */
export interface ProgressReporter {
  readonly progress: Progress;
  /** Ends the last step. Call it once, also after a failure. */
  readonly end: () => void;
}

/** Where progress is shown. */
export interface ProgressOptions {
  /** Default: standard error. */
  readonly stream?: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  /** Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
}

const everyMs = { terminal: 1000, plain: 30_000 };

/**
 * Shows steps on a terminal as one line that is kept up to date, elsewhere as a line when a step starts, every 30
 * seconds, and when it ends. Nothing is shown before the first step.
 */
export function progressReporter({
  stream = process.stderr,
  env = process.env,
}: ProgressOptions = {}): ProgressReporter {
  // Under jest several processes write to the same terminal, and would overwrite each other's line.
  const terminal = stream.isTTY === true && env["TERM"] !== "dumb" && !env["JEST_WORKER_ID"];
  const draw = terminal ? terminalLine(stream, env) : plainLine(stream);
  let current: (Shown & { since: number; timer: NodeJS.Timeout }) | undefined;

  const show = (last = false): void => {
    if (current) draw(current, elapsed(Date.now() - current.since), last);
  };
  const end = (): void => {
    clearInterval(current?.timer);
    show(true);
    current = undefined;
  };
  const progress: Progress = (step, detail) => {
    if (current?.step === step) {
      current.detail = detail;
      if (terminal) show();
      return;
    }
    end();
    const timer = setInterval(show, terminal ? everyMs.terminal : everyMs.plain).unref();
    current = { step, detail, since: Date.now(), timer };
    show();
  };
  return { progress, end };
}

interface Shown {
  readonly step: string;
  detail: string | undefined;
}

type Draw = (shown: Shown, time: string, last: boolean) => void;

function plainLine(stream: NodeJS.WritableStream): Draw {
  return (shown, time, last) => {
    const after = last ? `, took ${time}` : time === "0 s" ? " ..." : `, ${time} so far`;
    stream.write(`${textOf(shown)}${after}\n`);
  };
}

function terminalLine(
  stream: NodeJS.WritableStream & { columns?: number },
  env: NodeJS.ProcessEnv,
): Draw {
  return (shown, time, last) => {
    const room = (stream.columns ?? 80) - time.length - 2;
    const dim = env["NO_COLOR"] ? time : styleText("dim", time, { validateStream: false });
    // Back to the start of the line, and clear it.
    stream.write(`\r\u001B[2K${textOf(shown).slice(0, room)} ${dim}${last ? "\n" : ""}`);
  };
}

function textOf({ step, detail }: Shown): string {
  return detail === undefined ? step : `${step}: ${detail}`;
}

function elapsed(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
