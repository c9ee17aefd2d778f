import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { digest } from "../../../simulator/index.ts";
import { obtainOpenTofu } from "../../support/engine/opentofu.ts";
import { obtainPulumi } from "../../support/engine/pulumi.ts";
import { describeWithTool } from "../../support/engine/requirement.ts";
import { obtainTerraform } from "../../support/engine/terraform.ts";
import { type PackedPackage, packPackage } from "../../support/packed-package.ts";
import { OUTSIDE } from "../terraform/support/configs.ts";
import { type Checkout, createCheckout, initStack, SECRETS, stateUrl } from "./support/checkout.ts";
import { expectEnded } from "./support/expect-ended.ts";
import { expectNoSecret } from "./support/no-secret.ts";
import { runAction, runWorkflow } from "./support/github.ts";
import type { JobRun } from "./support/run-job.ts";

const EVENTS = {
  pull: {
    "github.event_name": "pull_request",
    "github.event.pull_request.head.repo.full_name": "contoso/infrastructure",
    "github.event.pull_request.number": "7",
  },
  push: { "github.event_name": "push" },
  night: { "github.event_name": "schedule" },
} as const;

/** What GitHub tells every run of itself. */
const RUN = {
  "github.repository": "contoso/infrastructure",
  "github.token": "a token",
  "github.server_url": "https://github.com",
  "github.run_id": "1",
} as const;

const CREDENTIALS = {
  SIGMA_CLIENT_ID: SECRETS["sigma-client-id"],
  SIGMA_CLIENT_SECRET: SECRETS["sigma-client-secret"],
};

const FILES = {
  terraform: "sigma-terraform.yml",
  opentofu: "sigma-opentofu.yml",
  pulumi: "sigma-pulumi.yml",
} as const;

