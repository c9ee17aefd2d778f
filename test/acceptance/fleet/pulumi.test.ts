import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { startStack } from "../support/stack.ts";

const FLEET = join(import.meta.dirname, "../../../examples/fleet");
const ORGANIZATIONS = ["org-acme", "org-acme-emea", "org-acme-apac"];

await describeWithEngine("the fleet on Pulumi", (engine) => {
  it("has each organization in one shard, and no key in its state", async () => {
    await using stack = await startStack(engine, { program: "" });
    const { folder } = stack.project;
    await cp(join(FLEET, "organizations.json"), join(folder, "organizations.json"));
    await cp(join(FLEET, "pulumi"), join(folder, "pulumi"), { recursive: true });
    stack.project.setEnv({
      OPENAI_API_KEY: "sim-openai-key-1",
      GEMINI_API_KEY: "sim-gemini-key-1",
      ANTHROPIC_API_KEY: "sim-anthropic-key-1",
    });
    const providers = () =>
      ORGANIZATIONS.map((id) => stack.simulator.state(id).integration?.provider ?? null);
    const seen: (string | null)[][] = [];
    for (const shard of ["1/2", "2/2"]) {
      const name = `shard-${shard.replace("/", "-of-")}`;
      const ended = await stack.project.shell(
        `cd pulumi && pulumi stack init ${name} && pulumi config set shard ${shard} &&
         pulumi up --yes --skip-preview --non-interactive && pulumi stack export`,
      );
      expect(ended).toMatchObject({ code: 0 });
      expect(ended.output).not.toMatch(/sim-\w+-key/);
      seen.push(providers());
    }
    expect(seen).toEqual([
      ["openAI", "gemini", null],
      ["openAI", "gemini", "anthropic"],
    ]);
    stack.requests();
    // A slip is not all of them, and not none of them.
    for (const shard of ["1-2", "3/2"]) {
      const slip = await stack.project.shell(
        `cd pulumi && pulumi preview --non-interactive --config shard=${shard} --config-file slip.yaml`,
      );
      expect(slip.output).toContain(`shard: "${shard}" is no part`);
      expect(slip.code).not.toBe(0);
    }
    expect(stack.requests()).toEqual([]);
    expect(
      await stack.project.shell(
        "cd pulumi && pulumi preview --refresh --expect-no-changes --non-interactive",
      ),
    ).toMatchObject({ code: 0 });
    // As docs/scale.md reckons for a process with one tenant.
    expect(stack.requests()).toEqual([
      "POST /v2/auth/token",
      "GET /v2/tenants/org-acme-apac",
      "POST /v2/auth/token",
      "GET /v2/organizations/settings/aiConfigs",
    ]);
  });
});
