import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createCertificate } from "../../provider/terraform/protocol/certificate.ts";
import { contest, figures, type Contest, type Figures } from "../measure.ts";
import type { Contestant } from "./providers.ts";
import type { Stage } from "./stage.ts";

/** What a process takes before Terraform can use it, in milliseconds. */
export interface StartUpRow {
  process: Contestant | typeof BARE;
  /** From its start to the line that says where it listens. Terraform starts a provider three times for a plan. */
  time: Figures;
  /** To checksum its file, in this process. Terraform does so once for each command. */
  checksum: Figures | undefined;
  /** The size of its file. */
  megabytes: number | undefined;
}

const BARE = "bare node:http2";

/** What a provider knows its host by. */
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** A server without TLS and without anything to serve. */
const BARE_SERVER = `require("node:http2").createServer().listen(0, "127.0.0.1", () => console.log("listening"))`;

/** Starts the providers in turn, as Terraform does, and beside them the least that Node.js can do. */
export async function measureStartUps({ providers }: Stage, rounds: number): Promise<StartUpRow[]> {
  const home = mkdtempSync(join(tmpdir(), "sigma-bench-"));
  const env = {
    PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
    HOME: home,
    TMPDIR: home,
    TF_PLUGIN_MAGIC_COOKIE: COOKIE,
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_CLIENT_CERT: createCertificate().cert,
  };
  const processes = [
    ...[...providers].map(
      ([name, { executable }]) => [name, async () => firstLine(executable, [], env)] as const,
    ),
    [BARE, async () => firstLine(process.execPath, ["-e", BARE_SERVER], env)] as const,
  ];
  try {
    const times: Contest<string> = await contest(rounds, Object.fromEntries(processes));
    return processes.map(([name]) => {
      const file = name === BARE ? undefined : providers.get(name)?.executable;
      return {
        process: name,
        time: times.of(name),
        checksum: file === undefined ? undefined : figures(checksums(file, rounds)),
        megabytes: file === undefined ? undefined : statSync(file).size / 1e6,
      };
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function checksums(file: string, rounds: number): number[] {
  return Array.from({ length: rounds }, () => {
    const started = performance.now();
    checksum(file);
    return performance.now() - started;
  });
}

/** In parts, as Terraform does: to read a large file at once takes longer. */
function checksum(file: string): void {
  const hash = createHash("sha256");
  const part = Buffer.alloc(64 * 1024);
  const handle = openSync(file, "r");
  for (let read = readSync(handle, part); read > 0; read = readSync(handle, part)) {
    hash.update(part.subarray(0, read));
  }
  closeSync(handle);
}

async function firstLine(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const started = performance.now();
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "ignore"] });
  const [line]: unknown[] = await once(child.stdout, "data");
  const took = performance.now() - started;
  child.kill("SIGTERM");
  await once(child, "close");
  if (!/^(?:1\|[56]\||listening)/.test(String(line)))
    throw new Error(`${command}: ${String(line)}`);
  return took;
}
