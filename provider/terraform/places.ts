import type { Target } from "../integration/config.ts";

/** What a plan does at a place. */
export type PlannedAction = "add" | "keep" | "remove";

/** What one command of the engine does at each place. A place is an organization, and has room for one integration. */
export interface Places {
  /** Notes what is planned there, and gives all that is planned there so far. */
  plan: (target: Target, action: PlannedAction) => ReadonlySet<PlannedAction>;
  /** Acts once all that is under way there has ended: the engine removes and adds side by side. */
  inTurn: <T>(target: Target, act: () => Promise<T>) => Promise<T>;
}

/** The places of one command. */
export function createPlaces(): Places {
  const planned = new Map<string, Set<PlannedAction>>();
  const underWay = new Map<string, Promise<unknown>>();

  return {
    plan(target, action) {
      const actions = planned.get(nameOf(target)) ?? new Set();
      planned.set(nameOf(target), actions.add(action));
      return actions;
    },
    async inTurn(target, act) {
      const before = underWay.get(nameOf(target));
      const turn = before === undefined ? act() : before.then(act, act);
      underWay.set(nameOf(target), turn);
      return turn;
    },
  };
}

/** One process of the provider has one credential, so that all without a tenant are the same organization. */
function nameOf({ tenant = "" }: Target): string {
  return tenant;
}
