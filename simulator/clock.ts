/** Where the simulator takes the time from. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the clock forward by `ms` milliseconds. Absent where the clock cannot be moved. */
  advance?(ms: number): void;
}

/** A clock that can be moved. */
export interface AdjustableClock extends Clock {
  advance(ms: number): void;
}

/**
 * A clock that stands still until it is told to move.
 *
 * @param startMs where it starts, in milliseconds since 1970; by default 1 November 2026, 12:00 UTC
 */
export function createManualClock(startMs: number = Date.UTC(2026, 10, 1, 12)): AdjustableClock {
  let now = startMs;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}

/** The time of day, plus whatever it was advanced by. */
export function createAdjustableClock(): AdjustableClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance: (ms) => {
      offset += ms;
    },
  };
}

/** The clock's time as ISO 8601 text. */
export function isoTime(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
