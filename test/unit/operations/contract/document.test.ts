import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { loadOpenApi, sourceName } from "../../../../provider/operations/contract/document.ts";
import { failureOf } from "../../sigma/support/client.ts";
import { listen, startStub } from "../../sigma/support/stub-sigma.ts";

const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), "sigma-openapi-"));
afterAll(() => rmSync(folder, { recursive: true }));

const YAML = 'openapi: 3.0.1\ninfo: { title: "A\\u001b[31m", version: 2 }\npaths: {}\n';

function written(text: string): string {
  const file = join(folder, "openapi.txt");
  writeFileSync(file, text);
  return file;
}

describe("a document is read from", () => {
  it.each([
    ["YAML", YAML],
    ["JSON", ' {"openapi":"3.1.0","info":{"title":"A [31m","version":"2"},"paths":{}}'],
  ])("a file with %s", async (_, text) => {
    expect(await loadOpenApi(written(text), signal)).toMatchObject({
      title: "A [31m",
      version: "2",
    });
  });

  it("an address, after a redirect, and however long it is", async () => {
    const { url } = await startStub({
      "GET /old": { status: 302, headers: { location: "/new?token=secret" }, body: "" },
      "GET /new": {
        headers: { "content-type": "application/yaml" },
        body: `${YAML}#${"x".repeat(3_000_000)}`,
      },
    });
    expect(await loadOpenApi(`${url}/old`, signal)).toMatchObject({ version: "2" });
  });
});

describe("a document that cannot be used says why:", () => {
  it.each([
    ["prose", "Dear Sir or Madam", "has no paths"],
    ["a list", "- a\n- b\n", "has no paths"],
    ["half of one", '{"openapi":', "is neither JSON nor YAML"],
    ["Swagger 2", "swagger: '2.0'\npaths: {}\n", "is not of OpenAPI 3"],
    ["nothing", "", "has no paths"],
  ])("%s", async (_, text, problem) => {
    const failure = await failureOf(loadOpenApi(written(text), signal));
    expect(failure).toMatchObject({ code: "INVALID_OPENAPI" });
    expect(failure.message).toContain(problem);
  });

  it.each([
    ["/nowhere/openapi.json", "(ENOENT)"],
    [folder, "(EISDIR)"],
    ["http://192.0.2.1/openapi.json", "is not served over https"],
    ["https://", "has no usable address"],
  ])("%s", async (source, problem) => {
    const failure = await failureOf(loadOpenApi(source, signal));
    expect(failure.message).toContain(problem);
  });

  it("an address that answers with an error, or not at all, without its query", async () => {
    const stub = await startStub();
    const failure = await failureOf(loadOpenApi(`${stub.url}/a?token=secret`, signal));
    expect(failure.message).toContain(`at ${stub.url}/a was answered with 404`);
    await stub.close();
    const none = await failureOf(loadOpenApi(`${stub.url}/a?token=secret`, signal));
    expect(none.message).toContain("cannot be fetched (ECONNREFUSED)");
    expect(failure.message + none.message).not.toContain("secret");
  });

  it("one that never ends", async () => {
    const server = createServer((_, answer) => {
      const more = (): void => {
        while (answer.write("x".repeat(1_000_000)));
      };
      answer.on("drain", more);
      more();
    });
    const { url } = await listen(server);
    const failure = await failureOf(loadOpenApi(url, signal));
    expect(failure.message).toContain("cannot be fetched (UND_ERR_RES_EXCEEDED_MAX_SIZE)");
  });
});

it("a source is named without what may be secret in it", () => {
  expect(sourceName("https://sigma.example/openapi.json?token=secret")).toBe(
    "https://sigma.example/openapi.json",
  );
  expect(sourceName("https://user:secret@sigma.example/a")).toBe("https://sigma.example/a");
  expect(sourceName("/home/ada/openapi.yaml")).toBe("openapi.yaml");
});
