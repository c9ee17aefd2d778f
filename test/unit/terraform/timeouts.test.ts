import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import {
  TIMED_OPERATIONS,
  timeoutFaults,
  timeoutOf,
} from "../../../provider/terraform/timeouts.ts";
import type { Value } from "../../../provider/terraform/values/value.ts";
import { openai } from "./support/configs.ts";

const withTime = (create: Value) => openai({}, { timeouts: { create } });

describe("a length of time", () => {
  it.each([
    ["90s", 90_000],
    ["10m", 600_000],
    ["1h", 3_600_000],
    ["250ms", 250],
    ["1h30m", 5_400_000],
    ["1h2m3s4ms", 3_723_004],
    ["1.5h", 5_400_000],
    ["0.5s", 500],
    ["30m1h", 5_400_000],
    ["1s1s", 2000],
    ["0h1s", 1000],
    // A timer takes whole milliseconds only.
    ["1.005s", 1005],
    ["1.15h", 4_140_000],
    ["0.5ms", 1],
    // The longest time that a timer takes, a little under 25 days; a longer one would end at once.
    ["596h", 2_145_600_000],
    ["600h", 2_147_483_647],
    ["9999999h", 2_147_483_647],
  ])("%s is %i ms", (text, expected) => {
    expect(timeoutOf(withTime(text), "create")).toBe(expected);
    expect(timeoutFaults(withTime(text))).toEqual([]);
    expect(AbortSignal.timeout(timeoutOf(withTime(text), "create") ?? 0).aborted).toBe(false);
  });

  it.each([
    "",
    " ",
    "10",
    "ten minutes",
    "10 m",
    " 10m",
    "10m ",
    "-1s",
    "1d",
    "1M",
    "m",
    "1.s",
    ".5s",
    "1h-1m",
    "0s",
    "0.0m",
    "1us",
    "1e3s",
  ])("%j is none", (text) => {
    expect(timeoutOf(withTime(text), "create")).toBeUndefined();
    const [fault, ...more] = timeoutFaults(withTime(text));
    expect(more).toEqual([]);
    expect(fault?.code).toBe("INVALID_CONFIG");
    expect(fault?.details).toMatchObject({
      path: "timeouts.create",
      problem: `"${text}" is no length of time`,
    });
  });
});

describe("a block of timeouts", () => {
  it("has a time for each operation", () => {
    const config = openai(
      {},
      { timeouts: { create: "1s", read: "2s", update: "3s", delete: "4s" } },
    );
    expect(TIMED_OPERATIONS.map((operation) => timeoutOf(config, operation))).toEqual([
      1000, 2000, 3000, 4000,
    ]);
  });

  it.each<[string, Value]>([
    ["null", null],
    ["not known yet", UNKNOWN],
    ["empty", {}],
    ["of values not known yet", { create: UNKNOWN, read: UNKNOWN }],
  ])("that is %s gives no time, and is no fault", (_, timeouts) => {
    const config = openai({}, { timeouts });
    for (const operation of TIMED_OPERATIONS) expect(timeoutOf(config, operation)).toBeUndefined();
    expect(timeoutFaults(config)).toEqual([]);
  });

  it("of nothing gives no time", () => {
    expect(timeoutOf(null, "delete")).toBeUndefined();
  });

  it("has each fault told at its own operation", () => {
    const config = openai({}, { timeouts: { create: "x", read: "1s", delete: "y" } });
    const paths = timeoutFaults(config).map(({ details: { path } }) => path);
    expect(paths).toEqual(["timeouts.create", "timeouts.delete"]);
  });
});
