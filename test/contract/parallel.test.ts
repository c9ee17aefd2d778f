import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createSimulator, largeSeed, type Simulator } from "../../simulator/index.ts";
import { KEYS, openai } from "./configs.ts";
import { coreFrontEnd } from "./core-front-end.ts";
import { dynamicFrontEnd } from "./dynamic-front-end.ts";
import { ACME } from "./lifecycle.ts";
import { pluginFrontEnd } from "./plugin-front-end.ts";
import { terraformFrontEnd } from "./terraform-front-end.ts";
import type { Recorded, Run } from "./front-end.ts";

describe.each([coreFrontEnd, dynamicFrontEnd, pluginFrontEnd, terraformFrontEnd])(
  "many resources in one run: $name",
  (frontEnd) => {
    let simulator: Simulator;
    let run: Run;

    beforeEach(async () => {
      simulator = await createSimulator({ tokenInterval: 0 });
      run = start();
    });
    afterEach(() => simulator.close());

    it("30 refreshes of one organization ask once for a token and once for the identity", async () => {
      const recorded = await run.create(openai);
      simulator.clearRequests();
      run = start();
      await Promise.all(Array.from({ length: 30 }, () => run.read(recorded)));
      expect(count("/v2/auth/token")).toBe(1);
      expect(count("/v2/whoami")).toBe(1);
    });

    it("30 tenants share one token of their parent, and have one each", async () => {
      await simulator.close();
      simulator = await createSimulator({ tokenInterval: 0, seed: largeSeed({ tenants: 30 }) });
      run = start();
      const tenants = Array.from(
        { length: 30 },
        (_, n) => `org-tenant-${String(n + 1).padStart(3, "0")}`,
      );
      await Promise.all(tenants.map((tenant) => run.create({ ...openai, tenant })));
      expect(count("/v2/auth/token")).toBe(31);
      expect(simulator.audit.map(({ organizationId }) => organizationId).sort()).toEqual(tenants);
    });

    it("a second create for one organization is refused, whichever comes first", async () => {
      const results = await Promise.allSettled([run.create(openai), run.create(openai)]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const reasons = results.map(
        (result) => result.status === "rejected" && result.reason.message,
      );
      expect(reasons).toContainEqual(expect.stringContaining("[DUPLICATE_RESOURCE]"));
      expect(simulator.audit).toHaveLength(1);
    });

    it("a second resource for an organization that is managed already is refused in the plan", async () => {
      const recorded = await run.create(openai);
      run = start();
      await run.check(openai);
      await run.plan(openai, recorded);
      const twin = { openai: { apiKey: KEYS.openai[1] } };
      await expect(run.create(twin)).rejects.toThrow("[DUPLICATE_RESOURCE]");
      expect(simulator.audit).toHaveLength(1);
    });

    it("a second resource that is taken away leaves the integration to the first", async () => {
      const first = await run.create(openai);
      run = start();
      await run.check(openai);
      await run.plan(openai, first);
      // An engine that applies in another process than it plans in cannot leave it there, and refuses the plan.
      const removal = await run.remove(first).then(() => "left in place", String);
      expect(removal).toMatch(/left in place|\[DUPLICATE_RESOURCE\]/);
      expect(simulator.state("org-acme").integration).not.toBeNull();
    });

    it("a resource under a new name takes over, and the removal of the old one leaves the integration", async () => {
      const old = await run.create(openai);
      run = start();
      const renamed: Recorded = await run.create(openai);
      await run.remove(old);
      expect(renamed.id).toBe("org-acme");
      expect(simulator.state("org-acme").integration).not.toBeNull();
    });

    function start(): Run {
      const env: Record<string, string> = {
        ...ACME,
        SIGMA_BASE_URL: simulator.url,
        SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
        SIGMA_TOKEN_INTERVAL: "0",
      };
      return frontEnd.start({
        env: (name) => env[name],
        file: async () => "",
        print: () => undefined,
      });
    }

    function count(path: string): number {
      return simulator.requests.filter((request) => request.path === path).length;
    }
  },
);
