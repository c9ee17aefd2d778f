import { describe, expect, it } from "@jest/globals";
import { digest } from "../../../simulator/index.ts";
import { membersOf, signalGroup } from "../../../provider/operations/engines/process-family.ts";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { until } from "../../support/until.ts";
import type { TerraformStack } from "../support/terraform-stack.ts";
import { ai, CONFIGS, openai, REQUEST } from "./support/configs.ts";
import { startInstalled } from "./support/stacks.ts";

interface Interruption {
  how: string;
  /** Whether Sigma has not saved yet, or has saved and not answered. */
  when: "before" | "after";
  /** Ends something of the group of processes. */
  interrupt: (group: number) => void;
  /** The engine's exit status; null where it was killed. */
  code: number | null;
  says: RegExp;
  /** The revision at Sigma after the next apply of a create. */
  revision: number;
}

const interruptions: Interruption[] = [
  {
    how: "Ctrl-C",
    when: "before",
    interrupt: (group) => signalGroup(group, "SIGINT"),
    code: 1,
    says: /Sigma reports no integration.*\[SAVE_OUTCOME_UNKNOWN\]/,
    revision: 1,
  },
  {
    how: "Ctrl-C",
    when: "after",
    interrupt: (group) => signalGroup(group, "SIGINT"),
    code: 1,
    // The provider has looked whether Sigma had saved, so that the state is right.
    says: /Creation complete/,
    revision: 1,
  },
  { ...killed("the engine", killEngine), code: null, says: /Creating\.\.\./ },
  {
    ...killed("the provider", killProvider),
    code: 1,
    says: /Plugin did not respond|Request cancelled/,
  },
];

await describeWithTerraform("an apply that is interrupted", (engine) => {
  it.each(interruptions)(
    "by $how, $when Sigma saved: no process is left, and the next apply converges",
    async ({ when, interrupt, code, says, revision }) => {
      await using stack = await startInstalled(engine, { config: ai(openai()) });
      const { ended, group } = await interrupted(stack, when, interrupt);
      expect(ended.code).toBe(code);
      expect(unwrapped(ended.output)).toMatch(says);
      await until(() => membersOf(group).length === 0);
      expect(stack.simulator.audit).toHaveLength(when === "after" ? 1 : 0);

      expect(await stack.apply()).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").revision).toBe(revision);
      expect(await stack.resources()).toHaveLength(1);
      expect(await stack.plan()).toMatchObject({ code: 0 });
    },
  );

  describe("while it edits", () => {
    it.each(["before", "after"] as const)(
      "Ctrl-C %s Sigma saved leaves a state from which the next apply goes on",
      async (when) => {
        await using stack = await startInstalled(engine, { config: ai(openai()) });
        await stack.apply();
        await stack.configure(ai(openai(`"sim-openai-key-2"`)));
        const interrupt = (pid: number): void => signalGroup(pid, "SIGINT");
        const { ended, group } = await interrupted(stack, when, interrupt);
        expect(ended.code).toBe(1);
        await until(() => membersOf(group).length === 0);
        const [resource] = await stack.resources();
        expect(resource?.instances).toMatchObject([{ attributes: { id: "org-acme" } }]);
        expect(await stack.apply()).toMatchObject({ code: 0 });
        expect(stack.simulator.state("org-acme").integration?.keyDigests).toEqual({
          apiKey: digest("sim-openai-key-2"),
        });
        expect(await stack.plan()).toMatchObject({ code: 0 });
      },
    );
  });
});

/** Starts an apply, and interrupts it when its save has come to Sigma, which does not answer. */
async function interrupted(
  stack: TerraformStack,
  when: Interruption["when"],
  interrupt: Interruption["interrupt"],
) {
  const effect = { kind: "delay", ms: 600_000 } as const;
  stack.simulator.fault({ method: "POST", path: CONFIGS, when, effect });
  const { length: saves } = stack.simulator.audit;
  stack.requests();
  const { pid, ended } = stack.project.start(["apply", "-auto-approve"]);
  await until(() => stack.requests().includes(REQUEST.save));
  await until(() => stack.simulator.audit.length === saves + (when === "after" ? 1 : 0));
  interrupt(pid);
  return { ended: await ended, group: pid };
}

function killed(what: string, interrupt: Interruption["interrupt"]) {
  // The second save completes the create.
  return { how: `a kill of ${what}`, when: "after", interrupt, revision: 2 } as const;
}

function killEngine(group: number): void {
  process.kill(group, "SIGKILL");
}

function killProvider(group: number): void {
  const providers = membersOf(group).filter((pid) => pid !== group);
  expect(providers).toHaveLength(1);
  for (const pid of providers) process.kill(pid, "SIGKILL");
}
