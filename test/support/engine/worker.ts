/** The process that obtains a tool; see `in-worker.ts`, which starts it. */
import { messageOf } from "./failure.ts";
import { makeCopy, type Outcome } from "./make-copy.ts";
import type { WorkerMessage, WorkerRequest } from "./in-worker.ts";

const interruption = new AbortController();
const interrupt = (): void => interruption.abort();

// The channel closes when the process that started this one ends, however it ends.
process.once("disconnect", interrupt);
for (const event of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(event, interrupt);
process.once("message", (request: WorkerRequest) => void serve(request));

async function serve({ tool, cache }: WorkerRequest): Promise<void> {
  const outcome = await makeCopy(tool, cache, {
    env: process.env,
    progress: (step, detail) => send({ progress: { step, detail } }),
    signal: interruption.signal,
  }).catch((error: unknown): Outcome => ({ reasons: [`${cache}: ${messageOf(error)}`] }));
  if (interruption.signal.aborted) process.exitCode = 1;
  else send({ outcome });
  if (process.connected) process.disconnect();
}

function send(message: WorkerMessage): void {
  // The other end may be gone; that is noticed by "disconnect", so a failure to send means nothing here.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
