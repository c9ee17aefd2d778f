import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Address } from "../../../../../provider/terraform/protocol/listen.ts";
import { type RunResult, start } from "../../../../support/engine/run.ts";
import { until } from "../../../../support/until.ts";
import { closeAfterTest } from "./cleanup.ts";

/** The cookie that Terraform gives, written once more, so that a wrong one is seen. */
export const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** What Terraform sets for a plugin, but for the certificate. */
export const HOST_ENV = {
  TF_PLUGIN_MAGIC_COOKIE: COOKIE,
  PLUGIN_PROTOCOL_VERSIONS: "5,6",
  PLUGIN_MIN_PORT: "10000",
  PLUGIN_MAX_PORT: "25000",
};

/** A plugin that was started as a process. */
export interface PluginProcess {
  pid: number;
  /** The fields of the line it has written, or undefined where it has ended before. */
  handshake: () => Promise<Address & { certificate: Uint8Array }>;
  ended: Promise<RunResult>;
  /** The names of what it has left in its folder for temporary files. */
  leftovers: () => string[];
}

/** Starts one of the fixtures, which ends with the test. */
export function startPlugin(
  fixture: string,
  env: Readonly<Record<string, string>> = HOST_ENV,
): PluginProcess {
  const folder = mkdtempSync(join(tmpdir(), "p-"));
  const script = join(import.meta.dirname, "../fixtures", fixture);
  const stop = new AbortController();
  const { pid, stdout, ended } = start(process.execPath, [script], {
    env: { TMPDIR: folder, ...env },
    limitSeconds: 60,
    signal: stop.signal,
  });
  if (pid === undefined) throw new Error("the fixture could not be started");
  let over = false;
  void ended.then(() => (over = true));
  closeAfterTest(async () => {
    stop.abort();
    await ended;
    rmSync(folder, { recursive: true });
  });
  return {
    pid,
    ended,
    leftovers: () => readdirSync(folder),
    handshake: async () => {
      await until(() => stdout.length > 0 || over);
      const [core, version, network, address = "", kind, certificate = ""] =
        stdout[0]?.split("|") ?? [];
      if (core !== "1" || version !== "6" || kind !== "grpc") throw new Error("no handshake");
      return {
        network: network === "unix" ? "unix" : "tcp",
        address,
        certificate: Buffer.from(certificate, "base64"),
      };
    },
  };
}
