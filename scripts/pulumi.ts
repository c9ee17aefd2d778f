/**
 * `npm run pulumi -- <command>`: runs the quick start at the root of the repository with the real `pulumi`, against a
 * simulator of Sigma that lives as long as the command does. State and simulator are kept in the project's cache folder.
 */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createSimulator } from "../simulator/index.ts";
import { cacheFolder } from "../test/support/engine/cache.ts";
import { progressReporter } from "../test/support/engine/progress-reporter.ts";
import { obtainPulumi } from "../test/support/engine/pulumi.ts";
import { stopOnSignals } from "./stop-on-signals.ts";

const HELP = `Runs the quick start (Pulumi.yaml, examples/quick-start) with the real pulumi, against a simulator of Sigma.

  npm run pulumi -- up                                             add the integration
  npm run pulumi -- preview --refresh --expect-no-changes          see drift (exit 7)
  npm run pulumi -- destroy                                        remove it`;

const root = join(import.meta.dirname, "..");
const args = process.argv.slice(2);
const signal = stopOnSignals();

if (args.length === 0 || args[0] === "--help") console.log(HELP);
else process.exitCode = await quickStart();

async function quickStart(): Promise<number> {
  const { progress, end } = progressReporter();
  const engine = await obtainPulumi({ progress, signal }).finally(end);
  const folder = join(cacheFolder(process.env), "quick-start");
  mkdirSync(join(folder, "state"), { recursive: true });
  const simulator = await createSimulator({ stateFile: join(folder, "simulator.json") });
  const env = {
    ...process.env,
    PATH: [...engine.binDirs, dirname(process.execPath), process.env["PATH"]].join(delimiter),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "quick start",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    SIGMA_BASE_URL: simulator.url,
    SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
    SIGMA_CLIENT_ID: "acme-admin",
    SIGMA_CLIENT_SECRET: "acme-admin-secret",
    // Sigma has not published how to remove; on a simulator the attempt harms nobody.
    SIGMA_ALLOW_ASSUMED: "write",
  };
  try {
    const stack = ["stack", "select", "dev", "--create", "--non-interactive"];
    const selected = await run(engine.command, stack, env, "ignore");
    return selected === 0 ? await run(engine.command, args, env, "inherit") : selected;
  } finally {
    await simulator.close();
  }
}

/** Ctrl-C reaches the engine by itself, as it is in the same group; it ends in order, and so do we. */
function run(
  command: string,
  commandArgs: readonly string[],
  env: NodeJS.ProcessEnv,
  output: "inherit" | "ignore",
): Promise<number> {
  return new Promise((resolve, reject) => {
    spawn(command, commandArgs, { cwd: root, env, stdio: ["inherit", output, "inherit"] })
      .once("error", reject)
      .once("close", (code) => resolve(code ?? 1));
  });
}
