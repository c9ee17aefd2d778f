/** Obtains the engine and prints where it is. Tests and the demo do so by themselves; this is for doing it beforehand. */
import { messageOf } from "./failure.ts";
import { progressReporter } from "./progress-reporter.ts";
import { obtainPulumi } from "./pulumi.ts";

const interruption = new AbortController();
for (const event of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(event, () => interruption.abort(new Error("interrupted")));
}

const reporter = progressReporter();
try {
  const engine = await obtainPulumi({
    progress: reporter.progress,
    signal: interruption.signal,
  }).finally(reporter.end);
  process.stdout.write(`${JSON.stringify(engine, undefined, 2)}\n`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
