import type { Target } from "../integration/config.ts";

/** Who acts when, in one command: the engine removes and adds side by side. */
export interface Turns {
  /** Acts once all that is under way for the same organization has ended. */
  take: <T>(target: Target, act: () => Promise<T>) => Promise<T>;
}

/** The turns of one command. */
export function createTurns(): Turns {
  const underWay = new Map<string, Promise<unknown>>();
  return {
    async take({ tenant }, act) {
      // One process of the provider has one credential, so that all without a tenant are the same organization.
      const place = tenant ?? "";
      const before = underWay.get(place);
      const turn = before === undefined ? act() : before.then(act, act);
      underWay.set(place, turn);
      return turn;
    },
  };
}
