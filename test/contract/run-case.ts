import { expect } from "@jest/globals";
import contract from "../../schema/sigma-contract.json" with { type: "json" };
import { createSimulator, type Simulator } from "../../simulator/index.ts";
import {
  PartialFailure,
  type FrontEnd,
  type Planned,
  type Recorded,
  type Run,
} from "./front-end.ts";
import {
  ACME,
  type LifecycleCase,
  type RunSettings,
  type Step,
  type WrittenConfig,
} from "./lifecycle.ts";

/** What is recorded between runs, as an engine keeps it. */
interface Stack {
  frontEnd: FrontEnd;
  simulator: Simulator;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether what the core waits for takes no time. */
  isInstant: boolean;
  recorded: Recorded | undefined;
}

/** What a run did. */
interface Outcome {
  error: unknown;
  planned: Planned | undefined;
  lines: string[];
  requests: string;
  vendorRequests: string;
}

/**
 * Plays a case through a front end, against a simulator of its own. After every apply that succeeds the next plan, with a
 * refresh before it, must be empty, whatever the case says.
 */
export async function runCase(
  frontEnd: FrontEnd,
  { profile, seed, env, clock, steps }: LifecycleCase,
): Promise<void> {
  const simulator = await createSimulator({
    tokenInterval: 0,
    ...(profile === undefined ? {} : { profile }),
    ...(seed === undefined ? {} : { seed }),
  });
  try {
    const connection = {
      ...ACME,
      SIGMA_BASE_URL: simulator.url,
      SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
      SIGMA_EU_BASE_URL: simulator.url,
      SIGMA_TOKEN_INTERVAL: "0",
      ...env,
    };
    const isInstant = clock === "instant";
    const stack: Stack = { frontEnd, simulator, env: connection, isInstant, recorded: undefined };
    for (const [index, step] of steps.entries()) await play(stack, step, `step ${index + 1}`);
  } finally {
    await simulator.close();
  }
}

async function play(stack: Stack, step: Step, name: string): Promise<void> {
  if ("world" in step) {
    await step.world(stack.simulator);
    return;
  }
  const outcome = await engineRun(stack, step, async (run) => {
    if (step.refresh === true || "refreshOnly" in step) await refresh(stack, run);
    if ("apply" in step) return apply(stack, run, step.apply);
    if ("preview" in step) return preview(stack, run, step.preview);
    if ("destroy" in step) return destroy(stack, run);
    return undefined;
  });
  verify(stack, step, outcome, name);
  if ("apply" in step && step.fails === undefined) await expectNothingMore(stack, step, name);
}

/** One run of the engine: a new process of the front end, and what it printed and sent. */
async function engineRun(
  { frontEnd, simulator, env, isInstant }: Stack,
  settings: RunSettings,
  work: (run: Run) => Promise<Planned | undefined>,
): Promise<Outcome> {
  const variables = { ...env, ...settings.env };
  const lines: string[] = [];
  const before = simulator.requests.length;
  const vendorsBefore = simulator.vendorRequests.length;
  const run = frontEnd.start({
    env: (name) => variables[name],
    file: async (path) => {
      const text = settings.files?.[path];
      if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      return text;
    },
    print: (line) => {
      lines.push(line);
      if (settings.when?.says.test(line) === true) settings.when.act(simulator);
    },
    ...(isInstant ? { clock: instantClock() } : {}),
  });
  let planned: Planned | undefined;
  let error: unknown;
  try {
    planned = await work(run);
  } catch (thrown) {
    error = thrown;
  }
  const requests = simulator.requests.slice(before).map(operationOf).join(" ");
  const vendorRequests = simulator.vendorRequests
    .slice(vendorsBefore)
    .map(({ host, method, path }) => `${host} ${method} ${path}`)
    .sort()
    .join(" ");
  return { error, planned, lines, requests, vendorRequests };
}

/** A clock on which waiting takes no time of ours. */
function instantClock() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

async function refresh(stack: Stack, run: Run): Promise<void> {
  if (stack.recorded !== undefined) stack.recorded = await run.read(stack.recorded);
}

async function preview(
  stack: Stack,
  run: Run,
  config: WrittenConfig,
): Promise<Planned | undefined> {
  await run.check(config, stack.recorded);
  return stack.recorded === undefined ? undefined : run.plan(config, stack.recorded);
}

