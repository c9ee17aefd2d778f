import { beforeAll, describe, expect, it, jest } from "@jest/globals";
import { readStatus, type StatusReport } from "../../../provider/operations/status/read-status.ts";
import type { Shard } from "../../../provider/operations/shard.ts";
import { createRuntime } from "../../../provider/runtime/runtime.ts";
import { createSimulator, largeSeed, type LoggedRequest } from "../../../simulator/index.ts";
import { oneProcess } from "./support/arithmetic.ts";
import { createVirtualClock } from "./support/virtual-clock.ts";

// A thousand tenants are two thousand real requests.
jest.setTimeout(120_000);

const { signal: patient } = new AbortController();
const TENANTS = 1000;
/** Acme, its two tenants of the default seed, and those that are added. */
const ORGANIZATIONS = TENANTS + 3;

interface Swept {
  reports: StatusReport[];
  requests: readonly LoggedRequest[];
  /** Virtual seconds. */
  seconds: number;
  /** The most requests that were on their way at once. */
  mostAtOnce: number;
}

/** Sweeps Acme and its tenants, in one runtime for each part, all at once. A request takes from 80 to 140 ms. */
async function sweepAll(parts: readonly (Shard | undefined)[], tenants: number): Promise<Swept> {
  const clock = createVirtualClock();
  let atOnce = 0;
  let mostAtOnce = 0;
  const simulator = await createSimulator({
    clock,
    seed: largeSeed({ tenants }),
    arrival: async () => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await clock.travel(80 + 60 * clock.random());
      atOnce -= 1;
    },
  });
  const values: Record<string, string> = {
    SIGMA_BASE_URL: simulator.url,
    SIGMA_CLIENT_ID: "acme-admin",
    SIGMA_CLIENT_SECRET: "acme-admin-secret",
  };
  const environment = {
    env: (name: string) => values[name],
    file: async (path: string) => await Promise.reject(new Error(path)),
    print: () => {},
    clock,
  };
  try {
    const reports = await Promise.all(
      parts.map((shard) => {
        // Each with sessions, tokens and a pace of its own, as a process has them.
        const runtime = createRuntime(environment, { name: "test", version: "0.0.0" });
        const selection = { allTenants: true, ...(shard === undefined ? {} : { shard }) };
        return readStatus(runtime, selection, patient);
      }),
    );
    const seconds = clock.elapsed() / 1000;
    return { reports, requests: [...simulator.requests], seconds, mostAtOnce };
  } finally {
    clock.close();
    await simulator.close();
  }
}

const isToken = ({ path }: LoggedRequest): boolean => path === "/v2/auth/token";
const read = ({ reports }: Swept): string[] =>
  reports.flatMap(({ organizations }) =>
    organizations
      .filter(({ status }) => status === "absent")
      .map(({ organizationId }) => organizationId),
  );

describe("1,000 tenants in one process", () => {
  let swept: Swept;
  beforeAll(async () => {
    swept = await sweepAll([undefined], TENANTS);
  });

  it("are all read, each once", () => {
    expect(new Set(read(swept)).size).toBe(ORGANIZATIONS);
    expect(read(swept)).toHaveLength(ORGANIZATIONS);
  });

  it("take a tenth longer at most than the limit on tokens allows", () => {
    const { floor } = oneProcess(ORGANIZATIONS);
    expect(swept.seconds).toBeGreaterThan(floor);
    expect(swept.seconds).toBeLessThan(1.1 * floor);
    expect(swept.requests.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it("need the tokens and requests of the arithmetic", () => {
    const { tokens, requests } = oneProcess(ORGANIZATIONS);
    expect(swept.requests.filter(isToken)).toHaveLength(tokens);
    expect(swept.requests).toHaveLength(requests);
  });

  it("are read a few at a time", () => {
    expect(swept.mostAtOnce).toBeLessThanOrEqual(4);
  });
});

describe("1,000 tenants in two processes that share the limit and do not know of each other", () => {
  let swept: Swept;
  beforeAll(async () => {
    swept = await sweepAll(
      [
        { index: 1, count: 2 },
        { index: 2, count: 2 },
      ],
      TENANTS,
    );
  });

  it("are all read, each by one of the two", () => {
    expect(new Set(read(swept)).size).toBe(ORGANIZATIONS);
    expect(read(swept)).toHaveLength(ORGANIZATIONS);
  });

  it("take a tenth longer at most than the limit on tokens allows", () => {
    // The token of the parent is needed twice.
    const floor = oneProcess(ORGANIZATIONS).floor + 1;
    expect(swept.seconds).toBeGreaterThan(floor);
    expect(swept.seconds).toBeLessThan(1.1 * floor);
  });
});
