import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { describeWithTool } from "../../support/engine/requirement.ts";
import { obtainTerraform } from "../../support/engine/terraform.ts";
import { type PackedPackage, packPackage } from "../../support/packed-package.ts";
import { OUTSIDE } from "../terraform/support/configs.ts";
import { type Checkout, createCheckout, SECRETS } from "./support/checkout.ts";
import { runPipeline } from "./support/gitlab.ts";
import { expectEnded } from "./support/expect-ended.ts";
import { expectNoSecret } from "./support/no-secret.ts";
import type { JobRun } from "./support/run-job.ts";

await describeWithTool("GitLab's pipeline", obtainTerraform, ({ binDirs }) => {
  let packed: PackedPackage;
  let checkout: Checkout;
  const runs: JobRun[] = [];
  beforeAll(async () => {
    packed = await packPackage();
    checkout = await createCheckout(binDirs, packed.folder);
  });
  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await packed.remove();
  });

  const start = async (source: string, branch = "main") => {
    const ended = await runPipeline(checkout, {
      variables: {
        CI_PIPELINE_SOURCE: source,
        CI_DEFAULT_BRANCH: "main",
        ...(source === "merge_request_event"
          ? {}
          : { CI_COMMIT_BRANCH: branch, SIGMA_BASE_URL: checkout.simulator.url }),
      },
      vault: SECRETS,
    });
    if (ended) runs.push(ended);
    return ended;
  };
  const fileOf = (name: string): Promise<string> => readFile(join(checkout.folder, name), "utf8");

  it("the default branch is applied, another is not", async () => {
    expect(await start("push", "feature")).toBeUndefined();
    expectEnded(await start("push"), "apply", "success");
    expect(checkout.simulator.state("org-acme").integration).not.toBeNull();
  });

  it("a merge request shows the change, without credentials", async () => {
    checkout.requests();
    await checkout.edit("infra/terraform/main.tf", "gpt-41", "gpt-51");
    const ended = await start("merge_request_event");
    expectEnded(ended, "plan", "success");
    expect(checkout.requests()).toEqual([]);
    expect([...(ended?.variables ?? [])]).not.toContain("SIGMA_CLIENT_SECRET");
    expect(await fileOf("plan.txt")).toContain('"gpt-41" -> "gpt-51"');
    await checkout.edit("infra/terraform/main.tf", "gpt-51", "gpt-41");
  });

  it("at night drift is a failed test, and its history is kept", async () => {
    expectEnded(await start("schedule"), "drift", "success");
    await checkout.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
    expectEnded(await start("schedule"), "drift", "failure");
    expect(await fileOf("drift.xml")).toContain('tests="1" failures="1" errors="0"');
    expect((await fileOf("drift.jsonl")).split("\n")).toHaveLength(3);
  });

  it("no key is left anywhere", async () => {
    await expectNoSecret(checkout, runs);
  });
});
