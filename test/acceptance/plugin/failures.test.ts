import { spawnSync } from "node:child_process";
import { expect, it } from "@jest/globals";
import { descendantsOf, isRunning } from "../../../provider/operations/engines/process-family.ts";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { until } from "../../support/until.ts";
import { integration, startYamlStack } from "./support/yaml-stack.ts";

const OPENAI = "openai: { apiKey: sim-openai-key-1 }";
const CONFIGS = "/v2/organizations/settings/aiConfigs";
const SAVE = { method: "POST", path: CONFIGS } as const;

/** The processes of the plugin among those that this one has started. */
function plugins(): number[] {
  return descendantsOf([process.pid]).filter((pid) => {
    const { stdout } = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
    return stdout.includes("pulumi-resource-sigma");
  });
}

await describeWithEngine(
  "what goes wrong with the plugin",
  (engine) => {
    it("a save that fails records nothing, and the next up adds", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      stack.simulator.fault({ ...SAVE, effect: { kind: "status", status: 400 } });
      expect((await stack.up()).code).not.toBe(0);
      expect(await stack.resources()).toEqual([]);
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(stack.simulator.audit.map(({ event }) => event)).toEqual(["AI_PROVIDER_ADDED"]);
    });

    it("a save that Sigma reports differently keeps the id, fails, and is put right by the next up", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      stack.simulator.fault({
        ...SAVE,
        effect: { kind: "status", status: 200, body: { provider: "gemini", revision: 1 } },
      });
      const failed = await stack.up();
      expect(failed.code).not.toBe(0);
      expect(failed.output).toContain("[SAVED_DIFFERENTLY]");
      const [resource] = await stack.resources();
      expect(resource).toMatchObject({ id: "org-acme", initErrors: [expect.any(String)] });
      expect(resource?.inputs["openai"]).toMatchObject({
        apiKey: { ciphertext: expect.any(String) },
      });
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    });

    it.each(["before", "after"] as const)(
      "a plugin killed in a create, %s Sigma saved, fails the up, and the next one converges",
      async (when) => {
        await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
        stack.simulator.fault({ ...SAVE, when, effect: { kind: "delay", ms: 600_000 } });
        const killed = stack.up();
        await until(() => stack.requests().includes(`POST ${CONFIGS}`));
        const found = plugins();
        expect(found.length).toBeGreaterThan(0);
        for (const pid of found) process.kill(pid, "SIGKILL");
        expect((await killed).code).not.toBe(0);
        expect(stack.simulator.audit).toHaveLength(when === "after" ? 1 : 0);

        expect(await stack.up()).toMatchObject({ code: 0 });
        const events = stack.simulator.audit.map(({ event }) => event);
        expect(events[0]).toBe("AI_PROVIDER_ADDED");
        expect(events.slice(1)).toEqual(when === "after" ? ["AI_PROVIDER_EDITED"] : []);
        expect(await stack.driftCheck()).toMatchObject({ code: 0 });
      },
    );

    it("the plugin ends with an engine that is killed", async () => {
      await using stack = await startYamlStack(engine, { program: integration(OPENAI) });
      stack.simulator.fault({ ...SAVE, effect: { kind: "delay", ms: 600_000 } });
      const killer = new AbortController();
      const killed = stack.project.pulumi(["up", "--yes", "--skip-preview"], {}, killer.signal);
      await until(() => stack.requests().includes(`POST ${CONFIGS}`));
      const found = plugins();
      killer.abort();
      expect((await killed).code).not.toBe(0);
      await until(() => !found.some(isRunning));
    });
  },
  obtainPulumiYaml,
);
