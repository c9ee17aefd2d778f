import type { Simulator } from "../../../simulator/index.ts";

/** Gives, at each call, the requests that a simulator got since the call before, as "METHOD path". */
export function newRequests(simulator: Simulator): () => string[] {
  let seen = 0;
  return () => {
    const fresh = simulator.requests.slice(seen);
    seen = simulator.requests.length;
    return fresh.map(({ method, path }) => `${method} ${path}`);
  };
}
