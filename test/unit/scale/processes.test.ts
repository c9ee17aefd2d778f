import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, it, jest } from "@jest/globals";
import { createSimulator, largeSeed } from "../../../simulator/index.ts";
import { outcomeOf } from "../cli/support/outcome.ts";

jest.setTimeout(60_000);

const main = join(import.meta.dirname, "../../../provider/cli/main.ts");
const TENANTS = 8;
const INTERVAL = 200;

it("two processes with the same credentials read each organization once, and wait for each other", async () => {
  const simulator = await createSimulator({
    tokenInterval: INTERVAL,
    seed: largeSeed({ tenants: TENANTS }),
  });
  try {
    const parts = await Promise.all(
      ["1/2", "2/2"].map(async (part) => {
        const child = spawn(process.execPath, [main, "status", "--shard", part, "--json"], {
          stdio: ["ignore", "pipe", "pipe"],
          env: {
            SIGMA_BASE_URL: simulator.url,
            SIGMA_CLIENT_ID: "acme-admin",
            SIGMA_CLIENT_SECRET: "acme-admin-secret",
            SIGMA_TOKEN_INTERVAL: String(INTERVAL),
          },
        });
        const { code, stdout } = await outcomeOf(child);
        expect(code).toBe(0);
        const { organizations }: { organizations: { organizationId: string }[] } =
          JSON.parse(stdout);
        return organizations.map(({ organizationId }) => organizationId);
      }),
    );
    expect(parts.every((part) => part.length > 0)).toBe(true);
    expect(new Set(parts.flat()).size).toBe(TENANTS + 3);
    expect(parts.flat()).toHaveLength(TENANTS + 3);
  } finally {
    await simulator.close();
  }
});
