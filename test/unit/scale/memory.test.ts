import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, it, jest } from "@jest/globals";
import { createSimulator, largeSeed } from "../../../simulator/index.ts";
import { acmeAdmin } from "../../support/acme-admin.ts";
import { outcomeOf } from "../cli/support/outcome.ts";
import type { Held } from "./support/client-process.ts";

jest.setTimeout(60_000);

const program = join(import.meta.dirname, "support/client-process.ts");

/** Reads so many tenants in a process of its own. */
async function sweep(tenants: number): Promise<Held & { mostAtOnce: number }> {
  let atOnce = 0;
  let mostAtOnce = 0;
  const simulator = await createSimulator({
    tokenInterval: 0,
    seed: largeSeed({ tenants }),
    arrival: async () => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      atOnce -= 1;
    },
  });
  try {
    const child = spawn(process.execPath, ["--expose-gc", program], {
      stdio: ["ignore", "pipe", "pipe"],
      env: acmeAdmin(simulator.url),
    });
    const { code, stdout, stderr } = await outcomeOf(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return { ...JSON.parse(stdout), mostAtOnce };
  } finally {
    await simulator.close();
  }
}

it("a sweep holds little for each organization, and sends a few requests at a time", async () => {
  const small = await sweep(200);
  const large = await sweep(1000);
  expect([small.organizations, large.organizations]).toEqual([203, 1003]);
  expect(large.mostAtOnce).toBeLessThanOrEqual(4);
  const forEach = (large.heap - small.heap) / 800;
  expect(forEach).toBeLessThan(16_384);
});
