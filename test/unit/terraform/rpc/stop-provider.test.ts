import { describe, expect, it } from "@jest/globals";
import { RESOURCE } from "../../../../provider/terraform/schema.ts";
import type { FaultInput, Simulator } from "../../../../simulator/index.ts";
import { until } from "../../../support/until.ts";
import { KEYS, openai } from "../support/configs.ts";
import { asDynamic, RPC } from "../support/process.ts";
import { errorsOf, shownOf } from "../support/shown.ts";
import { connect, simulate } from "../support/terraform.ts";

const CONFIGS = "/v2/organizations/settings/aiConfigs";
const LONG = { kind: "delay", ms: 600_000 } as const;

/** Whether Sigma has been sent a save that it has not answered. */
const isSaving = ({ requests }: Simulator) =>
  requests.some(
    ({ method, path, status }) => method === "POST" && path === CONFIGS && status === 0,
  );

describe("the user's Ctrl-C", () => {
  it("ends a save that Sigma has carried out: the state is as Sigma says, and is recorded", async () => {
    const simulator = await simulate();
    simulator.fault({ method: "POST", path: CONFIGS, when: "after", effect: LONG });
    const terraform = await connect(simulator);
    const { state: planned } = await terraform.plan(openai(), null);
    const applying = terraform.apply(openai(), null, planned);
    await until(() => simulator.state("org-acme").integration !== null);
    await terraform.stop();
    const { state, shown } = await applying;
    expect(errorsOf(shown)).toEqual([]);
    expect(state).toMatchObject({
      id: "org-acme",
      applied_revision: "api:1",
      status: "configured",
    });
    expect((await (await connect(simulator)).plan(openai(), state)).state).toEqual(state);
  });

  it("ends a create that Sigma has not carried out: nothing is recorded, and the next one converges", async () => {
    const simulator = await simulate();
    simulator.fault({ method: "POST", path: CONFIGS, effect: LONG });
    const terraform = await connect(simulator);
    const { state: planned } = await terraform.plan(openai(), null);
    const applying = terraform.apply(openai(), null, planned);
    await until(() => isSaving(simulator));
    await terraform.stop();
    const { state, shown } = await applying;
    expect([errorsOf(shown), state]).toEqual([["SAVE_OUTCOME_UNKNOWN"], null]);
    expect(simulator.state("org-acme").integration).toBeNull();
    expect((await (await connect(simulator)).settle(openai()))["id"]).toBe("org-acme");
  });

  it("ends an update that Sigma has not carried out: the state stays as it was", async () => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(openai());
    simulator.fault({ method: "POST", path: CONFIGS, effect: LONG });
    const config = openai({ api_key_wo: KEYS.openaiNew });
    const terraform = await connect(simulator);
    const { state: planned } = await terraform.plan(config, prior);
    const applying = terraform.apply(config, prior, planned);
    await until(() => isSaving(simulator));
    await terraform.stop();
    const { state, shown } = await applying;
    expect([errorsOf(shown), state]).toEqual([["SAVE_OUTCOME_UNKNOWN"], prior]);
    const settled = await (await connect(simulator)).settle(config, prior);
    expect(settled["applied_revision"]).toBe("api:2");
  });

  it.each<[string, FaultInput]>([
    ["for the read before the save", { method: "GET", path: CONFIGS, effect: LONG }],
    ["for a token", { method: "POST", path: "/v2/auth/token", effect: LONG }],
  ])("ends the wait %s, with nothing saved", async (_, fault) => {
    const simulator = await simulate();
    simulator.fault(fault);
    const terraform = await connect(simulator);
    const { state: planned } = await terraform.plan(openai(), null);
    const applying = terraform.apply(openai(), null, planned);
    await until(() => simulator.faults().length === 0);
    await terraform.stop();
    const { state, shown } = await applying;
    expect([errorsOf(shown), state]).toEqual([["CANCELLED"], null]);
    expect(isSaving(simulator)).toBe(false);
  });

  it("ends what comes afterwards too: a refresh leaves the state", async () => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(openai());
    const terraform = await connect(simulator);
    await terraform.stop();
    const { state, shown } = await terraform.read(prior);
    expect([errorsOf(shown), state]).toEqual([["CANCELLED"], prior]);
  });
});

describe("a query", () => {
  it.each(["the user's Ctrl-C", "the end of the call"])(
    "ends with one error at %s",
    async (how) => {
      const simulator = await simulate();
      simulator.fault({ method: "GET", path: CONFIGS, after: 1, effect: LONG });
      const { process, stop } = await connect(simulator);
      const { signal, abort } = controller();
      const config = asDynamic({ include_parent: null });
      const request = { typeName: RESOURCE, config, limit: 100 };
      const listing = process.stream(RPC.listResource, request, signal);
      await until(() => simulator.faults().length === 0);
      if (how === "the end of the call") abort();
      else await stop();
      const events = await listing;
      expect(events.map(({ message }) => errorsOf(shownOf(message.diagnostic)))).toEqual([
        ["CANCELLED"],
      ]);
    },
  );
});

describe("a call that Terraform gives up", () => {
  it("ends by itself, and leaves the others", async () => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(openai());
    const terraform = await connect(simulator);
    const { signal, abort } = controller();
    abort();
    const { state, shown } = await terraform.read(prior, signal);
    expect([errorsOf(shown), state]).toEqual([["CANCELLED"], prior]);
    expect((await terraform.read(prior)).shown).toEqual([]);
  });

  it("in the middle of a save is settled all the same", async () => {
    const simulator = await simulate();
    simulator.fault({ method: "POST", path: CONFIGS, when: "after", effect: LONG });
    const terraform = await connect(simulator);
    const { signal, abort } = controller();
    const applying = terraform.apply(openai(), null, openai(), signal);
    await until(() => simulator.state("org-acme").integration !== null);
    abort();
    expect((await applying).state?.["applied_revision"]).toBe("api:1");
  });
});

function controller(): { signal: AbortSignal; abort: () => void } {
  const made = new AbortController();
  return { signal: made.signal, abort: () => made.abort() };
}
