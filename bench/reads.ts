import { request } from "undici";
import { read } from "../provider/integration/read.ts";
import { create } from "../provider/integration/create.ts";
import { checked } from "../provider/integration/check.ts";
import type { IntegrationState } from "../provider/integration/state.ts";
import { createDispatcher } from "../provider/http/http.ts";
import { createRuntime, type Runtime } from "../provider/runtime/runtime.ts";
import { contest, type Figures } from "./measure.ts";
import { connections } from "./programs.ts";
import { startSimulator } from "./remote-simulator.ts";
import { staticToken } from "./static-token.ts";

/** Reads a second: the core's, with all its guards, and those of a bare loop over undici. */
export interface ReadRow {
  parallel: number;
  core: Figures;
  bare: Figures;
  /** The core's share of what the bare loop reaches. */
  ratio: Figures;
}

const CONFIG = { openai: { apiKey: { fromEnv: "OPENAI_KEY" } }, connection: "c001" };

/** Reads one integration over and over, with some reads side by side. */
export async function measureReads(
  parallel: number,
  reads: number,
  rounds: number,
): Promise<ReadRow> {
  const simulator = await startSimulator();
  try {
    const env = connections(simulator.url, 1);
    const runtime = createRuntime(
      { env: (name) => env[name], file: async () => "", print: () => undefined },
      { name: "bench", version: "0" },
    );
    const state = await add(runtime);
    const bareRead = await bare(simulator.url);
    const perSecond = (once: () => Promise<unknown>) => () => rate(once, reads, parallel);
    const speeds = await contest(rounds, {
      core: perSecond(() => read(state, runtime.forOperation(state))),
      bare: perSecond(bareRead),
    });
    return {
      parallel,
      core: speeds.of("core"),
      bare: speeds.of("bare"),
      ratio: speeds.ratio("core", "bare"),
    };
  } finally {
    simulator.close();
  }
}

async function add(runtime: Runtime): Promise<IntegrationState> {
  const config = checked(CONFIG);
  const { state } = await create(config, runtime.forOperation(config.target));
  return state;
}

/** What a loop without any of our code does: the same request with a token at hand, and the body parsed. */
async function bare(url: string): Promise<() => Promise<unknown>> {
  const dispatcher = createDispatcher();
  const authorization = `Bearer ${await staticToken(url, "001")}`;
  return async () => {
    const { body } = await request(`${url}/v2/organizations/settings/aiConfigs`, {
      dispatcher,
      headers: { authorization, accept: "application/json" },
    });
    return body.json();
  };
}

async function rate(
  once: () => Promise<unknown>,
  reads: number,
  parallel: number,
): Promise<number> {
  const started = performance.now();
  let left = reads;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await once();
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return reads / ((performance.now() - started) / 1000);
}
