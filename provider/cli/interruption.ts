/**
 * A signal that is aborted where the user ends the command (Ctrl-C, SIGTERM), so that it can still say how far it came. The
 * second time the process ends at once.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
