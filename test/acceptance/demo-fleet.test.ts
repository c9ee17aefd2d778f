import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "@jest/globals";
import { obtainChromium } from "../support/engine/chromium.ts";
import { describeWithTool } from "../support/engine/requirement.ts";
import { obtainTerraform } from "../support/engine/terraform.ts";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "../..");

await describeWithTool(
  "the demo of a fleet",
  async (options) => ({
    ...(await obtainTerraform(options)),
    browser: await obtainChromium(options),
  }),
  () => {
    it("passes with every kind of change, and leaves nothing behind but the picture", async () => {
      const folder = await mkdtemp(join(tmpdir(), "sigma-external-ai-demo-"));
      const args = ["demo/main.ts", "--fleet", "6", "--engine", "terraform"];
      const { stdout } = await execute(
        process.execPath,
        [...args, "--picture", join(folder, "drift.png")],
        { cwd: root, env: { ...process.env, TMPDIR: folder } },
      );
      expect(stdout.trimEnd().split("\n").at(-1)).toBe("demo: 7 of 7 steps as expected");
      expect(stdout).toContain("1 in step, 2 drifted, 1 missing, 1 unreadable, 1 error");
      expect(await readdir(folder)).toEqual(["drift.png"]);
      const picture = await readFile(join(folder, "drift.png"));
      expect(picture.subarray(1, 4).toString()).toBe("PNG");
      await rm(folder, { recursive: true });
    });

    it.each([
      ["a fleet of one", ["--fleet", "1"], "--fleet is a number from 2 to 100"],
      ["a picture of no fleet", ["--picture", "x.png"], "--picture goes with --fleet"],
      ["Azure", ["--fleet", "5", "--azure"], "--azure does not go with --fleet"],
    ])("refuses %s", async (_, args, message) => {
      await expect(
        execute(process.execPath, ["demo/main.ts", ...args], { cwd: root }),
      ).rejects.toMatchObject({ code: 2, stderr: `${message}\n` });
    });
  },
);
