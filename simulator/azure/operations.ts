import { randomUUID } from "node:crypto";

import { isoTime, type Clock } from "../clock.ts";
import { conflict } from "./arm-error.ts";
import { keyOf } from "./arm-id.ts";
import type { AzureSettings } from "./settings.ts";

/** How long an operation that takes no time waits for somebody to look, before it ends by itself. */
const UNSEEN = 10_000;

/** What an operation does to its resource, as `provisioningState` says it. */
export type OperationKind = "Creating" | "Updating" | "Deleting";

/** A write that goes on after its request was answered. */
export interface Operation {
  readonly id: string;
  /** When it began, in ISO 8601. */
  readonly startTime: string;
  /** When it ended, in ISO 8601; undefined while it is under way. */
  readonly endTime: string | undefined;
  /** Milliseconds until it ends, as far as is known. */
  readonly remaining: number;
}

/** The long operations. Under one account there is one at a time. */
export interface Operations {
  /**
   * Makes sure that the account takes a write now.
   *
   * @throws ArmError 409 RequestConflict
   */
  demandFree(accountId: string): void;
  /** Begins a write of a resource under an account. */
  start(accountId: string, resourceId: string, kind: OperationKind): Operation;
  /** The operation with this ID, which ends now if only a look was missing. */
  poll(id: string): Operation | undefined;
  /** What is under way for a resource; undefined where nothing is. */
  underWay(resourceId: string): OperationKind | undefined;
  /** As `underWay`, but an operation that only misses a look ends now. */
  look(resourceId: string): OperationKind | undefined;
  /** Forgets all. */
  reset(): void;
}

interface Entry {
  readonly id: string;
  readonly account: string;
  readonly resource: string;
  readonly kind: OperationKind;
  readonly startedAt: number;
  readonly duration: number;
  endedAt: number | undefined;
}

/** Creates an empty book of operations. */
export function createOperations(clock: Clock, settings: () => AzureSettings): Operations {
  const entries = new Map<string, Entry>();

  /** Ends an operation whose time is up. One that takes no time ends at the first look. */
  const settle = (entry: Entry, seen: boolean): void => {
    if (entry.endedAt !== undefined) return;
    const now = clock.now();
    if (entry.duration === 0 && seen) entry.endedAt = now;
    else {
      const end = entry.startedAt + (entry.duration === 0 ? UNSEEN : entry.duration);
      if (now >= end) entry.endedAt = end;
    }
  };
  const isBusy = (entry: Entry): boolean => {
    settle(entry, false);
    return entry.endedAt === undefined || clock.now() < entry.endedAt + settings().busyTime;
  };
  const stateOf = (resourceId: string, seen: boolean): OperationKind | undefined => {
    for (const entry of entries.values()) {
      if (entry.resource !== keyOf(resourceId)) continue;
      settle(entry, seen);
      if (entry.endedAt === undefined) return entry.kind;
    }
    return undefined;
  };
  const described = (entry: Entry): Operation => ({
    id: entry.id,
    startTime: isoTime({ now: () => entry.startedAt }),
    endTime: entry.endedAt === undefined ? undefined : new Date(entry.endedAt).toISOString(),
    remaining: Math.max(0, entry.startedAt + entry.duration - clock.now()),
  });

  return {
    demandFree: (accountId) => {
      const busy = [...entries.values()].some(
        (entry) => entry.account === keyOf(accountId) && isBusy(entry),
      );
      if (!busy) return;
      throw conflict(
        "RequestConflict",
        `Another operation is being performed on the parent resource '${accountId}'. Please try again later. For more information see https://aka.ms/cs-request-conflict`,
      );
    },
    start: (accountId, resourceId, kind) => {
      const entry: Entry = {
        id: randomUUID(),
        account: keyOf(accountId),
        resource: keyOf(resourceId),
        kind,
        startedAt: clock.now(),
        duration: settings().operationTime,
        endedAt: undefined,
      };
      entries.set(entry.id, entry);
      return described(entry);
    },
    poll: (id) => {
      const entry = entries.get(keyOf(id));
      if (entry === undefined) return undefined;
      settle(entry, true);
      return described(entry);
    },
    underWay: (resourceId) => stateOf(resourceId, false),
    look: (resourceId) => stateOf(resourceId, true),
    reset: () => entries.clear(),
  };
}
