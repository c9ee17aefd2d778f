import { expect, it, jest } from "@jest/globals";
import { createSimulator, largeSeed } from "../../../simulator/index.ts";
import { acmeAdmin } from "../../support/acme-admin.ts";
import { runCommand } from "../cli/support/command.ts";

jest.setTimeout(60_000);

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
        const { code, stdout } = await runCommand(["status", "--shard", part, "--json"], {
          env: { ...acmeAdmin(simulator.url), SIGMA_TOKEN_INTERVAL: String(INTERVAL) },
        });
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
