import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from "../../../../simulator/index.ts";
import type { Session } from "../../../../provider/sigma/api/session.ts";
import type { Connection } from "../../../../provider/sigma/connection.ts";
import { closeAfterTest } from "./cleanup.ts";
import { openSession } from "./client.ts";
import { createFakeClock, type FakeClock, type FakeClockOptions } from "./fake-clock.ts";

/** A simulator, a session of Acme's admin with it, and the clock that both go by. */
export interface Simulated {
  simulator: Simulator;
  session: Session;
  clock: FakeClock;
  /** The requests so far, in short: "GET /v2/whoami". */
  calls: () => string[];
}

/** Starts a simulator with a client. Both end with the test. */
export async function simulate(
  options: Omit<SimulatorOptions, "clock"> = {},
  over: Partial<Connection> = {},
  time: FakeClockOptions = {},
): Promise<Simulated> {
  const clock = createFakeClock(time);
  const simulator = await createSimulator({ ...options, clock });
  closeAfterTest(() => simulator.close());
  return {
    simulator,
    clock,
    session: openSession({ url: simulator.url, clock }, over),
    calls: () => simulator.requests.map(({ method, path }) => `${method} ${path}`),
  };
}
