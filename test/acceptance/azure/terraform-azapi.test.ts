import { expect, it } from "@jest/globals";
import { createManualClock } from "../../../simulator/index.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { REQUEST } from "../terraform/support/configs.ts";
import { describeWithAzapi, startAzapiStack } from "./support/azapi.ts";
import { ALLOWED, deleted, digestsOf, integrationOf, put, writesOf } from "./support/chain.ts";

const CHAIN = ["", "/deployments/gpt-4.1", "/deployments/text-embedding-3-small"];

await describeWithAzapi("examples/terraform/azure", (engine) => {
  it("is refused until Sigma's addresses are in the rules, then accepted; keys rotate; goes in order", async () => {
    await using stack = await startAzapiStack(engine, "azure");
    const { simulator, arm } = stack;
    const writes = writesOf(simulator);

    const refused = await stack.apply({ sigma_addresses: ["198.51.100.7"], validation_wait: "0s" });
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toMatch(
      /Failed to validate.*Allow each of Sigma's addresses in the firewall of "sigma-ai-/,
    );
    const account = await stack.accountName();
    expect(writes()).toEqual([...CHAIN.map((path) => put(account, path)), REQUEST.save]);
    expect(integrationOf(simulator)).toBeNull();

    const applied = await stack.apply(ALLOWED);
    expect(applied.output).toContain("1 added, 1 changed, 0 destroyed");
    expect(writes()).toEqual([put(account), REQUEST.save]);
    expect(await stack.plan(ALLOWED)).toMatchObject({ code: 0 });
    const { key1 } = await arm.keys(account);
    expect(integrationOf(simulator)).toMatchObject({ keyDigests: digestsOf(key1) });

    const { key2 } = await arm.regenerate(account, "Key2");
    expect(await stack.plan(ALLOWED)).toMatchObject({ code: 0 });
    const second = { ...ALLOWED, key: 2 };
    const rotated = await stack.apply(second);
    expect(rotated.output).toContain("0 added, 1 changed, 0 destroyed");
    expect(integrationOf(simulator)).toMatchObject({ keyDigests: digestsOf(key2) });
    await arm.regenerate(account, "Key1");
    expect(await stack.plan(second)).toMatchObject({ code: 0 });

    writes();
    expect(await stack.destroy(second)).toMatchObject({ code: 0 });
    expect(writes()).toEqual([
      REQUEST.remove,
      ...CHAIN.toReversed().map((path) => deleted(account, path)),
    ]);
    expect(integrationOf(simulator)).toBeNull();

    const again = await stack.apply(second);
    expect(again.code).toBe(1);
    expect(unwrapped(again.output)).toContain("has been soft-deleted");
    expect(await stack.apply({ ...second, suffix: "again" })).toMatchObject({ code: 0 });
  });

  it("a busy account fails the apply readably, and the next one goes on where it stopped", async () => {
    const clock = createManualClock();
    await using stack = await startAzapiStack(engine, "azure", {
      clock,
      azure: { busyTime: 1500 },
    });
    const writes = writesOf(stack.simulator);
    const runs = [];
    while (runs.length < CHAIN.length) {
      const run = await stack.apply(ALLOWED);
      runs.push({ code: run.code, text: unwrapped(run.output), writes: writes() });
      clock.advance(1500);
    }
    expect(runs.map(({ code }) => code)).toEqual([1, 1, 0]);
    for (const { text } of runs.slice(0, 2)) {
      expect(text).toMatch(
        /Another operation is being performed.*RequestConflict|RequestConflict.*Another operation is being performed/,
      );
    }
    const account = await stack.accountName();
    const [first, language, embedding] = CHAIN.map((path) => put(account, path));
    expect(runs.map((run) => run.writes)).toEqual([
      [first, language],
      [language, embedding],
      [embedding, REQUEST.save],
    ]);
    expect(await stack.plan(ALLOWED)).toMatchObject({ code: 0 });
  });
});
