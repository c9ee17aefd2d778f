/**
 * A signal that is aborted by the first Ctrl-C, SIGTERM or SIGHUP, so that what was started is ended and deleted in order.
 * A second one ends the process at once.
 */
export function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(name, () => controller.abort(new Error("interrupted")));
  }
  return controller.signal;
}
