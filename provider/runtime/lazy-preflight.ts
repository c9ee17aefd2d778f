import type { Preflight } from "../integration/preflight.ts";

/** A preflight whose probes are loaded at the first save: a plan, a refresh and a removal never need them. */
export function lazyPreflight(open: () => Promise<Preflight>): Preflight {
  let opened: Promise<Preflight> | undefined;
  return {
    async probe(...given) {
      opened ??= open();
      return (await opened).probe(...given);
    },
  };
}