async function apply(stack: Stack, run: Run, config: WrittenConfig): Promise<Planned | undefined> {
  const planned = await preview(stack, run, config);
  const old = stack.recorded;
  try {
    if (old === undefined) stack.recorded = await run.create(config);
    else if (planned === "update") stack.recorded = await run.update(config, old);
    else if (planned === "replace") {
      stack.recorded = await run.create(config);
      await run.remove(old);
    }
  } catch (error) {
    if (error instanceof PartialFailure) stack.recorded = error.recorded;
    throw error;
  }
  return planned;
}

async function destroy(stack: Stack, run: Run): Promise<undefined> {
  if (stack.recorded !== undefined) await run.remove(stack.recorded);
  stack.recorded = undefined;
}

function verify(stack: Stack, step: RunSettings, outcome: Outcome, name: string): void {
  const { error, planned, lines, requests, vendorRequests } = outcome;
  const message = error instanceof Error ? error.message : error;
  if (step.fails === undefined) expect([name, message]).toEqual([name, undefined]);
  else expect([name, codeIn(message)]).toEqual([name, step.fails]);
  if (step.requests !== undefined) expect([name, requests]).toEqual([name, step.requests]);
  if (step.vendorRequests !== undefined)
    expect([name, vendorRequests]).toEqual([name, step.vendorRequests]);
  if (step.message !== undefined)
    expect([name, message]).toEqual([name, expect.stringMatching(step.message)]);
  expectNoKey(String(message), ...lines);
  if (step.plan !== undefined) expect([name, planned]).toEqual([name, step.plan]);
  for (const wanted of step.says ?? []) {
    expect([name, lines]).toEqual([name, expect.arrayContaining([expect.stringMatching(wanted)])]);
  }
  for (const line of lines) expect(line).toMatch(/^(?:org-[\w-]+|sigma): \S[^\n]*$/);
  if (step.recorded !== undefined)
    expect([name, stack.recorded !== undefined]).toEqual([name, step.recorded]);
  if (step.state !== undefined) {
    const state = stack.recorded && stack.frontEnd.state(stack.recorded);
    expect([name, state]).toEqual([name, expect.objectContaining(step.state)]);
  }
  if (step.sigma !== undefined) {
    const organization = stack.recorded?.id ?? "org-acme";
    const at = stack.simulator.state(organization).integration;
    expect([name, at?.provider ?? null]).toEqual([name, step.sigma]);
  }
}

/** After every apply the next plan is empty, at once and after a refresh, and the refresh finds nothing new. */
async function expectNothingMore(
  stack: Stack,
  step: { apply: WrittenConfig } & RunSettings,
  name: string,
): Promise<void> {
  // A step may have been run without a connection; a refresh needs one.
  const given = Object.entries(step.env ?? {}).filter(([, value]) => value !== undefined);
  const settings = { ...step, env: Object.fromEntries(given) };
  const applied = stack.recorded && stack.frontEnd.state(stack.recorded);
  for (const refreshed of [false, true]) {
    const { error, planned } = await engineRun(stack, settings, async (run) => {
      if (refreshed) await refresh(stack, run);
      return preview(stack, run, step.apply);
    });
    const which = `${name}: the plan afterwards${refreshed ? ", refreshed" : ""}`;
    expect([which, error, planned]).toEqual([which, undefined, "none"]);
  }
  const refreshed = stack.recorded && stack.frontEnd.state(stack.recorded);
  expect([name, refreshed]).toEqual([name, applied]);
}

/** Keys of the simulator begin with the same letters, and are shown to nobody. */
function expectNoKey(...texts: string[]): void {
  for (const text of texts) expect(text).not.toMatch(/sim-[a-z]+-key/);
}

function codeIn(message: unknown): string | undefined {
  return /\[([A-Z_]+)[\],]/.exec(String(message))?.[1] ?? String(message);
}

/** A request's name in the contract; a route that is not in it is shown as it is. */
function operationOf({ method, path }: { method: string; path: string }): string {
  const found = Object.entries(contract.operations).find(
    ([, operation]) => operation.method === method && matches(operation.path, path),
  );
  return found?.[0] ?? `${method} ${path}`;
}

function matches(template: string, path: string): boolean {
  const pattern = template.replaceAll(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(path);
}