await describeWithTool(
  "GitHub's workflows",
  async (options) => {
    const terraform = await obtainTerraform(options);
    const copies = [await obtainPulumi(options), await obtainOpenTofu(options), terraform];
    return { ...terraform, binDirs: copies.flatMap(({ binDirs }) => binDirs) };
  },
  ({ binDirs }) => {
    let packed: PackedPackage;
    beforeAll(async () => {
      packed = await packPackage();
    });
    afterAll(() => packed.remove());

    describe.each(["terraform", "opentofu", "pulumi"] as const)("%s", (name) => {
      let checkout: Checkout;
      const runs: JobRun[] = [];
      beforeAll(async () => {
        checkout = await createCheckout(binDirs, packed.folder);
        if (name === "pulumi") await initStack(checkout, "prod");
      });
      afterAll(async () => checkout[Symbol.asyncDispose]());

      const file = name === "pulumi" ? "infra/pulumi/index.ts" : "infra/terraform/main.tf";
      const preview = name === "pulumi" ? "preview" : "plan";
      const start = async (event: keyof typeof EVENTS) => {
        const given = {
          values: { ...valuesOf(checkout), ...EVENTS[event] },
          leaves: {
            "pulumi/auth-actions": { PULUMI_BACKEND_URL: stateUrl(checkout) },
            "pulumi/esc-action": {
              ...CREDENTIALS,
              SIGMA_BASE_URL: checkout.simulator.url,
              AZURE_OPENAI_KEY: SECRETS["azure-openai-key"],
            },
          },
        };
        const ended = await runWorkflow(checkout, FILES[name], given);
        runs.push(ended);
        return ended;
      };
      const issues = async () => (await checkout.standIns.github()).issues;

      it("on main the integration is applied", async () => {
        expectEnded(await start("push"), "apply", "success");
        const { integration } = checkout.simulator.state("org-acme");
        expect(integration?.keyDigests["languageModel.apiKey"]).toBe(
          digest(SECRETS["azure-openai-key"]),
        );
      });

      it("on a pull request the change is shown in one comment, without credentials", async () => {
        checkout.requests();
        await checkout.edit(file, "gpt-41", "gpt-51");
        const ended = await start("pull");
        expectEnded(ended, preview, "success");
        expect(checkout.requests()).toEqual([]);
        const names = [...ended.variables].filter((each) => /^SIGMA_|KEY/.test(each));
        expect(names.sort()).toEqual(["SIGMA_AI_VENDOR_ORIGINS", "SIGMA_TOKEN_INTERVAL"]);
        const { comments } = await checkout.standIns.github();
        expect(comments["7"]).toEqual([
          expect.stringMatching(/^### .*```text.*"gpt-41" [-=]> "gpt-51"/s),
        ]);
        expect(ended.summary).toBe(comments["7"]?.[0]);
        // Nothing else is to change: a key that a pull request does not have is no change.
        expect(ended.output).not.toMatch(/apiKey: changes|credential.*changes/);
        if (name === "pulumi") await checkout.edit(file, "gpt-51", "gpt-41");
      });

      if (name === "terraform") {
        it("a second push to the pull request brings its comment up to date", async () => {
          await checkout.edit(file, "gpt-51", "gpt-41");
          expectEnded(await start("pull"), preview, "success");
          const { comments } = await checkout.standIns.github();
          expect(comments["7"]).toHaveLength(1);
          expect(comments["7"]?.[0]).not.toContain("gpt-51");
        });
      }

      if (name === "opentofu") {
        it("after the merge the change is at Sigma", async () => {
          expectEnded(await start("push"), "apply", "success");
          const { integration } = checkout.simulator.state("org-acme");
          expect(JSON.stringify(integration)).toContain("gpt-51");
        });
      }

      it("what drifted opens an issue at night", async () => {
        await checkout.simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });
        const ended = await start("night");
        expectEnded(ended, "drift", "failure");
        expect(ended.summary).toMatch(/drifted.*vendor changed outside/s);
        expect(await issues()).toEqual([
          expect.objectContaining({ open: true, body: ended.summary }),
        ]);
        const sarif = await readFile(join(checkout.folder, "drift.sarif"), "utf8");
        expect(JSON.parse(sarif).runs[0].results).toHaveLength(1);
      });

      if (name === "terraform") {
        it("the next night it is the same issue, and once all is in step it is closed", async () => {
          expectEnded(await start("night"), "drift", "failure");
          expect(await issues()).toHaveLength(1);
          expectEnded(await start("push"), "apply", "success");
          expectEnded(await start("night"), "drift", "success");
          expect(await issues()).toEqual([expect.objectContaining({ open: false })]);
          expectEnded(await start("night"), "drift", "success");
          expect(await issues()).toHaveLength(1);
        });
      }

      it("no key is left anywhere", async () => {
        await expectNoSecret(checkout, runs);
      });
    });

    it.each([
      ["has no report", undefined, /^The check ended before .*\[the run\]\(https:.*\/runs\/1\)/],
      ["is empty", "", /^The check ended before /],
      [
        "is longer than an issue may be",
        "| é | drifted |\n".repeat(5000),
        /^This is the beginning .*\/runs\/1\)\.\n\n(\| é \| drifted \|\n){3000,}$/,
      ],
    ])("a check that failed and %s opens an issue that says so", async (_, markdown, body) => {
      await using checkout = await createCheckout(binDirs, packed.folder);
      if (markdown !== undefined) await writeFile(join(checkout.folder, "drift.md"), markdown);
      const inputs = { outcome: "failure" };
      const action = "./.github/actions/report-drift";
      // The second one brings the issue of the first up to date.
      const nights = [
        await runAction(checkout, action, inputs, { values: RUN }),
        await runAction(checkout, action, inputs, { values: RUN }),
      ];
      expect(nights.map(({ status }) => status)).toEqual(["success", "success"]);
      expect(nights[0]?.summary).toContain(markdown ?? "The check ended");
      const { issues } = await checkout.standIns.github();
      expect(issues).toEqual([expect.objectContaining({ body: expect.stringMatching(body) })]);
      expect(Buffer.byteLength(issues[0]?.body ?? "")).toBeLessThan(61_000);
    });

    it("a failure of the check itself opens an issue too, and one of the setup does not", async () => {
      await using checkout = await createCheckout(binDirs, packed.folder);
      const given = { values: RUN };
      const report = (outcome: string) =>
        runAction(checkout, "./.github/actions/report-drift", { outcome }, given);
      expect(await report("skipped")).toMatchObject({ status: "success", steps: [] });
      await writeFile(join(checkout.folder, "drift.md"), "1 not checked");
      expect(await report("failure")).toMatchObject({
        status: "success",
        summary: "1 not checked",
      });
      const { issues } = await checkout.standIns.github();
      expect(issues).toEqual([expect.objectContaining({ open: true, label: "sigma-drift" })]);
    });
  },
);

function valuesOf({ simulator }: Checkout): Record<string, string> {
  return {
    ...RUN,
    "vars.PULUMI_STACK": "prod",
    "vars.PULUMI_ORGANIZATION": "contoso",
    "vars.AZURE_CLIENT_ID": "00000000-0000-0000-0000-000000000001",
    "vars.AZURE_PLAN_CLIENT_ID": "00000000-0000-0000-0000-000000000002",
    "vars.AZURE_TENANT_ID": "00000000-0000-0000-0000-000000000003",
    "vars.KEY_VAULT": "contoso-sigma",
    "vars.SIGMA_BASE_URL": simulator.url,
    "secrets.SIGMA_CLIENT_ID": SECRETS["sigma-client-id"],
    "secrets.SIGMA_CLIENT_SECRET": SECRETS["sigma-client-secret"],
    "secrets.AZURE_OPENAI_KEY": SECRETS["azure-openai-key"],
  };
}
