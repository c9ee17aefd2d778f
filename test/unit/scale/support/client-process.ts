/** A process of its own that reads every organization, and tells what it then holds in memory. */
import { readStatus } from "../../../../provider/operations/status/read-status.ts";
import { processEnvironment } from "../../../../provider/runtime/environment.ts";
import { createRuntime } from "../../../../provider/runtime/runtime.ts";

/** What the process tells, once it has read all that there is. */
export interface Held {
  organizations: number;
  /** Bytes of the heap, without what nobody needs any more. */
  heap: number;
}

const runtime = createRuntime(processEnvironment(), { name: "test", version: "0.0.0" });
const { signal } = new AbortController();
const report = await readStatus(runtime, { allTenants: true }, signal);
// What finalizers let go is collected the next time.
for (let time = 0; time < 3; time += 1) {
  globalThis.gc?.();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}
const held: Held = {
  organizations: report.organizations.length,
  heap: process.memoryUsage().heapUsed,
};
process.stdout.write(JSON.stringify(held), () => process.exit());
