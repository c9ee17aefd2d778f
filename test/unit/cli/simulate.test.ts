import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";
import { startCommand } from "./support/command.ts";
import { outcomeOf } from "./support/outcome.ts";

it("runs a simulator until it is interrupted, and then ends with 0", async () => {
  const child = startCommand(["simulate", "--port", "0", "--profile", "minimal", "--json"]);
  const [line] = await once(child.stdout, "data");
  const { url, profile, env } = JSON.parse(String(line));
  expect(profile).toBe("minimal");
  expect(env).toMatchObject({
    SIGMA_BASE_URL: url,
    SIGMA_CLIENT_ID: "acme-admin",
    SIGMA_AI_VENDOR_ORIGINS: `*=${url}`,
  });
  const answer = await fetch(`${url}/v2/whoami`);
  expect([answer.status, answer.headers.get("x-sigma-simulator")]).toEqual([
    401,
    "true; profile=minimal",
  ]);
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([0, null]);
});

it("tells a person what to set and how to stop", async () => {
  const child = startCommand(["simulate", "--port", "0"]);
  const [first] = await once(child.stdout, "data");
  expect(String(first)).toMatch(/export SIGMA_BASE_URL=http:\/\/127\.0\.0\.1:\d+\n/);
  expect(String(first)).toMatch(/export SIGMA_AI_VENDOR_ORIGINS='\*=http:\/\/127\.0\.0\.1:\d+'\n/);
  expect(String(first)).toContain("Stop it with Ctrl-C");
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([0, null]);
});

it.each([
  [["simulat"], "Did you mean simulate?"],
  [["simulate", "--port", "abc"], "a number from 0 to 65535"],
  [["simulate", "--port", ""], "a number from 0 to 65535"],
  [["simulate", "--port", "0x50"], "a number from 0 to 65535"],
  [["simulate", "--profile", "most"], "Allowed choices are published, minimal, full"],
  [["simulate", "--nothing"], "unknown option"],
])("%j is a usage error, and says what would be right", async (args, says) => {
  expect(await ended(args)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});

it("a port that is taken and a file that cannot be used are errors in a person's words", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expect(await ended(["simulate", "--port", String(port)])).toMatchObject({
    code: 1,
    stderr: `port ${port} is taken; choose another one, or 0 for any that is free\n`,
  });
  server.close();
  const file = fileURLToPath(import.meta.url);
  expect(await ended(["simulate", "--port", "0", "--state", file])).toMatchObject({
    code: 1,
    stderr: `the state file "${file}" is not JSON. Name another file, or delete this one to start with an empty state.\n`,
  });
  const nowhere = join(tmpdir(), "no-such-folder-of-sigma", "state.json");
  expect(await ended(["simulate", "--port", "0", "--state", nowhere])).toMatchObject({
    code: 1,
    stderr: `the state file "${nowhere}" cannot be written (ENOENT)\n`,
  });
});

it("--help teaches with examples", async () => {
  const { code, stdout } = await ended(["simulate", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("npx sigma-external-ai simulate --port 0 --profile published");
});

it.each([[["--help"]], [["simulate", "--help"]], [["simulate", "--port", "0"]]])(
  "%j ends quietly where nobody reads what it prints",
  async (args) => {
    const child = startCommand(args);
    child.stdout.destroy();
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    expect([stderr, code]).toEqual(["", 0]);
  },
);

async function ended(args: readonly string[]) {
  return outcomeOf(startCommand(args));
}
