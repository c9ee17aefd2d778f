import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from "../../../../simulator/index.ts";
import { closeAfterTest } from "./cleanup.ts";

/** Starts a simulator without a pause between tokens, which ends with the test. */
export async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ tokenInterval: 0, ...options });
  closeAfterTest(() => simulator.close());
  return simulator;
}
