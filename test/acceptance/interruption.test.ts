import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "@jest/globals";
import { descendantsOf, isRunning } from "../../provider/operations/engines/process-family.ts";
import { describeWithEngine } from "../support/engine/requirement.ts";
import { until } from "../support/until.ts";
import { startStack } from "./support/stack.ts";

await describeWithEngine("an engine that is killed, on the real engine", (engine) => {
  it.each(["before", "after"] as const)(
    "a create killed %s Sigma saved leaves no process, and is completed by the next up",
    async (when) => {
      await using stack = await startStack(engine, {
        program: `new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" } });`,
      });
      const save = { method: "POST", path: "/v2/organizations/settings/aiConfigs" };
      stack.simulator.fault({ ...save, when, effect: { kind: "delay", ms: 600_000 } });
      const others = descendantsOf([process.pid]);
      const killer = new AbortController();
      const killed = stack.project.pulumi(["up", "--yes", "--skip-preview"], {}, killer.signal);
      await until(() => stack.requests().includes(`${save.method} ${save.path}`));
      const started = descendantsOf([process.pid]).filter((pid) => !others.includes(pid));
      killer.abort();
      expect((await killed).code).not.toBe(0);
      expect(stack.simulator.audit).toHaveLength(when === "after" ? 1 : 0);
      await until(() => !started.some(isRunning));

      await stack.project.pulumi(["cancel", "--yes"]);
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "openAI" });
      expect(stack.simulator.audit.length).toBeLessThanOrEqual(2);
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    },
  );

  it("a demo that is interrupted ends in order and leaves no process", async () => {
    const demo = join(import.meta.dirname, "../../demo/main.ts");
    const child = spawn(process.execPath, [demo], { stdio: ["ignore", "pipe", "inherit"] });
    const [ended, output] = [once(child, "close"), text(child.stdout)];
    let started: number[] = [];
    // The engine, its language host, and the program.
    await until(() => (started = descendantsOf([child.pid ?? 0])).length >= 3);
    child.kill("SIGINT");
    expect(await ended).toEqual([1, null]);
    expect(await output).toContain("\nstopped\n");
    await until(() => !started.some(isRunning));
  });
});
