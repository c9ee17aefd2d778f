import { execFile } from "node:child_process";
import { cp, mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "@jest/globals";
import { writeProvider, type ProviderSource } from "../../../../scripts/bundle/bundle.ts";
import { TERRAFORM_PROVIDER } from "../../../../scripts/bundle/providers.ts";
import { temporaryFolder } from "../../install/support/folder.ts";

const execute = promisify(execFile);
const repository = join(import.meta.dirname, "../../../..");

/** A process that loads the core when it is needed, as the provider does, and tells what it has loaded. */
const ENTRY = `
import { VERSION } from "../runtime/version.ts";
const loaded = () => "__zod_globalConfig" in globalThis;
const main = async () => {
  console.log(VERSION, loaded());
  const { createRuntime } = await import("../runtime/runtime.ts");
  const { createDispatcher, send } = await import("../http/http.ts");
  console.log(typeof createRuntime, loaded());
  const url = process.argv[2];
  if (url === undefined) return;
  const request = { method: "POST", url: new URL(url), headers: {}, body: "{}", timeout: 5000 };
  console.log(JSON.stringify((await send(request, createDispatcher(), new AbortController().signal)).json));
};
void main();
`;

/** A copy of the sources in a folder of its own, with an entry. */
async function checkout(...below: string[]): Promise<ProviderSource & { base: string }> {
  const base = await temporaryFolder();
  const root = join(base, ...below);
  await mkdir(root, { recursive: true });
  for (const name of ["provider", "schema"]) {
    await cp(join(repository, name), join(root, name), { recursive: true });
  }
  await symlink(join(repository, "node_modules"), join(root, "node_modules"), "junction");
  const entry = join(root, "provider/terraform/fixture.ts");
  await mkdir(dirname(entry), { recursive: true });
  await writeFile(entry, ENTRY);
  const file = join(root, "dist/terraform/terraform-provider-sigma");
  return { base, entry, file, texts: TERRAFORM_PROVIDER.texts };
}

it("makes the same bytes wherever the sources lie", async () => {
  const here = await checkout("a");
  const there = await checkout("some/where", "else with blanks");
  await writeFile(
    join(there.base, "some/where/tsconfig.json"),
    `{"compilerOptions":{"target":"es5"}}`,
  );
  for (const each of [here, there]) await writeProvider(each);
  const bytes = await readFile(here.file);
  expect(bytes.equals(await readFile(there.file))).toBe(true);
  expect((await stat(here.file)).mode & 0o777).toBe(0o755);

  const text = bytes.toString("utf8");
  for (const path of [here.base, there.base, repository]) expect(text).not.toContain(path);
  expect(text.match(/[^\t\n\u0020-\u007e]/g)).toBeNull();
  for (const name of ["zod", "undici", "jose"])
    expect(text).toMatch(new RegExp(`^${name} [\\d.]+ \\(MIT\\)\n`, "m"));
});

it("loads what is behind import() when it is imported, and can send a request", async () => {
  const source = await checkout();
  await writeProvider(source);
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify([request.method, request.url]));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const env = { HOME: dirname(source.file), PATH: dirname(process.execPath) };
  const { stdout } = await execute(source.file, [`http://127.0.0.1:${port}/v2/a?b=c`], { env });
  server.close();
  expect(stdout.split("\n")).toEqual([
    expect.stringMatching(/^\d+\.\d+\.\d+ false$/),
    "function true",
    `["POST","/v2/a?b=c"]`,
    "",
  ]);
});

it.each([
  [`import { fetch } from "undici"; console.log(fetch);`, "No matching export"],
  [`console.log(import.meta.url);`, "import.meta"],
])("%s fails the build", async (text, says) => {
  const source = await checkout();
  await writeFile(source.entry, text);
  await expect(writeProvider(source)).rejects.toThrow(says);
});
