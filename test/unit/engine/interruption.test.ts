import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { obtainTool } from "../../support/engine/obtain.ts";
import { isRunning } from "../../../provider/operations/engines/process-family.ts";
import type { Progress } from "../../support/engine/tool.ts";
import { copiesIn, gadget, temporaryFolder, writeGo } from "./fakes.ts";

describe("a build that is interrupted leaves nothing", () => {
  const building = "building gadget: 1 of 2 packages";
  let folder: string;
  let remove: () => void;
  let cache: string;
  let pids: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(() => {
    ({ folder, remove } = temporaryFolder());
    const bin = join(folder, "bin");
    writeGo(bin);
    cache = join(folder, "cache");
    pids = join(folder, "pids");
    env = { PATH: bin, SIGMA_EXTERNAL_AI_CACHE: cache, FAKE_GO_HANG: pids };
  });
  afterEach(() => remove());

  const expectNothingLeft = (): void => {
    const processes: number[] = JSON.parse(readFileSync(pids, "utf8"));
    expect(processes).toHaveLength(2);
    expect(processes.filter(isRunning)).toEqual([]);
    expect(copiesIn(cache)).toEqual([]);
  };

  it("by its signal", async () => {
    const interruption = new AbortController();
    const progress: Progress = (step, detail) => {
      if (`${step}: ${detail}` === building) interruption.abort(new Error("enough"));
    };
    const { signal } = interruption;
    await expect(obtainTool(gadget(folder), { env, progress, signal })).rejects.toThrow("enough");
    expectNothingLeft();
  });

  it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)("by %s to its process", async (signal) => {
    const module = pathToFileURL(join(import.meta.dirname, "../../support/engine/obtain.ts"));
    const program = `
      import { obtainTool } from "${module.href}";
      const progress = (step, detail) => console.log(step + ": " + detail);
      await obtainTool(${JSON.stringify(gadget(folder))}, { progress });
    `;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (text) => {
      if (String(text).includes(building)) child.kill(signal);
    });
    // The worker shares the standard error: this waits for the worker's end, too.
    await once(child, "close");
    expect(child.signalCode).toBe(signal);
    expectNothingLeft();
  });
});
