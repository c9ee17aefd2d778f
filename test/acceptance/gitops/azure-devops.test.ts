import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { type PackedPackage, packPackage } from "../../support/packed-package.ts";
import { OUTSIDE } from "../terraform/support/configs.ts";
import { runPipeline } from "./support/azure-devops.ts";
import { type Checkout, createCheckout, initStack, SECRETS, stateUrl } from "./support/checkout.ts";
import { expectEnded } from "./support/expect-ended.ts";
import { expectNoSecret } from "./support/no-secret.ts";
import type { JobRun } from "./support/run-job.ts";

await describeWithEngine("Azure's pipeline", ({ binDirs }) => {
  let packed: PackedPackage;
  let checkout: Checkout;
  const runs: JobRun[] = [];
  beforeAll(async () => {
    packed = await packPackage();
    checkout = await createCheckout(binDirs, packed.folder);
    await initStack(checkout, "prod");
  });
  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await packed.remove();
  });

  const start = async (reason: string, branch = "refs/heads/main") => {
    const ended = await runPipeline(checkout, {
      variables: {
        "Build.Reason": reason,
        "Build.SourceBranch": branch,
        PULUMI_STACK: "prod",
        PULUMI_BACKEND_URL: stateUrl(checkout),
        SIGMA_BASE_URL: checkout.simulator.url,
      },
      vault: SECRETS,
    });
    runs.push(ended);
    return ended;
  };

  it("main is applied", async () => {
    expectEnded(await start("IndividualCI"), "apply", "success");
    expect(checkout.simulator.state("org-acme").integration).not.toBeNull();
  });

  it("a pull request shows the change, without credentials", async () => {
    checkout.requests();
    await checkout.edit("infra/pulumi/index.ts", "gpt-41", "gpt-51");
    const ended = await start("PullRequest", "refs/pull/7/merge");
    expectEnded(ended, "preview", "success");
    expect(checkout.requests()).toEqual([]);
    expect([...ended.variables]).not.toContain("SIGMA_CLIENT_SECRET");
    expect(ended.summary).toContain('"gpt-41" => "gpt-51"');
    await checkout.edit("infra/pulumi/index.ts", "gpt-51", "gpt-41");
  });

  it("at night drift is a failed test, on the page of the run", async () => {
    await checkout.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
    const ended = await start("Schedule");
    expectEnded(ended, "drift", "failure");
    expect(ended.summary).toMatch(/drifted.*vendor changed outside/s);
    const junit = await readFile(join(checkout.folder, "drift.xml"), "utf8");
    expect(junit).toContain('tests="1" failures="1" errors="0"');
  });

  it("no key is left anywhere", async () => {
    await expectNoSecret(checkout, runs);
  });
});
