import { strikes, type Fault } from "./fault.ts";

/** A fault that is waiting for its requests. */
export interface WaitingFault {
  readonly id: string;
  readonly fault: Fault;
  /** How many more requests pass before it strikes. */
  readonly passes: number;
  /** How many more requests it strikes; null for all until it is cleared. */
  readonly strikes: number | null;
}

/** The faults that are set, oldest first. */
export interface FaultBook {
  /** Sets a fault and gives it an ID. */
  add(fault: Fault): string;
  /** The faults that wait. One that has struck as often as it should is gone. */
  list(): WaitingFault[];
  /** Says which fault strikes this request, and counts it: the oldest that fits, and only that one. */
  take(method: string, path: string, host?: string): Fault | undefined;
  /** Clears one fault, or all. Says whether any was there. */
  clear(id?: string): boolean;
}

/** Creates an empty fault book. */
export function createFaultBook(): FaultBook {
  const waiting = new Map<string, WaitingFault>();
  let count = 0;

  return {
    add: (fault) => {
      count += 1;
      const id = `fault-${count}`;
      const remaining = fault.times === 0 ? null : fault.times;
      waiting.set(id, { id, fault, passes: fault.after, strikes: remaining });
      return id;
    },
    list: () => [...waiting.values()],
    take: (method, path, host) => {
      for (const entry of waiting.values()) {
        if (!strikes(entry.fault, method, path, host)) continue;
        if (entry.passes > 0) {
          waiting.set(entry.id, { ...entry, passes: entry.passes - 1 });
          continue;
        }
        if (entry.strikes === 1) waiting.delete(entry.id);
        else if (entry.strikes !== null) {
          waiting.set(entry.id, { ...entry, strikes: entry.strikes - 1 });
        }
        return entry.fault;
      }
      return undefined;
    },
    clear: (id) => {
      if (id !== undefined) return waiting.delete(id);
      const any = waiting.size > 0;
      waiting.clear();
      return any;
    },
  };
}
