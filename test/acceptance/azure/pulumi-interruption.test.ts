import { expect, it } from "@jest/globals";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { until } from "../../support/until.ts";
import { azureProgram, startAzureStack, type AzureStack } from "./support/pulumi-azure-stack.ts";

const ARM = { method: "PUT", path: "/subscriptions/*" } as const;
const SIGMA = { method: "POST", path: "/v2/organizations/settings/aiConfigs" } as const;

/** Where the engine is killed: at which request, and how many like it came before. */
const places = [
  ["before Azure makes the account", ARM, 0, "before"],
  ["between the two deployments", ARM, 2, "before"],
  ["after Sigma saved", SIGMA, 0, "after"],
] as const;

await describeWithEngine("AzureOpenAiForSigma, an engine that is killed", (engine) => {
  it.each(places)("%s: the next up completes it", async (_, request, after, when) => {
    await using stack = await startAzureStack(engine, { program: azureProgram() });
    await killAt(stack, request, after, when);
    await expectCompleted(stack);
  });

  it("while Azure makes the account: azure-native takes it for another's until it is purged", async () => {
    await using stack = await startAzureStack(engine, { program: azureProgram() });
    await killAt(stack, ARM, 0, "after");
    const { code, output } = await stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("cannot create already existing resource");
    await stack.purgeAccount();
    await expectCompleted(stack);
  });
});

/** Kills the engine while a request is under way, and takes back the lock that it leaves behind. */
async function killAt(
  { simulator, project }: AzureStack,
  { method, path }: typeof ARM | typeof SIGMA,
  after: number,
  when: "before" | "after",
): Promise<void> {
  simulator.fault({ method, path, after, when, effect: { kind: "delay", ms: 600_000 } });
  const killer = new AbortController();
  const killed = project.pulumi(["up", "--yes", "--skip-preview"], {}, killer.signal);
  const prefix = path.replace("*", "");
  await until(() => {
    const alike = simulator.requests.filter(
      (request) => request.method === method && request.path.startsWith(prefix),
    );
    return alike.length > after;
  });
  killer.abort();
  expect((await killed).code).not.toBe(0);
  await project.pulumi(["cancel", "--yes"]);
}

async function expectCompleted(stack: AzureStack): Promise<void> {
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(stack.simulator.state("org-acme").integration).toMatchObject({ provider: "azureOpenAI" });
  expect(await stack.driftCheck()).toMatchObject({ code: 0 });
}
