import { fork } from "node:child_process";
import { join } from "node:path";
import type { Outcome } from "./make-copy.ts";
import type { Progress, Tool } from "./tool.ts";

/** What the worker is asked to do. */
export interface WorkerRequest {
  readonly tool: Tool;
  readonly cache: string;
}

/** What the worker says: any number of times how far it is, then once how it ended. */
export type WorkerMessage =
  | { readonly progress: { readonly step: string; readonly detail: string | undefined } }
  | { readonly outcome: Outcome };

/**
 * Puts a copy of a tool into the cache, in a process of its own. That process notices by itself when this one ends, even
 * by a kill, and then stops what it runs and deletes what it wrote; and it can react to Ctrl-C under jest, too, where
 * signals do not reach the code of tests.
 *
 * @throws when it is interrupted, by `signal` or otherwise
 */
export async function makeCopyInWorker(
  request: WorkerRequest,
  options: { env: NodeJS.ProcessEnv; progress: Progress; signal?: AbortSignal | undefined },
): Promise<Outcome> {
  options.signal?.throwIfAborted();
  const worker = fork(join(import.meta.dirname, "worker.ts"), {
    // The fetch of Node heeds the proxy variables only when told to.
    env: { ...options.env, NODE_USE_ENV_PROXY: "1" },
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let outcome: Outcome | undefined;
  worker.on("message", (message: WorkerMessage) => {
    if ("outcome" in message) outcome = message.outcome;
    else options.progress(message.progress.step, message.progress.detail);
  });
  const interrupt = (): void => {
    if (worker.connected) worker.disconnect();
  };
  options.signal?.addEventListener("abort", interrupt);
  worker.send(request, () => {});
  await new Promise((resolve) => worker.once("exit", resolve).once("error", resolve));
  options.signal?.removeEventListener("abort", interrupt);
  options.signal?.throwIfAborted();
  if (!outcome) throw new Error(`obtaining ${request.tool.name} was interrupted`);
  return outcome;
}
