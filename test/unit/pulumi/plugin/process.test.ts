import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client, credentials, type MethodDefinition } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { emptyMessages } from "../../../../provider/pulumi/plugin/messages.ts";
import { VERSION } from "../../../../provider/runtime/version.ts";
import { writeProvider } from "../../../../scripts/bundle/bundle.ts";
import { PULUMI_PLUGIN } from "../../../../scripts/bundle/providers.ts";
import { until } from "../../../support/until.ts";
import { writeScript } from "../../install/support/provider-file.ts";
import { closeAfterTest } from "../../sigma/support/cleanup.ts";
import { openai } from "./support/configs.ts";
import { startEngine } from "./support/engine.ts";
import { RPC } from "./support/plugin.ts";
import { createRequest } from "./support/requests.ts";
import { environment, simulate } from "./support/simulated.ts";

/** A plugin that was started as a process. */
interface Started {
  child: ChildProcessWithoutNullStreams;
  /** What it has written so far. */
  said: { stdout: string; stderr: string };
  /** Its exit status, and the signal that ended it. */
  ended: Promise<unknown[]>;
}

let folder: string;
let plugin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigma-plugin-"));
  plugin = join(folder, "bin/pulumi-resource-sigma");
  await writeProvider({ ...PULUMI_PLUGIN, file: plugin });
}, 60_000);

afterAll(async () => rm(folder, { recursive: true, force: true }));

/** Starts the plugin as it is packed, with its standard input held open as the engine holds it. */
function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(plugin, args, {
    env: { HOME: folder, PATH: dirname(process.execPath), ...env },
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (said.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (said.stderr += String(chunk)));
  child.stdin.on("error", () => {});
  const ended = once(child, "close");
  closeAfterTest(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { child, said, ended };
}

/** Waits for the port, and connects a client that ends with the test. */
async function connect({ said, ended }: Started) {
  let over = false;
  void ended.then(() => (over = true));
  await until(() => said.stdout.includes("\n") || over);
  const client = new Client(`127.0.0.1:${said.stdout.trim()}`, credentials.createInsecure());
  closeAfterTest(() => client.close());
  return async <Request, Response>(
    { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
    request: Request,
  ): Promise<Response> =>
    new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        (error, answer) =>
          answer === undefined ? reject(error ?? new Error("no answer")) : resolve(answer),
      );
    });
}

describe("the plugin's process", () => {
  it.each<[string, (child: Started["child"]) => unknown]>([
    ["the end of its standard input, when the engine is gone", ({ stdin }) => stdin.destroy()],
    ["SIGINT", (child) => child.kill("SIGINT")],
    ["SIGTERM", (child) => child.kill("SIGTERM")],
    ["SIGHUP", (child) => child.kill("SIGHUP")],
  ])("says a port and nothing else, and ends well at %s", async (_, end) => {
    const started = start(["127.0.0.1:1"]);
    const call = await connect(started);
    const info = await call(RPC.getPluginInfo, new emptyMessages.Empty());
    expect(info.getVersion()).toBe(VERSION);
    end(started.child);
    expect(await started.ended).toEqual([0, null]);
    expect(started.said).toEqual({ stdout: expect.stringMatching(/^\d+\n$/), stderr: "" });
  });

  it.each([
    ["--version", new RegExp(`^${VERSION.replaceAll(".", String.raw`\.`)}\n$`)],
    ["--help", /^This is Pulumi's plugin for the package sigma\..+PULUMI_DEBUG_PROVIDERS/s],
  ])("says what it is to whoever starts it by hand: %s", async (word, says) => {
    const { said, ended } = start([word]);
    expect(await ended).toEqual([0, null]);
    expect(said).toEqual({ stdout: expect.stringMatching(says), stderr: "" });
  });

  it("ends in the middle of a save too, which is sent once", async () => {
    const simulator = await simulate();
    simulator.fault({
      method: "POST",
      path: "/v2/organizations/settings/aiConfigs",
      when: "after",
      effect: { kind: "delay", ms: 600_000 },
    });
    const started = start(["127.0.0.1:1"], environment(simulator.url));
    const call = await connect(started);
    const creating = call(RPC.create, createRequest(openai())).catch(() => "ended");
    await until(() => simulator.state("org-acme").integration !== null);
    started.child.stdin.destroy();
    expect(await started.ended).toEqual([0, null]);
    expect(await creating).toBe("ended");
    expect(simulator.audit).toHaveLength(1);
  });

  it("goes on without an engine when its standard input ends, and prints on standard error", async () => {
    const started = start([]);
    started.child.stdin.end();
    const call = await connect(started);
    await call(RPC.create, createRequest(openai(), { preview: true }));
    started.child.kill("SIGTERM");
    await started.ended;
    expect(started.said.stderr).toMatch(/^adding OpenAI turns AI on .+\n$/);
    expect(started.said.stdout).toMatch(/^\d+\n$/);
  });

  it("starts twice at once, each with a port and an engine of its own", async () => {
    const engines = [await startEngine(), await startEngine()];
    const started = engines.map(({ address }) => start(["--logtostderr", address]));
    const calls = await Promise.all(started.map(connect));
    expect(new Set(started.map(({ said }) => said.stdout)).size).toBe(2);
    await Promise.all(
      calls.map((call) => call(RPC.create, createRequest(openai(), { preview: true }))),
    );
    expect(engines.map(({ lines }) => lines.length)).toEqual([1, 1]);
  });
});

describe("a plugin that cannot run", () => {
  it("says on standard error what to do where there is no Node.js", async () => {
    const { said, ended } = start(["127.0.0.1:1"], { PATH: join(folder, "nothing") });
    expect(await ended).toEqual([1, null]);
    expect(said).toEqual({
      stdout: "",
      stderr: expect.stringMatching(
        /^The sigma provider needs Node\.js \S+ or newer: .+ run: npx sigma-external-ai pulumi install\n$/,
      ),
    });
  });

  it.each(["18.20.8", "22.18.0"])(
    "says on standard error that Node.js %s is too old",
    async (version) => {
      const versions = `{ value: { ...process.versions, node: "${version}" } }`;
      const fake = join(folder, `${version}.cjs`);
      await writeFile(fake, `Object.defineProperty(process, "versions", ${versions});`);
      const bin = join(folder, version);
      await writeScript(join(bin, "node"), `exec "${process.execPath}" -r "${fake}" "$@"`);
      const { said, ended } = start(["127.0.0.1:1"], { PATH: bin });
      expect(await ended).toEqual([1, null]);
      expect(said).toEqual({
        stdout: "",
        stderr: `The sigma provider needs Node.js 22.19 or newer, and ${process.execPath} is ${version}. Install it, then run: npx sigma-external-ai pulumi install\n`,
      });
    },
  );
});
